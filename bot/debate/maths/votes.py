"""The vote matrix: a row a voter, a column a statement, +1 agree, −1 disagree, 0 pass, NaN not
seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Votes = NDArray[np.float64]


class Stance(IntEnum):
    """What a member answers to a statement."""

    AGREE = 1
    DISAGREE = -1
    PASS = 0


def vote_matrix(
    votes: Iterable[tuple[str, str, int]], statements: Sequence[str]
) -> tuple[tuple[str, ...], Votes]:
    """(voter, statement, stance) in the order cast -> voters (sorted) and their matrix. The last
    vote on a statement counts.

    Votes on statements that are not listed raise KeyError.
    """
    column = {statement: i for i, statement in enumerate(statements)}
    last: dict[str, dict[int, int]] = {}
    for voter, statement, stance in votes:
        last.setdefault(voter, {})[column[statement]] = Stance(stance)
    voters = tuple(sorted(last))
    matrix = np.full((len(voters), len(statements)), np.nan)
    for row, voter in enumerate(voters):
        for at, stance in last[voter].items():
            matrix[row, at] = stance
    return voters, matrix
