"""k-means with many starts at once, and the silhouette that judges its result."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Labels = NDArray[np.int64]

_STEPS = 100
_SAMPLE = 1_000
"""Silhouettes of larger rooms are taken on this many voters: all distances of 10,000 would need 800
MB.
"""


def k_means(points: Points, k: int, *, starts: int, rng: np.random.Generator) -> Labels:
    """The labels with the least inertia of `starts` runs, each seeded by k-means++ (Arthur &
    Vassilvitskii, SODA 2007).
    """
    centres = _seed(points, k, starts, rng)
    labels = _nearest(points, centres)
    for _ in range(_STEPS):
        centres = _means(points, labels, centres)
        moved = _nearest(points, centres)
        if np.array_equal(moved, labels):
            break
        labels = moved
    inertia = ((points[None] - np.take_along_axis(centres, labels[:, :, None], axis=1)) ** 2).sum(
        axis=(1, 2)
    )
    best: Labels = labels[int(np.argmin(inertia))]
    return best


def _distances(points: Points, centres: Points) -> Points:
    """Squared distances: points (n, 2) and centres (starts, k, 2) -> (starts, n, k)."""
    x = points[None, :, None, 0] - centres[:, None, :, 0]
    y = points[None, :, None, 1] - centres[:, None, :, 1]
    return x * x + y * y


def _nearest(points: Points, centres: Points) -> Labels:
    return np.asarray(_distances(points, centres).argmin(axis=2), dtype=np.int64)


def _seed(points: Points, k: int, starts: int, rng: np.random.Generator) -> Points:
    centres = points[rng.integers(len(points), size=starts)][:, None, :]
    for _ in range(1, k):
        weight = _distances(points, centres).min(axis=2).cumsum(axis=1)
        drawn = rng.random(starts) * weight[:, -1]
        chosen = np.minimum((weight < drawn[:, None]).sum(axis=1), len(points) - 1)
        centres = np.concatenate([centres, points[chosen][:, None, :]], axis=1)
    return centres


def _means(points: Points, labels: Labels, centres: Points) -> Points:
    """The centres of the labelled points (starts, k, 2); an empty cluster keeps its old centre."""
    starts, k, _ = centres.shape
    flat = (labels + k * np.arange(starts)[:, None]).ravel()
    sizes = np.bincount(flat, minlength=starts * k)
    sums = [
        np.bincount(flat, weights=np.tile(points[:, axis], starts), minlength=starts * k)
        for axis in (0, 1)
    ]
    means = np.stack(sums, axis=-1) / np.maximum(1, sizes)[:, None]
    return np.where((sizes > 0)[:, None], means, centres.reshape(-1, 2)).reshape(centres.shape)


def silhouette(points: Points, labels: Labels, rng: np.random.Generator) -> float:
    """Mean silhouette, −1..1 (Rousseeuw, J. Comput. Appl. Math. 20, 1987, 53–65); −1 if there is
    but one cluster.
    """
    if len(points) > _SAMPLE:
        drawn = np.sort(rng.choice(len(points), _SAMPLE, replace=False))
        points, labels = points[drawn], labels[drawn]
    names, own = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        return -1.0
    member = np.eye(len(names))[own]
    sizes = member.sum(axis=0)
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) @ member
    within = apart[np.arange(len(points)), own] / np.maximum(1, sizes[own] - 1)
    others = np.where(member == 1, np.inf, apart / sizes)
    nearest = others.min(axis=1)
    widest = np.maximum(within, nearest)
    single = sizes[own] == 1
    each = np.where(
        single | (widest == 0), 0.0, (nearest - within) / np.where(widest == 0, 1.0, widest)
    )
    return float(each.mean())


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Agreement of two clusterings, 1 = the same, 0 = as chance has it (Hubert & Arabie, J.
    Classification 2, 1985, 193–218).
    """
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)
    together, rows, columns = (
        float((n * (n - 1) / 2).sum()) for n in (table, table.sum(axis=1), table.sum(axis=0))
    )
    pairs = len(one) * (len(one) - 1) / 2
    chance = rows * columns / pairs if pairs else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)
