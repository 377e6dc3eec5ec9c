"""What a debate asks of its members at this moment, whatever its format."""

from __future__ import annotations

from bot.debate.formats.base import Round
from bot.debate.formats.kinds import BallotKind, Stances
from bot.debate.formats.questions import is_report, is_statement
from bot.debate.formats.registry import format_of
from bot.debate.models import Debate, Option, Phase, Spec
from bot.errors import DebateError

_SIDES = {"for", "against"}


def phases_of(spec: Spec) -> tuple[Phase, ...]:
    """The phases as the moderator gave them, else the format's own shares of the whole length."""
    return spec.phases or format_of(spec.format).phases(spec.length)


def options_of(spec: Spec) -> tuple[Option, ...]:
    """What the debate is voted on with."""
    return format_of(spec.format).options(spec)


def ballot_of(debate: Debate) -> BallotKind | None:
    """What kind of ballot is cast now; None while there is none here."""
    return format_of(debate.format).ballot(debate)


def round_of(debate: Debate) -> Round:
    """The round a debate is in, as its format plans it."""
    return format_of(debate.format).round_of(debate)


def main_question(debate: Debate) -> str:
    """The vote that is cast under the debate now; empty while there is none."""
    kind = ballot_of(debate)
    return round_of(debate).name if kind is not None and not isinstance(kind, Stances) else ""


def main_questions(debate: Debate) -> tuple[str, ...]:
    """The votes cast under the debate in all of its phases, in their order."""
    rounds = format_of(debate.format).rounds
    return tuple(
        one.name for one in rounds if one.ballot is not None and not isinstance(one.ballot, Stances)
    )


def takes_statements(debate: Debate) -> bool:
    """Whether statements are brought and voted on."""
    return format_of(debate.format).takes_statements


def is_held_elsewhere(debate: Debate) -> bool:
    """Whether the surface itself holds the vote."""
    return format_of(debate.format).is_held_elsewhere


def has_sides(debate: Debate) -> bool:
    """Whether there is a For and an Against that arguments can speak for."""
    return {option.key for option in debate.options} >= _SIDES


def are_arguments_blind(debate: Debate) -> bool:
    """Whether members' and the article's arguments open only after this vote."""
    return round_of(debate).is_blind


def check_question(debate: Debate, question: str) -> None:
    """Raise DebateError unless this question is asked in the present phase."""
    asked = {main_question(debate), *round_of(debate).beside} - {""}
    statement = takes_statements(debate) and is_statement(question)
    if question in asked or statement or is_report(question):
        return
    elsewhere = is_held_elsewhere(debate)
    raise DebateError("debate.refused.native" if elsewhere else "debate.refused.no_vote_now")
