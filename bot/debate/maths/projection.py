"""Votes to points: principal components of the vote matrix and a projection that allows for what a
member has not seen.

The method and its scaling are those of Polis (Small et al., "Polis: Scaling deliberation by mapping
high dimensional opinion spaces", Recerca 26, 2021, 1–26).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from bot.debate.maths.votes import Votes


def zero_hidden(votes: Votes, hidden: Collection[int]) -> Votes:
    """The votes with hidden columns set to 0 for everybody: kept, not dropped, so that the scale of
    the map stays the same.
    """
    shown = votes.copy()
    shown[:, sorted(hidden)] = 0.0
    return shown


def project(votes: Votes) -> NDArray[np.float64]:
    """Rows -> points (rows, 2).

    Unseen cells take their column's mean for the components. A voter's point is p = √(C / n) · Σ
    (x_i − mean_i) · v_i over the n statements that voter saw of C, so that members who voted little
    are not all drawn to the centre.
    """
    rows, columns = votes.shape
    if not rows or not columns:
        return np.zeros((rows, 2))
    seen = ~np.isnan(votes)
    answered = seen.sum(axis=0)
    means = np.where(seen, votes, 0.0).sum(axis=0) / np.maximum(1, answered)
    centred = np.where(
        seen, votes - means, 0.0
    )  # a mean-filled cell is 0 once centred, so this matrix serves for both steps
    components = _components(centred)
    scale = np.sqrt(columns / np.maximum(1, seen.sum(axis=1)))
    return np.asarray(centred @ components.T * scale[:, None], dtype=np.float64)


def _components(centred: NDArray[np.float64]) -> NDArray[np.float64]:
    """The first two principal directions (2, columns); each with its largest loading positive,
    since their sign is arbitrary.
    """
    _, strengths, directions = np.linalg.svd(centred, full_matrices=False)
    components = np.zeros((2, centred.shape[1]))
    for i in range(min(2, len(strengths))):
        if strengths[i] > 1e-9:
            largest = np.argmax(np.abs(directions[i]))
            components[i] = directions[i] * np.sign(directions[i][largest])
    return components
