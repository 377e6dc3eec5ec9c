"""Opinion groups among voters on statements, and the refusal to see groups where there are none.

Votes are projected to two dimensions (principal components, scaled for how much each member voted), clustered by k-means, and the
number of groups is chosen by silhouette. k-means finds groups in any cloud, so the result counts only when it stands out from the
same votes shuffled within each statement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.debate.votes import Votes

MIN_VOTERS = 50
MIN_VOTES_EACH = 7
MIN_GROUP = 10


class Finding(StrEnum):
    """Whether there are groups, and why not."""

    GROUPS = "groups"
    TOO_FEW_VOTERS = "too-few-voters"
    NOT_STABLE = "not-stable"


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """Where voters stand. `points` (rows, 2) and `labels` (rows; −1 for none) follow the rows of the votes given.

    `labels` are all −1 unless `finding` is GROUPS; groups are numbered from the largest. `silhouette` is the best found and
    `chance` the 95th percentile of the same votes shuffled.
    """

    finding: Finding
    points: NDArray[np.float64]
    labels: NDArray[np.int64]
    sizes: tuple[int, ...]
    silhouette: float
    chance: float


def find_groups(votes: Votes, *, seed: int, hidden: Collection[int] = (), groups: int | None = None) -> OpinionMap:
    """Group the rows of a vote matrix; the answer depends on the set of rows and the seed, not on the rows' order.

    `hidden` are columns of statements that were moderated out. `groups` asks for that many without any test, for comparisons.
    """
    raise NotImplementedError
