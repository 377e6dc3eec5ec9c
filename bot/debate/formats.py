"""The formats as data: their phases, and which question a member may answer in which phase.

A question is what one ballot answers: `vote` in a poll; `first`, `final` and `moved` (which
argument moved you?) in an oxford debate; `s12` is the statement with id 12, `r12` a report of the
contribution with id 12.
"""

from __future__ import annotations

from datetime import timedelta

from bot.debate.models import Debate, Format, Option, Phase, Spec
from bot.errors import DebateError

FOR_AGAINST = (Option("for", "For"), Option("against", "Against"), Option("undecided", "Undecided"))
STANCES = (Option("agree", "Agree"), Option("disagree", "Disagree"), Option("pass", "Pass"))
VOTE, FIRST, FINAL, MOVED = "vote", "first", "final", "moved"
SKIP = "skip"
"""Answers `first` of a member who would rather read than be counted."""

_OXFORD = ((FIRST, 25), ("opening", 15), ("rebuttal", 15), ("closing", 15), (FINAL, 30))
"""Percent of the whole length: the votes get the longer parts, for members are not always there."""
ROUNDS = tuple(name for name, _ in _OXFORD if name not in (FIRST, FINAL))


def phases_of(spec: Spec) -> tuple[Phase, ...]:
    """The phases as the moderator gave them, else the format's own shares of the whole length."""
    if spec.phases:
        return spec.phases
    if spec.format is Format.OXFORD:
        return tuple(Phase(name, spec.length * share / 100) for name, share in _OXFORD)
    return (Phase(VOTE, spec.length),)


def phases_in(text: str, lengths: tuple[timedelta, ...]) -> tuple[Phase, ...]:
    """Phases of an oxford debate from five lengths; raises DebateError on another number, `text`
    being what was written.
    """
    if len(lengths) != len(_OXFORD):
        raise DebateError("debate.refused.rounds", n=len(_OXFORD), text=text[:80])
    return tuple(Phase(name, length) for (name, _), length in zip(_OXFORD, lengths, strict=True))


def options_of(spec: Spec) -> tuple[Option, ...]:
    """For, against and undecided where a format needs sides; stances for statements; else what the
    moderator gave.
    """
    if spec.format is Format.STATEMENTS:
        return STANCES
    return spec.options or FOR_AGAINST


def main_question(debate: Debate) -> str:
    """The vote that the buttons under the debate cast now; empty while there is none."""
    if debate.format is Format.POLL:
        return VOTE
    if debate.format is Format.OXFORD and debate.phase_name in (FIRST, FINAL):
        return debate.phase_name
    return ""


def check_question(debate: Debate, question: str) -> None:
    """Raise DebateError unless this question is asked in the present phase."""
    asked = {main_question(debate)} - {""}
    if debate.format is Format.OXFORD and debate.phase_name == FINAL:
        asked.add(MOVED)
    statement = debate.format is Format.STATEMENTS and _numbered("s", question)
    if question not in asked and not statement and not _numbered("r", question):
        key = (
            "debate.refused.native"
            if debate.format is Format.NATIVE
            else "debate.refused.no_vote_now"
        )
        raise DebateError(key)


def statement_question(statement: int) -> str:
    """The question that a statement is."""
    return f"s{statement}"


def report_question(contribution: int) -> str:
    """The question that a report answers."""
    return f"r{contribution}"


def are_arguments_blind(debate: Debate) -> bool:
    """Whether members' and the article's arguments open only after the first vote."""
    return debate.format is Format.OXFORD and debate.phase_name == FIRST


def _numbered(letter: str, question: str) -> bool:
    return question.startswith(letter) and question[1:].isdigit()
