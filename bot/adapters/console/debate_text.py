"""Debates as plain text: the motion with its cited points, arguments in two columns, and the result
with its figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from bot.debate.contributions import Contribution
from bot.debate.formats import (
    Ranking,
    SomeOf,
    are_arguments_blind,
    ballot_of,
    has_sides,
    is_held_elsewhere,
    main_question,
    round_of,
    takes_statements,
)
from bot.debate.models import Debate, State, View
from bot.results.picture_models import Labels
from bot.results.result_text import ending, figures, moved_line
from bot.services.debating.voting import Arguments, NextStatement
from bot.wording import Wording

_WIDTH = 30
_COLUMN = 44
_NAME = 34


def summary(view: View, wording: Wording) -> str:
    """A running debate: motion, phase, points of both sides, options, deadline, and a live tally
    where there is one.
    """
    debate = view.debate
    lines = [wording.say("console.debate.head", id=debate.id, motion=debate.motion)]
    if not are_arguments_blind(debate) and debate.points and has_sides(debate):
        lines += two_columns(Arguments(debate, debate.points, ()), wording)
    due = f"{debate.due_at.astimezone():%Y-%m-%d %H:%M:%S}"
    lines.append(
        wording.say(
            f"console.debate.state.{debate.state}",
            due=due,
            ends=f"{debate.ends_by.astimezone():%Y-%m-%d}",
            opens=f"{debate.opened_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if len(debate.phases) > 1 and debate.state is State.OPEN:
        lines.append(
            wording.say(
                "console.debate.phase",
                phase=wording.say(f"formats.{debate.format}.phase.{round_of(debate).name}"),
            )
        )
    if debate.state is State.OPEN:
        lines.append(_how_to_take_part(debate, wording))
    if view.live is not None:
        lines += bars(debate, view.live)
    return "\n".join(lines)


def _how_to_take_part(debate: Debate, wording: Wording) -> str:
    if takes_statements(debate):
        return wording.say("console.debate.take_part.statements")
    if not main_question(debate) and not is_held_elsewhere(debate):
        return wording.say("console.debate.take_part.round")
    options = ", ".join(f"{option.label} ({option.key})" for option in debate.options)
    kind = ballot_of(debate)
    if isinstance(kind, SomeOf | Ranking):
        return wording.say(f"console.debate.take_part.{kind.name}", options=options, most=kind.most)
    key = (
        "console.debate.take_part.first"
        if are_arguments_blind(debate)
        else "console.debate.options"
    )
    return wording.say(key, options=options)


def result(view: View, wording: Wording, k: int) -> str:
    """A closed debate: how it ended, every published figure, what moved people, and a moderator's
    conclusion.
    """
    debate, found = view.debate, view.result
    lines = [wording.say("console.debate.result", id=debate.id, motion=debate.motion)]
    if found:
        lines.append(ending(debate, found, wording.say, k))
        if moved := moved_line(found, wording.say):
            lines.append(moved)
        if found.counts and found.swing is None:
            lines += bars(debate, found.counts)
        else:
            lines += [
                f"  {line}"
                for line in figures(debate, found, Labels(wording.under("pictures")), _NAME)
            ]
    if debate.conclusion:
        lines.append(wording.say("console.debate.conclusion", text=debate.conclusion))
    return "\n".join(lines)


def two_columns(found: Arguments, wording: Wording) -> list[str]:
    """For to the left, against to the right, each argument with its number and whose it is."""
    sides = [_column(found, side, wording) for side in ("for", "against")]
    return [
        f"  {left:<{_COLUMN}}  {right}".rstrip()
        for left, right in zip_longest(*sides, fillvalue="")
    ]


def _column(found: Arguments, side: str, wording: Wording) -> list[str]:
    lines = [wording.say(f"debate.option.{side}").upper(), ""]
    for place, point in enumerate(found.points):
        if point.side == side:
            lines += [
                *wrap(f"p{place}. {point.claim}", _COLUMN),
                f"   [{', '.join(point.citations)}]",
                "",
            ]
    for one in found.from_members:
        if one.side == side:
            lines += [*wrap(f"c{one.id}. {one.text}", _COLUMN), f"   [{whose(one, wording)}]", ""]
    return lines[:-1]


def whose(one: Contribution, wording: Wording) -> str:
    """Where an argument stands in the article, or that it doesn't."""
    return (
        wording.say("debate.sourced", place=one.citation)
        if one.citation
        else wording.say("debate.unsourced")
    )


def statement(found: NextStatement, wording: Wording) -> str:
    """The statement to answer now, or that there are no more."""
    if found.statement is None:
        return wording.say("console.debate.statements_done", whole=found.whole)
    slots = {"text": found.statement.text, "number": found.answered + 1, "whole": found.whole}
    return wording.say("console.debate.statement", **slots)


def queue(waiting: Sequence[Contribution], reports: Mapping[int, int], wording: Wording) -> str:
    """What waits for a moderator."""
    lines = []
    for one in waiting:
        side = (
            wording.say(f"debate.option.{one.side}")
            if one.side
            else wording.say("console.debate.a_statement")
        )
        reported = (
            wording.say("console.debate.reported", n=reports[one.id]) if one.id in reports else ""
        )
        lines.append(
            wording.say(
                "console.debate.waits", id=one.id, side=side, text=one.text, reported=reported
            )
        )
    return "\n".join(lines) or wording.say("console.debate.nothing_waits")


def bars(debate: Debate, counts: Mapping[str, int]) -> list[str]:
    """One line an option: label, bar, votes."""
    most = max([1, *counts.values()])
    width = max(len(option.label) for option in debate.options)
    lines = []
    for option in debate.options:
        votes = counts.get(option.key, 0)
        bar = "█" * round(_WIDTH * votes / most)
        lines.append(f"  {option.label:<{width}}  {bar:<{_WIDTH}}  {votes}")
    return lines
