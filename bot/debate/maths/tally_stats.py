"""The few statistics a count of votes needs, each with the source of its formula."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, in the unit of what it surrounds."""

    low: float
    high: float

    def includes(self, value: float) -> bool:
        """Whether the value lies within, ends included."""
        return self.low <= value <= self.high


def wilson(successes: int, n: int, z: float = Z_95) -> Interval:
    """The score interval of a proportion, 0..1 (E. B. Wilson, JASA 22, 1927, 209–212); all of 0..1
    when nobody was asked. Raises ValueError where more succeed than there are.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    if n == 0:
        return Interval(0.0, 1.0)
    share = successes / n
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # The formula touches 0 and 1 exactly at the ends; floating point may miss them by a hair.
    low = 0.0 if successes == 0 else (middle - reach) / scale
    high = 1.0 if successes == n else (middle + reach) / scale
    return Interval(low, high)


def exact_mcnemar(one_way: int, other_way: int) -> float:
    """Two-sided p that movers go either way with chance 1/2: the exact binomial form of McNemar's
    test (Psychometrika 12, 1947, 153–157).

    p = 2 · Σ_{i ≤ min(b, c)} C(b + c, i) / 2^(b + c), at most 1. Whole numbers throughout, so no
    rounding before the division. Raises ValueError for fewer than none.
    """
    if one_way < 0 or other_way < 0:
        raise ValueError("movers cannot be negative")
    movers = one_way + other_way
    ways = tail = 1
    for i in range(min(one_way, other_way)):
        ways = ways * (movers - i) // (i + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << movers))
