"""Whoever knows the rules of publishing and who took part tries every room that there may have
been, and keeps those that would have been published just so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.debate.conclude import Record, conclude
from bot.debate.formats import FOR_AGAINST
from bot.debate.maths.consensus import StatementCounts
from bot.debate.maths.swing import SideSwing, Swing, SwingVerdict
from bot.debate.maths.tally_stats import Interval
from bot.debate.models import Ballot, Debate, Eligibility, State
from bot.debate.publishing.published import (
    PublishedSwing,
    publish_groups,
    publish_statements,
    publish_swing,
)
from bot.debate.publishing.statements import sum_up

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SIDES = ("for", "against", "undecided")
Rooms = NDArray[np.int64]
"""Rooms (n, 3, 3): how many members went from each side to each."""


def parts(total: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to share members out."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in parts(total - first, cells - 1):
            yield (first, *rest)


def published(cells: tuple[int, ...], k: int) -> PublishedSwing | None:
    """What is told of a room. Whatever is worked out of its cells is another in every room, so that
    a publication with any of it in it would stand alone.
    """
    matrix = tuple(cells[i : i + 3] for i in (0, 3, 6))
    before, after = [sum(row) for row in matrix], [sum(row) for row in zip(*matrix, strict=True)]
    paired = sum(cells)
    nets = [100.0 * (now - was) / max(1, paired) for was, now in zip(before, after, strict=True)]
    mark = float(sum(count * 31**place for place, count in enumerate(cells)))
    own = Interval(mark, mark)
    sides = tuple(
        SideSwing(side, before[i], after[i], nets[i], own) for i, side in enumerate(SIDES)
    )
    verdict = (SwingVerdict.FOR, SwingVerdict.AGAINST, SwingVerdict.DEAD_HEAT)[int(mark) % 3]
    moved = paired - cells[0] - cells[4] - cells[8]
    swing = Swing(
        sides, matrix, paired, nets[0] - nets[1], own, moved, moved, 0, mark, verdict, (), ()
    )
    return publish_swing(swing, k)


def classes(rooms: Iterable[tuple[int, ...]], k: int) -> list[tuple[PublishedSwing | None, Rooms]]:
    """Rooms by what is published of them."""
    found = defaultdict(list)
    for cells in rooms:
        found[published(cells, k)].append(cells)
    return [(shown, np.array(alike).reshape(-1, 3, 3)) for shown, alike in found.items()]


def told(rooms: Rooms) -> bool:
    """Whether a member's vote is sure to someone who knows that member's other vote: whoever began
    (or ended) on some side went one way in every one of these rooms.
    """
    for table in (rooms, rooms.transpose(0, 2, 1)):
        is_possible = table.any(axis=0)
        has_members = table.sum(axis=2).min(axis=0) > 0
        if (has_members & (is_possible.sum(axis=1) == 1)).any():
            return True
    return False


def told_beside_own(rooms: Rooms) -> bool:
    """The same to each member who took part, and takes their own vote out."""
    for i, j in product(range(3), range(3)):
        others = rooms[rooms[:, i, j] > 0].copy()
        if len(others):
            others[:, i, j] -= 1
            if told(others):
                return True
    return False


def says_all_alike(shown: PublishedSwing | None) -> bool:
    """Ten or more who voted alike, or all but one, may be told: any tally of a secret vote does."""
    sides = shown.sides if shown else ()
    return any(
        max(counts) >= shown.paired - 1
        for counts in ([side.before for side in sides], [side.after for side in sides])
        if counts and shown
    )


@pytest.mark.parametrize(("k", "most"), [(3, 10), (5, 12)])
def test_no_vote_of_any_room_up_to_twelve_can_be_told_by_inverting_the_rule(
    k: int, most: int
) -> None:
    for paired in range(1, most + 1):
        for shown, rooms in classes(parts(paired, 9), k):
            assert says_all_alike(shown) or not told(rooms)
            assert says_all_alike(shown) or not told_beside_own(rooms)


@pytest.mark.parametrize("members", [10, 11, 12])
def test_no_stance_can_be_told_from_the_counts_of_two_statements(members: int) -> None:
    """Rooms (agree, disagree, pass) of one by the other, all of which publish both counts."""
    alike: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for cells in parts(members, 9):
        one = tuple(sum(cells[i : i + 3]) for i in (0, 3, 6))
        other = tuple(sum(cells[i::3]) for i in range(3))
        counts = [StatementCounts(text, *these) for text, these in (("this", one), ("that", other))]
        assert len(publish_statements(counts, 5)) == 2, "how they were answered decides nothing"
        alike[one + other].append(cells)

    for totals, cells in alike.items():
        rooms = np.array(cells).reshape(-1, 3, 3)
        is_sayable = max(totals) >= members - 1
        assert is_sayable or not told(rooms)
        assert is_sayable or not told_beside_own(rooms)


def same_totals(before: Iterable[int], after: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Every room with these totals: what is hidden is among them, whatever the rule."""
    first, second, _ = before
    for a, b in product(parts(first, 3), parts(second, 3)):
        last = [total - x - y for total, x, y in zip(after, a, b, strict=True)]
        if min(last) >= 0:
            yield (*a, *b, *last)


