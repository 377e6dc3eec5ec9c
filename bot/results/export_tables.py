"""Published results as plain tables: the rows of the exported page, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.debate.maths.consensus import StatementCounts
from bot.debate.maths.tally import Tally, tally
from bot.debate.maths.tally_stats import Interval
from bot.debate.models import Debate, Result
from bot.debate.publishing.approvals import PublishedApproval, PublishedApprovals
from bot.debate.publishing.published import PublishedSwing
from bot.debate.publishing.runoff import PublishedRunoff
from bot.debate.publishing.statements import StatementsResult
from bot.results.option_models import approval_figure, by_last_round
from bot.results.picture_models import Labels

Cell = int | float | str | None
"""None is suppressed; it is shown as a dash and written as nothing. Text is a bound, such
as `<5`.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its figures."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under a header; the first header stands over the names."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def tally_table(tally: Tally, names: Mapping[str, str], labels: Labels) -> Table:
    """Votes and percent by option."""
    header = (labels.fill("option"), labels.fill("votes_column"), f"{labels.fill('share')} %")
    rows = (Row(names[one.option], (one.votes, round(100 * one.share, 1))) for one in tally.shares)
    return Table(labels.fill("result"), header, tuple(rows))


def swing_tables(
    swing: PublishedSwing, names: Mapping[str, str], labels: Labels
) -> tuple[Table, ...]:
    """Before, after and swing by side; then who went where."""
    header = (
        labels.fill("side"),
        labels.fill("flow.first"),
        labels.fill("flow.final"),
        labels.fill("net"),
    )
    sides = tuple(
        Row(
            names[one.side], (one.before, one.after, None if one.net is None else round(one.net, 1))
        )
        for one in swing.sides
    )
    words = tuple(names[one.side] for one in swing.sides)
    moves = tuple(Row(name, cells) for name, cells in zip(words, swing.table.cells, strict=True))
    corner = labels.fill("flow.first") + " → " + labels.fill("flow.final")
    return Table(labels.fill("result"), header, sides), Table(
        corner, (labels.fill("side"), *words), moves
    )


def statements_table(counts: Sequence[StatementCounts], labels: Labels) -> Table:
    """Agree, disagree and pass by statement, with Wilson's 95 % interval of the share that agrees,
    in percent.
    """
    rows = tuple(
        Row(one.statement, (one.agree, one.disagree, one.passed, *_percents(one.agree_interval)))
        for one in counts
    )
    header = (
        labels.fill("statement"),
        *_stances(labels),
        labels.fill("statements.low"),
        labels.fill("statements.high"),
    )
    return Table(labels.fill("result"), header, rows)


def consensus_tables(found: StatementsResult, labels: Labels) -> tuple[Table, ...]:
    """What the room agrees on, what it rejects and where it parts; empty lists are left out."""
    counts = {one.statement: one for one in found.counts}
    lists = (
        ("statements.agreed", found.agreed),
        ("statements.rejected", found.rejected),
        ("statements.divisive", found.divisive),
    )
    return tuple(
        replace(
            statements_table([counts[text] for text in texts], labels), caption=labels.fill(key)
        )
        for key, texts in lists
        if texts
    )


def result_tables(debate: Debate, result: Result, labels: Labels) -> tuple[Table, ...]:
    """Every figure that is published of a result."""
    names = {option.key: option.label for option in debate.options}
    tables: tuple[Table, ...] = ()
    if result.swing is not None:
        tables += swing_tables(result.swing, names, labels)
    if result.counts and result.swing is None:
        tables += (tally_table(counted(debate, result), names, labels),)
    elif result.counts and result.swing and result.turnout != result.swing.paired:
        tables += (
            replace(
                tally_table(counted(debate, result), names, labels),
                caption=labels.fill("flow.all_final"),
            ),
        )
    if result.approvals is not None:
        tables += (approvals_table(result.approvals, result.turnout or 0, names, labels),)
    if result.runoff is not None and result.runoff.rounds:
        tables += (runoff_table(result.runoff, names, labels),)
    if result.moved:
        rows = tuple(Row(one.text, (one.votes,)) for one in result.moved)
        tables += (
            Table(
                labels.fill("moved"),
                (labels.fill("page.argument"), labels.fill("members_column")),
                rows,
            ),
        )
    if result.statements is not None:
        tables += (
            *consensus_tables(result.statements, labels),
            statements_table(result.statements.counts, labels),
        )
        tables += tuple(
            group_table(
                f"{chr(ord('A') + i)} ({labels.count('members', group.size)})", group.counts, labels
            )
            for i, group in enumerate(result.statements.groups)
            if any(cell is not None for cells in group.counts.values() for cell in cells)
        )
    return tables


def approvals_table(
    found: PublishedApprovals, voters: int, names: Mapping[str, str], labels: Labels
) -> Table:
    """How many approve each option, and in percent of the voters."""
    header = (
        labels.fill("option"),
        labels.fill("approvals.column"),
        f"{labels.fill('approvals.share')} %",
    )
    rows = tuple(
        Row(names[one.option], (_approved(one, voters), _percent_of(one.exact, voters)))
        for one in found.options
    )
    return Table(labels.fill("result"), header, rows)


def _approved(one: PublishedApproval, voters: int) -> Cell:
    return one.exact if one.exact is not None else approval_figure(one, voters) or None


def _percent_of(count: int | None, voters: int) -> Cell:
    return None if count is None or not voters else round(100 * count / voters, 1)


def runoff_table(found: PublishedRunoff, names: Mapping[str, str], labels: Labels) -> Table:
    """Ballots by option, a column a round, by how many options were left in it."""
    header = (
        labels.fill("option"),
        *(labels.fill("runoff.left", n=len(one.counts)) for one in found.rounds),
    )
    rows = [
        Row(names[option], tuple(one.counts.get(option, "") for one in found.rounds))
        for option in by_last_round(found)
    ]
    if any(one.exhausted for one in found.rounds):
        rows.append(
            Row(labels.fill("runoff.exhausted"), tuple(one.exhausted for one in found.rounds))
        )
    return Table(labels.fill("result"), header, tuple(rows))


def group_table(name: str, counts: Mapping[str, Sequence[Cell]], labels: Labels) -> Table:
    """One group's agree, disagree and pass by statement."""
    rows = tuple(Row(statement, tuple(cells)) for statement, cells in counts.items())
    return Table(
        f"{labels.fill('group')} {name}", (labels.fill("statement"), *_stances(labels)), rows
    )


def _percents(interval: Interval) -> tuple[float, float]:
    return round(100 * interval.low, 1), round(100 * interval.high, 1)


def _stances(labels: Labels) -> tuple[str, str, str]:
    return labels.fill("agree"), labels.fill("disagree"), labels.fill("pass")


def counted(debate: Debate, result: Result) -> Tally:
    """The published counts as a tally."""
    keys = [option.key for option in debate.options]
    return tally(keys, result.counts, neutral=("undecided",), quorum=debate.quorum)
