"""What a room agrees on and where it parts, statement by statement.

Majority and group-informed consensus are two different things: a large group can carry a majority
alone, while one unconvinced group pulls group-informed consensus down whatever its size (Small et
al., "Polis: Scaling deliberation", Recerca 26, 2021).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt

import numpy as np

from bot.debate.maths.tally_stats import Interval, wilson
from bot.debate.maths.votes import Votes

Z_90_ONE_SIDED = 1.2815515655446004
MIN_SEEN = 7
"""A statement fewer have seen is in no list: four of five is not a consensus."""


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """One statement's votes. Intervals are Wilson's, 95 %, over all who saw it, passes included."""

    statement: str
    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        """All who answered, passes included."""
        return self.agree + self.disagree + self.passed

    @property
    def agree_interval(self) -> Interval:
        """Where the share of agreement lies, 0..1."""
        return wilson(self.agree, self.seen)


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement in a list and what ranked it there: 0..1, to be compared within its list only."""

    counts: StatementCounts
    score: float


@dataclass(frozen=True, slots=True)
class Consensus:
    """Best first: statements the room agrees with, rejects together, and is divided by."""

    agreed: tuple[RankedStatement, ...]
    rejected: tuple[RankedStatement, ...]
    divisive: tuple[RankedStatement, ...]


def count_statements(votes: Votes, statements: Sequence[str]) -> tuple[StatementCounts, ...]:
    """Counts by statement, in the order of `statements`."""
    tallies = ((votes == stance).sum(axis=0) for stance in (1, -1, 0))
    return tuple(
        StatementCounts(name, int(a), int(d), int(p))
        for name, a, d, p in zip(statements, *tallies, strict=True)
    )


def find_consensus(
    votes: Votes, statements: Sequence[str], groups: Sequence[int] = (), *, limit: int = 5
) -> Consensus:
    """The `limit` best of each list.

    Without `groups`: majority opinion over everybody; divisive is where both camps are large. With
    `groups` (a group number for each row, −1 for none): group-informed consensus; divisive is where
    the groups' agreement lies furthest apart.
    """
    counts = count_statements(votes, statements)
    shown = [i for i, one in enumerate(counts) if one.seen >= MIN_SEEN]
    members = np.asarray(groups, dtype=np.int64)
    rows = [votes[members == group] for group in sorted(set(groups) - {-1})] if len(groups) else []
    if len(rows) < 2:
        agreed = {i: _majority(counts[i].agree, counts[i].seen) for i in shown}
        rejected = {i: _majority(counts[i].disagree, counts[i].seen) for i in shown}
        divided = {i: _balance(counts[i]) for i in shown}
    else:
        agree, disagree = _group_shares(rows, 1), _group_shares(rows, -1)
        agreed = {i: _across(agree[i]) for i in shown}
        rejected = {i: _across(disagree[i]) for i in shown}
        divided = {i: _rift(agree[i], disagree[i]) for i in shown}
    return Consensus(*(_best(counts, scores, limit) for scores in (agreed, rejected, divided)))


def _best(
    counts: Sequence[StatementCounts], scores: dict[int, float], limit: int
) -> tuple[RankedStatement, ...]:
    ranked = sorted((i for i, score in scores.items() if score > 0), key=lambda i: (-scores[i], i))
    return tuple(RankedStatement(counts[i], scores[i]) for i in ranked[:limit])


def _majority(chosen: int, seen: int) -> float:
    """The smoothed share (n + 1)/(seen + 2) if it is over one half beyond chance (90 %, one-sided),
    else 0.
    """
    share = (chosen + 1) / (seen + 2)
    z = 2 * sqrt(seen + 1) * ((chosen + 1) / (seen + 1) - 0.5)
    return share if share > 0.5 and z > Z_90_ONE_SIDED else 0.0


def _balance(one: StatementCounts) -> float:
    """How evenly it splits the room: the smaller camp's share, doubled; 0 when one camp outweighs
    the other beyond chance.
    """
    camps = one.agree + one.disagree
    if camps < MIN_SEEN or not wilson(one.agree, camps).includes(0.5):
        return 0.0
    return 2 * min(one.agree, one.disagree) / one.seen


def _group_shares(rows: Sequence[Votes], stance: int) -> list[list[float]]:
    """Smoothed shares (n + 1)/(seen + 2): by statement, then by group."""
    shares = [
        ((group == stance).sum(axis=0) + 1) / ((~np.isnan(group)).sum(axis=0) + 2) for group in rows
    ]
    return [[float(share) for share in column] for column in zip(*shares, strict=True)]


def _across(shares: Sequence[float]) -> float:
    """The groups' geometric mean (so that runs with 2 and 3 groups compare) if each group is over
    one half, else 0.
    """
    return prod(shares) ** (1 / len(shares)) if min(shares) > 0.5 else 0.0


def _rift(agree: Sequence[float], disagree: Sequence[float]) -> float:
    """The widest gap in agreement between a group that agrees and one that disagrees, else 0."""
    stances = [a - d for a, d in zip(agree, disagree, strict=True)]
    return (max(stances) - min(stances)) / 2 if max(stances) > 0 > min(stances) else 0.0
