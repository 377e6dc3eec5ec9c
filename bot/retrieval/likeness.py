"""Groups questions that ask alike, whatever they ask about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.model import Model
from bot.retrieval.query.features import Sparse

Floats = NDArray[np.float32]
_ALIKE = 0.36
"""Mean likeness from which two groups are one. Of two near misses on one subject 17 % are as alike,
of two on different subjects 1 %; questions that differ in a word or two lie far above it.
"""
_ONE_SUBJECT = np.float32(0.12)
"""What it adds that the ranker takes two questions to be about the same."""
MOST = 1_000
"""Questions grouped at once; the time grows with their square."""


def alike(texts: Sequence[str], model: Model, subjects: Sequence[str]) -> list[tuple[int, ...]]:
    """The numbers of the texts, group by group, in the order of each group's first; average linkage
    over half the embedding's and half the words' and letters' cosine. `subjects` is what the ranker
    takes each to be about.
    """
    kept = texts[:MOST]
    if not kept:
        return []
    about = np.array(subjects[:MOST])
    near = _likeness(kept, model) + _ONE_SUBJECT * (about[:, None] == about[None, :])
    groups = [[number] for number in range(len(kept))]
    sums = near.copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(kept), np.float32)
    while len(kept) > 1:
        mean = sums / np.outer(sizes, sizes)
        first, second = sorted(int(n) for n in np.unravel_index(mean.argmax(), mean.shape))
        if mean[first, second] < _ALIKE:
            break
        groups[first] += groups[second]
        groups[second] = []
        sums[first] += sums[second]
        sums[:, first] += sums[:, second]
        sums[first, first] = -np.inf
        sums[second] = sums[:, second] = -np.inf
        sizes[first] += sizes[second]
    return [tuple(sorted(group)) for group in groups if group]


def _likeness(texts: Sequence[str], model: Model) -> Floats:
    queries = [model.read(text) for text in texts]
    dense = np.array([query.dense for query in queries], np.float32).reshape(len(texts), -1)
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
    found = (dense @ dense.T + _shared([query.sparse for query in queries])) / 2
    return found.astype(np.float32)


def _shared(rows: Sequence[Sparse]) -> Floats:
    """The cosine of each two questions' words and letters, two blocks of unit length."""
    used = np.unique(np.concatenate([index for index, _ in rows]))
    table = np.zeros((len(rows), len(used)), np.float32)
    for number, (index, values) in enumerate(rows):
        table[number, np.searchsorted(used, index)] = values
    return (table @ table.T / 2).astype(np.float32)
