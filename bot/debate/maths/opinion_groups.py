"""Opinion groups among voters on statements, and the refusal to see groups where there are none.

Votes are projected to two dimensions (principal components, scaled for how much each member voted),
clustered by k-means, and the number of groups is chosen by silhouette. k-means finds groups in any
cloud, so the result counts only when it stands out from the same votes shuffled within each
statement and half of the room gives the same groups as the whole.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.debate.maths.clusters import Labels, Points, adjusted_rand, k_means, silhouette
from bot.debate.maths.projection import project, zero_hidden
from bot.debate.maths.votes import Votes

MIN_VOTERS = 50
MIN_VOTES_EACH = 7
MIN_GROUP = 10
MAX_GROUPS = 5

NEAR_TIE = 0.02
"""A larger number of groups must beat a smaller by this much silhouette: with 200 voters less than
that is a coin toss.
"""

STABLE_FROM = 0.5
"""Least mean agreement (adjusted Rand index) between halves of the room and the whole. Real Polis
rooms gave 0.86 and 0.92, planted groups still visible 0.95, random votes at most 0.37; shuffling
alone lets one random room in thirty pass.
"""

_STARTS = 60
_HALVES = 20
_SHUFFLES = 99
_SHUFFLE_STARTS = 10


class GroupsFinding(StrEnum):
    """Whether there are groups, and why not."""

    GROUPS = "groups"
    TOO_FEW_VOTERS = "too-few-voters"
    NOT_STABLE = "not-stable"


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """Where voters stand. `points` (rows, 2) and `labels` (rows; −1 for none) follow the rows of
    the votes given.

    `labels` are all −1 and `sizes` empty unless `finding` is GROUPS; groups are numbered from the
    largest. `silhouette` is that of the grouping chosen, `stability` its agreement with groupings
    of half the room, and `chance` the 95th percentile of the same votes shuffled; a figure is −1
    where it was not needed.
    """

    finding: GroupsFinding
    points: Points
    labels: Labels
    sizes: tuple[int, ...] = ()
    silhouette: float = -1.0
    stability: float = -1.0
    chance: float = -1.0


def find_groups(
    votes: Votes, *, seed: int, hidden: Collection[int] = (), groups: int | None = None
) -> OpinionMap:
    """Group the rows of a vote matrix; the answer depends on the set of rows and the seed, not on
    the rows' order.

    `hidden` are columns of statements that were moderated out. `groups` asks for that many without
    any test, for comparisons. Takes 1 to 4 seconds for 200 to 300 voters, most of it the shuffles:
    call it off the event loop.
    """
    order = _canonical(votes)
    back = np.argsort(order)
    ranked = zero_hidden(votes[order], hidden)
    shown = [i for i in range(votes.shape[1]) if i not in set(hidden)]
    active = (~np.isnan(ranked[:, shown])).sum(axis=1) >= MIN_VOTES_EACH
    found = _find(ranked, active, np.random.default_rng(seed), groups)
    return replace(found, points=found.points[back], labels=found.labels[back])


def _canonical(votes: Votes) -> NDArray[np.int64]:
    """An order of rows that depends on their content only; equal rows are interchangeable."""
    if not votes.size:
        return np.arange(len(votes))
    return np.asarray(np.lexsort(np.nan_to_num(votes, nan=9.0).T[::-1]), dtype=np.int64)


def _find(
    votes: Votes, active: NDArray[np.bool_], rng: np.random.Generator, groups: int | None
) -> OpinionMap:
    none = OpinionMap(
        GroupsFinding.TOO_FEW_VOTERS, project(votes), np.full(len(votes), -1, dtype=np.int64)
    )
    points = none.points[active]
    if groups is not None:
        if len(points) < groups:
            return none
        labels = k_means(points, groups, starts=_STARTS, rng=rng)
        return _grouped(replace(none, silhouette=silhouette(points, labels, rng)), active, labels)
    if len(points) < MIN_VOTERS:
        return none
    return _tested(votes, active, replace(none, finding=GroupsFinding.NOT_STABLE), rng)


def _tested(
    votes: Votes, active: NDArray[np.bool_], none: OpinionMap, rng: np.random.Generator
) -> OpinionMap:
    """The best grouping if it passes every test, the cheap ones first, else `none` with what was
    measured.
    """
    tried = _try_all(none.points[active], rng, _STARTS)
    best = max(score for score, _ in tried)
    score, labels = next(one for one in tried if one[0] >= best - NEAR_TIE)
    none = replace(none, silhouette=score)
    if len(np.unique(labels)) < 2 or np.bincount(labels).min() < MIN_GROUP:
        return none
    none = replace(none, stability=_stability(votes[active], labels, rng))
    if none.stability < STABLE_FROM:
        return none
    none = replace(none, chance=_chance(votes, active, rng))
    return _grouped(none, active, labels) if score > none.chance else none


def _stability(votes: Votes, labels: Labels, rng: np.random.Generator) -> float:
    """Mean adjusted Rand index between the labels and those found anew from random halves of the
    voters.
    """
    k = len(np.unique(labels))
    agreement = []
    for _ in range(_HALVES):
        half = np.sort(rng.permutation(len(votes))[: len(votes) // 2])
        anew = k_means(project(votes[half]), k, starts=_SHUFFLE_STARTS, rng=rng)
        agreement.append(adjusted_rand(anew, labels[half]))
    return float(np.mean(agreement))


def _try_all(points: Points, rng: np.random.Generator, starts: int) -> list[tuple[float, Labels]]:
    """Silhouette and labels for 2 to MAX_GROUPS groups."""
    tried = (k_means(points, k, starts=starts, rng=rng) for k in range(2, MAX_GROUPS + 1))
    return [(silhouette(points, labels, rng), labels) for labels in tried]


def _chance(votes: Votes, active: NDArray[np.bool_], rng: np.random.Generator) -> float:
    """The 95th percentile of the best silhouette when each statement's votes are dealt anew among
    those who cast them.

    Who saw what stays as it is, and so do each statement's totals; only agreement between
    statements goes.
    """
    best = []
    for _ in range(_SHUFFLES):
        points = project(_shuffled(votes, rng))[active]
        best.append(max(score for score, _ in _try_all(points, rng, _SHUFFLE_STARTS)))
    return float(np.quantile(best, 0.95))


def _shuffled(votes: Votes, rng: np.random.Generator) -> Votes:
    dealt = votes.copy()
    for column in dealt.T:
        seen = np.flatnonzero(~np.isnan(column))
        column[seen] = column[rng.permutation(seen)]
    return dealt


def _grouped(found: OpinionMap, active: NDArray[np.bool_], labels: Labels) -> OpinionMap:
    """Number the groups from the largest; equal sizes from the left."""
    across = found.points[active, 0]
    names, sizes = np.unique(labels, return_counts=True)
    order = sorted(range(len(names)), key=lambda i: (-sizes[i], across[labels == names[i]].mean()))
    number = np.zeros(int(names.max()) + 1, dtype=np.int64)
    number[names[order]] = np.arange(len(names))
    everyone = found.labels.copy()
    everyone[active] = number[labels]
    return replace(
        found,
        finding=GroupsFinding.GROUPS,
        labels=everyone,
        sizes=tuple(int(sizes[i]) for i in order),
    )
