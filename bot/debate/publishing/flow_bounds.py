"""The least and the greatest value a hidden cell of a table can have, for one who knows the totals
and the other cells.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """Which totals are public; the grand total always is."""

    rows: bool
    columns: bool


def bounds(
    table: Sequence[Sequence[int]], hidden: frozenset[Cell], cell: Cell, known: Known
) -> tuple[int, int]:
    """Least and greatest count of a hidden cell over all tables of whole numbers that agree with
    what is public.
    """
    value = table[cell[0]][cell[1]]
    rise = _room(table, hidden - {cell}, cell, known, rising=True)
    fall = _room(table, hidden - {cell}, cell, known, rising=False)
    return value - min(value, fall), value + rise


def _room(
    table: Sequence[Sequence[int]],
    others: frozenset[Cell],
    cell: Cell,
    known: Known,
    *,
    rising: bool,
) -> int:
    """By how much the cell can rise or fall if the other hidden cells make up for it: a maximum
    flow from its row to its column.

    If the cell rises, others in its row fall, by no more than they hold; others in those columns
    rise, without limit; and so on.
    """
    rows, columns = len(table), len(table[0])
    total = sum(map(sum, table))
    nodes = rows + columns + 2
    room = [[0] * nodes for _ in range(nodes)]
    for i, j in others:
        out, back = (table[i][j], total) if rising else (total, table[i][j])
        room[i][rows + j], room[rows + j][i] = out, back
    for is_known, hub, members in (
        (known.rows, nodes - 2, range(rows)),
        (known.columns, nodes - 1, range(rows, rows + columns)),
    ):
        for node in (
            () if is_known else members
        ):  # an unknown total can shift to any other of its kind
            room[node][hub] = room[hub][node] = total
    return _max_flow(room, cell[0], rows + cell[1])


def _max_flow(room: list[list[int]], source: int, sink: int) -> int:
    """Shortest augmenting paths (Edmonds & Karp, J. ACM 19, 1972, 248–264); changes `room`."""
    flow = 0
    while path := _path(room, source, sink):
        step = min(room[a][b] for a, b in path)
        for a, b in path:
            room[a][b] -= step
            room[b][a] += step
        flow += step
    return flow


def _path(room: list[list[int]], source: int, sink: int) -> list[tuple[int, int]]:
    before = {source: source}
    queue = deque([source])
    while queue and sink not in before:
        node = queue.popleft()
        for to, left in enumerate(room[node]):
            if left and to not in before:
                before[to] = node
                queue.append(to)
    path = []
    while sink in before and sink != source:
        path.append((before[sink], sink))
        sink = before[sink]
    return path
