"""Every published figure of a result as short lines: for a private panel, the terminal and whoever
can't see the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.debate.models import Debate, Result
from bot.debate.publishing.approvals import PublishedApprovals
from bot.debate.publishing.published import PublishedSwing
from bot.debate.publishing.runoff import PublishedRunoff
from bot.debate.publishing.statements import StatementsResult
from bot.results.option_models import approval_figure, by_last_round
from bot.results.picture_models import Labels
from bot.results.shares import points
from bot.results.standpoints import group_notes
from bot.results.symbols import signs
from bot.results.text_table import fold

PHONE_COLUMNS = 40

Lines = Iterator[str]


def details(debate: Debate, result: Result, labels: Labels) -> tuple[str, ...]:
    """Lines of any width; an empty one stands between parts."""
    blocks = [[*block] for block in _blocks(debate, result, labels)]
    return tuple(chain.from_iterable((*block, "") for block in blocks if block))[:-1]


def folded(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of at most forty columns, where they don't wrap by themselves."""
    return tuple(line for long in lines for line in fold(long, PHONE_COLUMNS))


def _blocks(debate: Debate, result: Result, labels: Labels) -> Iterator[Lines]:
    names = {option.key: option.label for option in debate.options}
    sign = signs(debate)
    if result.swing is not None:
        yield _sides(result.swing, names, sign, labels)
        yield _moves(result.swing, names, labels)
    yield _votes(result, names, sign, labels)
    if result.approvals is not None:
        yield _approvals(result.approvals, result.turnout or 0, names, sign, labels)
    if result.runoff is not None:
        yield from _rounds(result.runoff, names, sign, labels)
    if result.moved:
        yield _moved(result, labels)
    if result.statements is not None:
        yield from _statements(result.statements, labels)
        yield _withheld(result.statements, labels)
        yield from _groups(result.statements, labels)


def _votes(
    result: Result, names: Mapping[str, str], sign: Mapping[str, str], labels: Labels
) -> Lines:
    whole = sum(result.counts.values())
    if not whole or (result.swing and result.turnout == result.swing.paired):
        return
    if result.swing:
        yield labels.fill("details.all_final", n=whole)
    for key, votes in result.counts.items():
        share = f"{100 * votes / whole:.0f}"
        slots = {"sign": sign[key], "label": names[key], "votes": votes, "share": share}
        yield labels.fill("details.option", **slots)


def _sides(
    swing: PublishedSwing, names: Mapping[str, str], sign: Mapping[str, str], labels: Labels
) -> Lines:
    for one in swing.sides:
        slots = {"sign": sign[one.side], "label": names[one.side]}
        if one.before is None or one.after is None or one.net is None:
            yield labels.fill("details.withheld", **slots)
        else:
            slots |= {"before": str(one.before), "after": str(one.after), "net": points(one.net)}
            yield labels.fill("details.swing", **slots)


def _moves(swing: PublishedSwing, names: Mapping[str, str], labels: Labels) -> Lines:
    if swing.movement is None:
        return
    yield labels.fill("details.changed", n=swing.movement.moved, paired=swing.paired)
    for i, row in enumerate(swing.table.cells):
        for j, cell in enumerate(row):
            if cell and i != j:
                was, now = names[swing.sides[i].side], names[swing.sides[j].side]
                members = labels.count("members", cell)
                yield labels.fill("details.moved_from", was=was, now=now, members=members)
    p = swing.movement.p_value
    yield labels.fill("details.chance", p="< 0.001" if p < 0.001 else f"= {p:.3f}")


def _approvals(
    found: PublishedApprovals,
    voters: int,
    names: Mapping[str, str],
    sign: Mapping[str, str],
    labels: Labels,
) -> Lines:
    for one in found.options:
        slots = {"sign": sign[one.option], "label": names[one.option]}
        if one.exact is None or not voters:
            figure = approval_figure(one, voters)
            key = "bound" if figure else "withheld"
            yield labels.fill(f"details.{key}", figure=figure, **slots)
        else:
            share = f"{100 * one.exact / voters:.0f}"
            yield labels.fill("details.option", votes=one.exact, share=share, **slots)


def _rounds(
    found: PublishedRunoff, names: Mapping[str, str], sign: Mapping[str, str], labels: Labels
) -> Iterator[Lines]:
    order = by_last_round(found)
    for one in found.rounds:
        left = labels.fill("runoff.left", n=len(one.counts))
        ranked = [
            labels.fill("details.bound", sign=sign[key], label=names[key], figure=one.counts[key])
            for key in order
            if key in one.counts
        ]
        if one.exhausted:
            ranked.append(f"{labels.fill('runoff.exhausted')}: {one.exhausted}")
        yield iter((labels.fill("details.round", left=left), *ranked))


def _moved(result: Result, labels: Labels) -> Lines:
    yield f"{labels.fill('moved')}:"
    for one in result.moved:
        yield labels.fill("details.argument", n=one.votes, text=one.text)


def _statements(found: StatementsResult, labels: Labels) -> Iterator[Lines]:
    """Best known first: what the room agrees on, then the others as they were brought."""
    first = {text: i for i, text in enumerate((*found.agreed, *found.rejected, *found.divisive))}
    for one in sorted(found.counts, key=lambda one: first.get(one.statement, len(first))):
        slots = {"agree": one.agree, "passed": one.passed, "disagree": one.disagree}
        yield iter((f"“{one.statement}”", labels.fill("details.statement", **slots)))


def _withheld(found: StatementsResult, labels: Labels) -> Lines:
    if found.withheld:
        yield labels.count("details.withheld_statements", found.withheld)


def _groups(found: StatementsResult, labels: Labels) -> Iterator[Lines]:
    for note in group_notes(found, labels, 3):
        members = labels.count("members", note.members)
        yield iter((labels.fill("map.legend", name=note.name, members=members), *note.stands_for))
