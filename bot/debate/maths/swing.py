"""How opinion changed among members who voted twice: who moved, which way, and whether that is more
than chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.debate.maths.tally_stats import Z_95, Interval, exact_mcnemar

DEAD_HEAT_POINTS = 5.0
"""Fewer points than this is called a dead heat, however many voted: members should not read a
victory into a handful of votes.
"""

BOOTSTRAP_DRAWS = 4_000
"""At 4,000 draws the ends of the interval move by about a point between seeds with 20 voters."""


class SwingVerdict(StrEnum):
    """Which side moved the room."""

    FOR = "for"
    AGAINST = "against"
    DEAD_HEAT = "dead-heat"
    NO_PAIRS = "no-pairs"


@dataclass(frozen=True, slots=True)
class SideSwing:
    """One side before and after among the paired; `net` is its gain in percentage points of the
    paired, with a 95 % interval.
    """

    side: str
    before: int
    after: int
    net: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Swing:
    """The change of opinion. `matrix[i][j]` counts members who went from `sides[i].side` to
    `sides[j].side`.

    `lead` is the net swing of the first side less that of the second: the points by which one side
    out-gained the other. `towards_for` and `towards_against` count movers by direction, where
    undecided stands between the two; `p_value` is the exact McNemar test on them. `before_only` and
    `after_only` are the unpaired, by side in the order of `sides`: never part of the swing.
    """

    sides: tuple[SideSwing, ...]
    matrix: tuple[tuple[int, ...], ...]
    paired: int
    lead: float
    lead_interval: Interval
    moved: int
    towards_for: int
    towards_against: int
    p_value: float
    verdict: SwingVerdict
    before_only: tuple[int, ...]
    after_only: tuple[int, ...]

    @property
    def gross(self) -> float:
        """Gross movement: percent of the paired who changed their vote, whichever way."""
        return 100 * self.moved / self.paired if self.paired else 0.0


def measure_swing(
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    rng: np.random.Generator,
    sides: Sequence[str] = ("for", "against", "undecided"),
) -> Swing:
    """Compare two votes, each voter key -> side. The first two of `sides` contend; the others stand
    between them.

    The same generator state gives the same result whatever the order of the mappings. ValueError on
    a side that is not in `sides`.
    """
    if strangers := (set(before.values()) | set(after.values())) - set(sides):
        raise ValueError(f"votes for unknown sides: {sorted(strangers)}")
    pairs = Counter((before[voter], after[voter]) for voter in before.keys() & after.keys())
    matrix = np.array([[pairs[was, now] for now in sides] for was in sides], dtype=np.int64)
    once = Counter(before[voter] for voter in before.keys() - after.keys())
    late = Counter(after[voter] for voter in after.keys() - before.keys())
    return _from_matrix(
        matrix, tuple(sides), tuple(once[s] for s in sides), tuple(late[s] for s in sides), rng
    )


def _from_matrix(
    matrix: NDArray[np.int64],
    names: tuple[str, ...],
    before_only: tuple[int, ...],
    after_only: tuple[int, ...],
    rng: np.random.Generator,
) -> Swing:
    paired = int(matrix.sum())
    nets = _net_points(matrix[None])[0]
    side_intervals, lead_interval = _bootstrap(matrix, rng)
    sides = tuple(
        SideSwing(
            name, int(matrix[i].sum()), int(matrix[:, i].sum()), float(nets[i]), side_intervals[i]
        )
        for i, name in enumerate(names)
    )
    towards_for, towards_against = _movers(matrix)
    lead = float(nets[0] - nets[1])
    return Swing(
        sides=sides,
        matrix=tuple(tuple(int(n) for n in row) for row in matrix),
        paired=paired,
        lead=lead,
        lead_interval=lead_interval,
        moved=paired - int(np.trace(matrix)),
        towards_for=towards_for,
        towards_against=towards_against,
        p_value=exact_mcnemar(towards_for, towards_against),
        verdict=_verdict(paired, (float(nets[0]), float(nets[1])), lead_interval),
        before_only=before_only,
        after_only=after_only,
    )


def verdict_of_totals(before: Sequence[int], after: Sequence[int]) -> SwingVerdict:
    """Which side moved the room, by the totals of the same members' two votes alone, the contending
    sides first: for results whose cells are hidden, which a verdict must not tell of.

    The lead's interval is that of two independent votes (Wald). People mostly stay with their side,
    so it is wider than the true one, and more rooms are called a dead heat.
    """
    paired = sum(after)
    if not paired:
        return SwingVerdict.NO_PAIRS
    nets = [100.0 * (now - was) / paired for was, now in zip(before, after, strict=True)]
    reach = 100.0 * Z_95 * float(np.sqrt((_spread(before) + _spread(after)) / paired))
    lead = nets[0] - nets[1]
    return _verdict(paired, (nets[0], nets[1]), Interval(lead - reach, lead + reach))


def _spread(counts: Sequence[int]) -> float:
    """Variance of one vote's +1 for the first side and −1 for the second."""
    first, second = counts[0] / sum(counts), counts[1] / sum(counts)
    return first + second - (first - second) ** 2


def _net_points(matrices: NDArray[np.int64]) -> NDArray[np.float64]:
    """Matrices (draws, sides, sides) -> gain of each side in points (draws, sides); zeros where
    nobody is paired.
    """
    paired = np.maximum(1, matrices.sum(axis=(1, 2)))
    gains = matrices.sum(axis=1) - matrices.sum(axis=2)
    return np.asarray(100.0 * gains / paired[:, None], dtype=np.float64)


def _bootstrap(
    matrix: NDArray[np.int64], rng: np.random.Generator
) -> tuple[list[Interval], Interval]:
    """Percentile bootstrap over members (Efron, Annals of Statistics 7, 1979, 1–26): drawing n
    members anew is one multinomial draw.
    """
    paired = int(matrix.sum())
    if paired == 0:
        return [Interval(0.0, 0.0)] * len(matrix), Interval(0.0, 0.0)
    draws = rng.multinomial(paired, (matrix / paired).ravel(), size=BOOTSTRAP_DRAWS).reshape(
        -1, *matrix.shape
    )
    nets = _net_points(draws)
    spread = np.column_stack([nets, nets[:, 0] - nets[:, 1]])
    ends = np.quantile(spread, [0.025, 0.975], axis=0)
    intervals = [Interval(float(low), float(high)) for low, high in ends.T]
    return intervals[:-1], intervals[-1]


def _movers(matrix: NDArray[np.int64]) -> tuple[int, int]:
    """Movers towards the first side and towards the second; moves among the sides between them are
    towards neither.
    """
    place = np.zeros(len(matrix), dtype=np.int64)
    place[0], place[1] = 1, -1
    step = place[None, :] - place[:, None]
    return int(matrix[step > 0].sum()), int(matrix[step < 0].sum())


def _verdict(paired: int, nets: tuple[float, float], lead_interval: Interval) -> SwingVerdict:
    if not paired:
        return SwingVerdict.NO_PAIRS
    lead = nets[0] - nets[1]
    if (
        lead_interval.includes(0)
        or abs(lead) < DEAD_HEAT_POINTS
        or max(map(abs, nets)) < DEAD_HEAT_POINTS
    ):
        return SwingVerdict.DEAD_HEAT
    return SwingVerdict.FOR if lead > 0 else SwingVerdict.AGAINST
