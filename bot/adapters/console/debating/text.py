"""Debates as plain text: the motion with its cited points, arguments in two columns, and the result
with its figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from bot.adapters.console.talk import USUAL_WIDTH
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
from bot.results.details import details, folded
from bot.results.picture_models import Labels
from bot.results.result_text import ending, moved_line
from bot.results.symbols import sign_of, signs
from bot.services.debating.voting import Arguments, NextStatement
from bot.wording import Wording

_BAR, _SHORTEST_BAR = 30, 6
_COLUMN, _NARROW = 44, 28
"""Columns of one side's arguments: at most, and at least for both to stand side by side."""


def summary(view: View, wording: Wording, width: int = USUAL_WIDTH) -> str:
    """A running debate: motion, phase, points of both sides, options, deadline, and a live tally
    where there is one.
    """
    debate = view.debate
    lines = [wording.say("console.debate.head", id=debate.id, motion=debate.motion)]
    if not are_arguments_blind(debate) and debate.points and has_sides(debate):
        lines += two_columns(Arguments(debate, debate.points, ()), wording, width)
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
        lines += bars(debate, view.live, width)
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


def result(view: View, wording: Wording, k: int, width: int = USUAL_WIDTH) -> str:
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
            lines += bars(debate, found.counts, width)
        else:
            shown = folded(details(debate, found, Labels(wording.under("pictures"))))
            lines += [f"  {line}".rstrip() for line in shown]
    if debate.conclusion:
        lines.append(wording.say("console.debate.conclusion", text=debate.conclusion))
    return "\n".join(lines)


def two_columns(found: Arguments, wording: Wording, width: int = USUAL_WIDTH) -> list[str]:
    """For to the left, against to the right, each argument with its number and whose it is; one
    below the other where the screen is narrow.
    """
    column = min(_COLUMN, (width - 4) // 2)
    if column < _NARROW:
        stacked = [_column(found, side, wording, width - 2) for side in ("for", "against")]
        return [f"  {line}".rstrip() for line in (*stacked[0], "", *stacked[1])]
    sides = [_column(found, side, wording, column) for side in ("for", "against")]
    return [
        f"  {left:<{column}}  {right}".rstrip() for left, right in zip_longest(*sides, fillvalue="")
    ]


def _column(found: Arguments, side: str, wording: Wording, width: int) -> list[str]:
    lines = [f"{sign_of(side, 0)} {wording.say(f'debate.option.{side}')}", ""]
    for place, point in enumerate(found.points):
        if point.side == side:
            cited = f"[{', '.join(point.citations)}]"
            lines += [*wrap(f"p{place}. {point.claim}", width), *_indented(cited, width), ""]
    for one in found.from_members:
        if one.side == side:
            owner = f"[{whose(one, wording)}]"
            lines += [*wrap(f"c{one.id}. {one.text}", width), *_indented(owner, width), ""]
    return lines[:-1]


def _indented(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent="   ", subsequent_indent="   ")


def whose(one: Contribution, wording: Wording) -> str:
    """Where an argument stands in the article, or that it doesn't."""
    return (
        wording.say("debate.sourced", place=one.citation)
        if one.citation
        else wording.say("debate.unsourced")
    )


def statement(found: NextStatement, wording: Wording) -> str:
    """The statement to answer now, or that there are no more."""
    if not found.whole:
        return wording.say("console.debate.statements_none")
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


def bars(debate: Debate, counts: Mapping[str, int], width: int = USUAL_WIDTH) -> list[str]:
    """One line an option: its sign and label, a bar, its votes. Where labels leave no room, the bar
    goes below.
    """
    most, sign = max([1, *counts.values()]), signs(debate)
    names = {option.key: f"{sign[option.key]} {option.label}" for option in debate.options}
    widest = max(map(len, names.values()))
    figures = max(len(f"{votes:,}") for votes in (0, *counts.values()))
    room = min(_BAR, width - widest - figures - 6)
    below = room < _SHORTEST_BAR
    room = min(_BAR, width - figures - 8) if below else room
    lines = []
    for key, name in names.items():
        votes = counts.get(key, 0)
        drawn = f"{'█' * round(room * votes / most):<{room}}  {votes:,}"
        lines += [f"  {name}", f"    {drawn}"] if below else [f"  {name:<{widest}}  {drawn}"]
    return lines