@pytest.mark.parametrize("seed", range(12))
def test_of_larger_rooms_neither_a_vote_nor_a_small_cell_can_be_told(seed: int) -> None:
    chance = np.random.default_rng(seed)
    room = chance.multinomial(30 + seed, chance.dirichlet([0.5] * 9)).reshape(3, 3)
    seen = published(tuple(room.ravel().tolist()), 5)
    rooms = same_totals(room.sum(axis=1).tolist(), room.sum(axis=0).tolist())

    alike = np.array([cells for cells in rooms if published(cells, 5) == seen]).reshape(-1, 3, 3)

    if seen and seen.table.is_complete:
        assert all(count == 0 or count >= 5 for count in room.ravel())
        return
    assert not told(alike)
    assert all(len({*alike[:, i, j]}) > 1 for i, j in product(range(3), range(3)) if room[i, j])


def oxford_of(moves: tuple[tuple[str, str, str], ...]) -> Record:
    """A debate between members who voted (first, final, what moved them)."""
    debate = Debate(
        1, "c1", "p1", "m", FOR_AGAINST, (), True, Eligibility(), 0, State.CLOSED, 1, NOW, NOW,
        format="oxford",
    )  # fmt: skip
    ballots = [
        Ballot(bytes([member]), question, choice)
        for member, answers in enumerate(moves)
        for question, choice in zip(("first", "final", "moved"), answers, strict=True)
    ]
    return Record(debate, ballots, {"p0": "An argument."})


def test_what_moved_most_is_withheld_with_the_result() -> None:
    """Shown alone it says that five or more voted; that nothing else is shown then says they voted
    alike.
    """
    result = conclude(oxford_of((("for", "for", "p0"),) * 6), k=5)

    assert result.counts == {}
    assert result.moved == ()


def test_a_statement_is_withheld_for_its_few_answers_never_for_how_they_were() -> None:
    def shown(*stances: str) -> int:
        answers = [(f"v{n}", 1, stance) for n, stance in enumerate(stances)]
        crowd = [(f"v{n}", 2, ("agree", "pass")[n % 2]) for n in range(20)]
        return len(sum_up([*answers, *crowd], {1: "this", 2: "that"}, seed=1, k=5).counts)

    for n in range(20):
        assert shown(*["agree"] * n) == shown(
            *["agree", "disagree"] * (n // 2), *["pass"] * (n % 2)
        )


def test_groups_of_few_who_answered_tell_no_stances() -> None:
    votes = np.array([[1.0, 1.0]] * 14 + [[-1.0, -1.0]] * 15 + [[np.nan, 1.0]] * 9)
    labels = [0] * 14 + [1] * 15 + [0] * 9

    counts = publish_groups(votes, labels, ("few", "many"), k=5)

    assert {count for row in counts["few"] for count in row} == {None}
    assert {count for row in counts["many"] for count in row} != {None}


def test_chance_in_a_result_follows_from_the_ballots_secrets() -> None:
    few, more = (oxford_of((("for", "for", "p0"),) * n) for n in (6, 7))

    assert few.seed == oxford_of((("against", "for", "p0"),) * 6).seed
    assert few.seed != more.seed
