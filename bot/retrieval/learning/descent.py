"""Fits one linear support vector machine a class, all classes at once, by dual coordinate descent.

The algorithm is Hsieh et al. 2008 (the one in LIBLINEAR, which scikit-learn's LinearSVC runs), with
squared hinge loss and a bias as one more feature. Taking an example once for all classes instead of
once for each makes it four times as fast, and it needs only NumPy.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query.features import Sparse

Floats = NDArray[np.float32]
ROUNDS = 4
"""Passes over all examples. 3, 4 and 5 rank unseen questions alike within a point."""
_WHOLE = 3
"""Passes over all examples before only those are taken that moved in the pass before; the last pass
takes all again.
"""
_STILL = 1e-4
"""A dual variable that would move less than this stays."""
_FEW = 3
"""Where at most a third of the classes move, only their columns are written."""


def descend(
    sparse: Sequence[Sparse],
    dense: Floats,
    classes: NDArray[np.int32],
    width: int,
    *,
    softness: float,
    scale: float,
    rounds: int = ROUNDS,
) -> tuple[Floats, Floats, Floats]:
    """Weights of the sparse features, shape (width, classes), of the dense ones, shape
    (dense.shape[1], classes), and the biases, shape (classes,). The dense features count `scale`
    times as much as they are long. More `rounds` bring the weights nearer to where they end, so
    that a few examples more or fewer change little.
    """
    count, columns = len(sparse), int(classes.max()) + 1
    weights = np.zeros((width, columns), np.float32)
    # The bias is the last of the dense features, which every example has: they need no look-up.
    tail = np.ones((count, dense.shape[1] + 1), np.float32)
    np.multiply(dense, np.float32(scale), out=tail[:, :-1])
    along = np.zeros((tail.shape[1], columns), np.float32)
    duals = np.zeros((count, columns), np.float32)
    give = np.float32(1 / (2 * softness))
    lengths = np.array([values @ values for _, values in sparse], np.float32) + give
    lengths += np.einsum("ij,ij->i", tail, tail)
    chance = np.random.default_rng(0)
    active = np.arange(count)
    for turn in range(rounds):
        is_moved = np.zeros(count, bool)
        for number in chance.permutation(count if turn in (0, rounds - 1) else active):
            index, values = sparse[number]
            rows, rest = weights[index], tail[number]
            own = classes[number]
            margins = -(values @ rows + rest @ along)
            margins[own] = -margins[own]
            before = duals[number]
            slope = (margins - 1 + before * give) / lengths[number]
            moves = np.maximum(before - slope, 0) - before
            moved = np.flatnonzero(np.abs(moves) > _STILL)
            if not len(moved):
                continue
            is_moved[number] = True
            before[moved] += moves[moved]
            signed = -moves[moved]
            signed[moved == own] *= -1
            if len(moved) * _FEW > columns:
                rows[:, moved] += values[:, None] * signed
                weights[index] = rows
            else:
                weights[index[:, None], moved] += values[:, None] * signed
            along[:, moved] += rest[:, None] * signed
        active = np.flatnonzero(is_moved) if turn >= _WHOLE - 1 else np.arange(count)
    return weights, along[:-1] * np.float32(scale), along[-1]
