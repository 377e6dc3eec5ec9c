"""What is published tells nobody's vote: totals, unanimity, cells, and successive publications."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.debate.maths.swing import measure_swing
from bot.debate.publishing.cross_table import PublishedTable, suppress_table
from bot.debate.publishing.flow_bounds import Known, bounds
from bot.debate.publishing.published import publish_groups, publish_map, publish_swing
from bot.debate.publishing.suppression import (
    effective_k,
    live_counts,
    may_stand_beside,
    publish_counts,
)

small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=1, max_size=3
    )
)


def consistent(table: PublishedTable, values: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table an outsider must hold possible: brute force, a row at a time."""
    rows, columns = len(table.cells), len(table.cells[0])
    left = list(table.column_totals) if table.column_totals else [values] * columns

    def fill(i: int, left: list[int], free: int) -> Iterator[tuple[tuple[int, ...], ...]]:
        if i == rows:
            if free == 0 and (table.column_totals is None or not any(left)):
                yield ()
            return
        total = table.row_totals[i] if table.row_totals else None
        for row in row_choices(table.cells[i], left, free, total):
            for rest in fill(
                i + 1, [a - b for a, b in zip(left, row, strict=True)], free - sum(row)
            ):
                yield (row, *rest)

    yield from fill(0, left, values)


def row_choices(
    cells: Sequence[int | None], left: Sequence[int], free: int, total: int | None
) -> Iterator[tuple[int, ...]]:
    if not cells:
        if total in (None, 0):
            yield ()
        return
    most = min(left[0], free, total if total is not None else free)
    for value in range(most + 1) if cells[0] is None else [cells[0]]:
        if value <= most:
            for rest in row_choices(
                cells[1:], left[1:], free - value, None if total is None else total - value
            ):
                yield (value, *rest)


@settings(max_examples=60)
@given(small_tables)
def test_no_small_cell_can_be_recovered_by_brute_force(table: list[list[int]]) -> None:
    published = suppress_table(table, k=3)
    if published.total is None:
        return
    seen: dict[tuple[int, int], set[int]] = {}

    for tried, possible in enumerate(consistent(published, published.total)):
        for i, row in enumerate(possible):
            for j, value in enumerate(row):
                seen.setdefault((i, j), set()).add(value)
        if tried > 20_000:
            break

    for i, row in enumerate(table):
        for j, count in enumerate(row):
            if 0 < count < 3:
                assert published.cells[i][j] is None
                assert len(seen[i, j]) > 1


@settings(max_examples=40)
@given(small_tables, st.booleans(), st.booleans())
def test_the_bounds_are_those_of_every_possible_table(
    table: list[list[int]], rows: bool, columns: bool
) -> None:
    table = [[min(3, count) for count in row] for row in table]
    hidden = frozenset(
        (i, j)
        for i, row in enumerate(table)
        for j in range(len(row))
        if (i + j) % 3 or table[i][j] < 2
    )
    published = PublishedTable(
        tuple(
            tuple(None if (i, j) in hidden else n for j, n in enumerate(row))
            for i, row in enumerate(table)
        ),
        tuple(map(sum, table)) if rows else None,
        tuple(map(sum, zip(*table, strict=True))) if columns else None,
        sum(map(sum, table)),
    )
    total = sum(map(sum, table))
    if total > 9:
        return

    possible = np.array(list(consistent(published, total)))

    for i, j in hidden:
        values = possible[:, i, j]
        assert bounds(table, hidden, (i, j), Known(rows, columns)) == (values.min(), values.max())


def test_a_large_table_is_published_whole() -> None:
    published = suppress_table([[10, 12], [9, 30]])

    assert published.is_complete
    assert published.row_totals == (22, 39)


def test_a_small_cell_takes_a_rectangle_with_it() -> None:
    published = suppress_table([[40, 2, 10], [12, 30, 9], [8, 7, 20]])

    assert published.cells[0][1] is None
    assert sum(cell is None for row in published.cells for cell in row) == 4
    assert published.row_totals == (52, 51, 35)


