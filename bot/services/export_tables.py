"""Published results as plain tables: the rows of the exported page, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.debate.consensus import Consensus, StatementCounts
from bot.debate.published import PublishedSwing, publish_statements
from bot.debate.suppression import K_DEFAULT
from bot.debate.tally import Tally
from bot.services.cards import Labels

Cell = int | float | None
"""None is suppressed; it is shown as a dash and written as nothing."""


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


def swing_tables(swing: PublishedSwing, names: Mapping[str, str], labels: Labels) -> tuple[Table, ...]:
    """Before, after and swing by side; then who went where."""
    header = (labels.fill("side"), labels.fill("flow.first"), labels.fill("flow.final"), labels.fill("net"))
    sides = tuple(
        Row(names[one.side], (one.before, one.after, None if one.net is None else round(one.net, 1))) for one in swing.sides
    )
    words = tuple(names[one.side] for one in swing.sides)
    moves = tuple(Row(name, cells) for name, cells in zip(words, swing.table.cells, strict=True))
    corner = labels.fill("flow.first") + " → " + labels.fill("flow.final")
    return Table(labels.fill("result"), header, sides), Table(corner, (corner, *words), moves)


def statements_table(counts: Sequence[StatementCounts], labels: Labels) -> Table:
    """Agree, disagree and pass by statement."""
    rows = tuple(Row(one.statement, (one.agree, one.disagree, one.passed)) for one in counts)
    return Table(labels.fill("result"), (labels.fill("statement"), *_stances(labels)), rows)


def consensus_tables(found: Consensus, labels: Labels, k: int = K_DEFAULT) -> tuple[Table, ...]:
    """What the room agrees on, what it rejects and where it parts; lists that are empty once suppressed are left out."""
    lists = (("statements.agreed", found.agreed), ("statements.rejected", found.rejected), ("statements.divisive", found.divisive))
    tables = (
        replace(statements_table(publish_statements([one.counts for one in ranked], k), labels), caption=labels.fill(key))
        for key, ranked in lists
    )
    return tuple(table for table in tables if table.rows)


def group_table(name: str, counts: Mapping[str, Sequence[Cell]], labels: Labels) -> Table:
    """One group's agree, disagree and pass by statement."""
    rows = tuple(Row(statement, tuple(cells)) for statement, cells in counts.items())
    return Table(f"{labels.fill('group')} {name}", (labels.fill("statement"), *_stances(labels)), rows)


def _stances(labels: Labels) -> tuple[str, str, str]:
    return labels.fill("agree"), labels.fill("disagree"), labels.fill("pass")
