"""Suppression by cell in a table of counts whose totals are published, so that no difference gives
a small cell away.

Small cells are hidden first. Others are then hidden beside them until an outsider who adds and
subtracts cannot narrow a small cell down. What such an outsider can find out is exact: the tables
that agree with everything published are the flows of a network, so the least and greatest value of
a hidden cell are maximum flows (L. H. Cox, JASA 90, 1995, 1453–1462).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.debate.publishing.flow_bounds import Cell, Known, bounds
from bot.debate.publishing.suppression import (
    K_DEFAULT,
    UNANIMITY_FROM,
    Count,
    effective_k,
    is_unanimous,
)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of counts fit to publish; None is "too few to publish". Hidden row or column totals
    are None as a whole.

    Where totals are None they must not be shown elsewhere either, as a tally of their own.
    """

    cells: tuple[tuple[Count, ...], ...]
    row_totals: tuple[int, ...] | None
    column_totals: tuple[int, ...] | None
    total: Count

    @property
    def is_complete(self) -> bool:
        """Whether nothing had to be hidden."""
        return all(cell is not None for row in self.cells for cell in row)


def suppress_table(table: Sequence[Sequence[int]], k: int = K_DEFAULT) -> PublishedTable:
    """The table with cells from 1 to k − 1 hidden, and cells in which all of a row or column under
    10 stand, and what protects them.

    Totals stay if they can: if even a table without any cell gives a small cell away, the row
    totals go, then the column totals.
    """
    k = effective_k(k)
    total = sum(map(sum, table))
    small = frozenset(_small_cells(table, k))
    if total >= k:
        for known in _margins(table):
            hidden = _hide(table, small, known, k)
            if hidden is not None:
                return _published(table, hidden, known)
    return PublishedTable(tuple(tuple(None for _ in row) for row in table), None, None, None)


def whole_or_totals(
    table: Sequence[Sequence[int]], k: int = K_DEFAULT, *, whole: bool = True
) -> PublishedTable:
    """All cells where none is small and `whole` is asked for, else none of them; totals in any
    case.

    Which cells a rule hides tells of them to whoever knows the rule, and a rule that hides all or
    none tells least: the cells may be those of any table with these totals that has a small one.
    """
    hides = not whole or any(True for _ in _small_cells(table, effective_k(k)))
    hidden = frozenset((i, j) for i, row in enumerate(table) for j in range(len(row)))
    return _published(table, hidden if hides else frozenset(), Known(rows=True, columns=True))


def _published(
    table: Sequence[Sequence[int]], hidden: frozenset[Cell], known: Known
) -> PublishedTable:
    cells = tuple(
        tuple(None if (i, j) in hidden else count for j, count in enumerate(row))
        for i, row in enumerate(table)
    )
    rows = tuple(map(sum, table)) if known.rows else None
    columns = tuple(map(sum, zip(*table, strict=True))) if known.columns else None
    return PublishedTable(cells, rows, columns, sum(map(sum, table)))


def _small_cells(table: Sequence[Sequence[int]], k: int) -> Iterator[Cell]:
    columns = [sum(column) for column in zip(*table, strict=True)]
    for i, row in enumerate(table):
        for j, count in enumerate(row):
            alone = count == min(sum(row), columns[j]) and count < UNANIMITY_FROM
            if count > 0 and (count < k or alone):
                yield i, j


def _margins(table: Sequence[Sequence[int]]) -> Iterator[Known]:
    """Which totals to show, best first; totals that say "all of these few alike" are none."""
    rows = not is_unanimous([sum(row) for row in table])
    columns = not is_unanimous([sum(column) for column in zip(*table, strict=True)])
    for known in (Known(True, True), Known(False, True), Known(True, False), Known(False, False)):
        if known.rows <= rows and known.columns <= columns:
            yield known


def _hide(
    table: Sequence[Sequence[int]], small: frozenset[Cell], known: Known, k: int
) -> frozenset[Cell] | None:
    """The cells to hide, or None if the totals alone give a small cell away.

    A small cell must stay as uncertain as if every cell were hidden, up to a range from 0 to k.
    """
    everything = frozenset((i, j) for i, row in enumerate(table) for j in range(len(row)))
    widest = {cell: bounds(table, everything, cell, known) for cell in small}
    if any(low == high for low, high in widest.values()):
        return None
    goal = {cell: (low, min(k, high)) for cell, (low, high) in widest.items()}

    def shortfall(hidden: frozenset[Cell]) -> dict[Cell, int]:
        reached = {cell: bounds(table, hidden, cell, known) for cell in goal}
        return {
            cell: max(0, reached[cell][0] - low) + max(0, high - reached[cell][1])
            for cell, (low, high) in goal.items()
        }

    hidden, missing = small, shortfall(small)
    while any(missing.values()):
        barest = max(sorted(missing), key=lambda cell: missing[cell])
        options = {hidden | extra for extra in _partners(table, barest)} - {hidden}
        # Fewest voters hidden among those that protect best; sorted, so that the choice is always
        # the same.
        tried = [
            (sum(shortfall(one).values()), sum(table[i][j] for i, j in one), sorted(one))
            for one in options
        ]
        if not tried or min(tried)[0] >= sum(missing.values()):
            return everything
        hidden = frozenset(min(tried)[2])
        missing = shortfall(hidden)
    return hidden


def _partners(table: Sequence[Sequence[int]], cell: Cell) -> Iterator[frozenset[Cell]]:
    """Cells that can shield this one: the other corners of every rectangle on it, or one cell of
    its row or column.
    """
    i, j = cell
    for other_row in range(len(table)):
        for other_column in range(len(table[0])):
            yield frozenset({(i, other_column), (other_row, j), (other_row, other_column)} - {cell})