def test_totals_that_give_a_mover_away_are_hidden() -> None:
    """2 of 30 went from for to against: "for: 2 before, 0 after" would say which way each of the
    two moved.
    """
    published = suppress_table([[0, 2], [0, 28]])

    assert published.row_totals is None
    assert published.column_totals == (0, 30)


def test_a_row_of_seven_who_chose_alike_is_hidden() -> None:
    assert suppress_table([[7, 0, 0], [6, 20, 8], [9, 9, 9]]).cells[0][0] is None


def test_a_small_total_publishes_nothing() -> None:
    published = suppress_table([[1, 1], [1, 1]])

    assert (published.total, published.row_totals, published.column_totals) == (None, None, None)
    assert not published.is_complete


def test_k_never_falls_below_its_floor() -> None:
    assert (effective_k(1), effective_k(8)) == (3, 8)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [((2, 2), False), ((3, 2), True), ((9, 0), False), ((10, 0), True), ((0, 0), False)],
)
def test_too_few_and_too_few_alike_are_not_published(counts: tuple[int, ...], shown: bool) -> None:
    assert (publish_counts(counts) is not None) is shown


def test_a_result_may_not_stand_beside_itself_less_one_voter() -> None:
    assert may_stand_beside((0, 0))
    assert not may_stand_beside((1, 0))
    assert not may_stand_beside((3, 4))
    assert may_stand_beside((10, 0))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=60), st.integers(3, 7))
def test_successive_live_tallies_never_differ_by_fewer_than_k_voters(
    ballots: list[int], k: int
) -> None:
    """A watcher who sees every refresh, one ballot at a time, and the exact result at the end."""
    counts, shown, changed = [0, 0, 0], None, 0
    refreshes: list[tuple[int, tuple[int, ...]]] = []
    for cast, option in enumerate(ballots, start=1):
        counts[option] += 1
        changed += 1
        now = live_counts(shown, counts, changed, k)
        if now != shown and now is not None:
            shown, changed = now, 0
            refreshes.append((cast, now))

    assert all(later - earlier >= k for (earlier, _), (later, _) in pairwise([(0, ()), *refreshes]))
    assert all(count % k == 0 for _, live in refreshes for count in live)


def test_a_swing_with_small_cells_tells_no_movers() -> None:
    before = {str(i): "for" if i < 10 else "against" for i in range(20)}
    after = {**before, "12": "for"}
    published = publish_swing(
        measure_swing(before, {**after, "late": "for"}, rng=np.random.default_rng(1))
    )

    assert published is not None
    sides = [(side.before, side.after) for side in published.sides]
    assert sides == [(10, 11), (10, 9), (0, 0)], "each vote's own totals are large enough"
    assert {cell for row in published.table.cells for cell in row} == {None}
    assert published.movement is None
    assert published.only_after is None
    assert not published.whole_final


def test_a_large_swing_tells_everything() -> None:
    before = {str(i): ("for", "against")[i % 2] for i in range(80)}
    after = {key: ("for" if int(key) % 4 == 1 or int(key) % 8 < 3 else "against") for key in before}
    published = publish_swing(measure_swing(before, after, rng=np.random.default_rng(1)))

    assert published is not None
    assert published.table.is_complete
    assert published.movement is not None
    assert published.whole_first
    assert published.whole_final


def test_every_dot_of_a_map_stands_for_k_members_or_more() -> None:
    rng = np.random.default_rng(2)
    labels = np.repeat([-1, 0, 1], [2, 33, 14])
    dots = publish_map(rng.normal(size=(49, 2)), labels, k=5)

    assert all(5 <= dot.members < 10 for dot in dots)
    assert sum(dot.members for dot in dots) == 47
    assert {dot.group for dot in dots} == {0, 1}


def test_a_groups_lone_dissenter_is_not_told_by_the_rooms_totals() -> None:
    votes = np.array([[1.0]] * 34 + [[-1.0]] + [[-1.0]] * 20 + [[1.0]] * 15 + [[0.0]] * 2)
    counts = publish_groups(votes, [0] * 35 + [1] * 35 + [-1] * 2, ("x",))["x"]

    assert len(counts) == 2
    assert counts[0][1] is None
    assert counts[0][0] is None or counts[1][1] is None
