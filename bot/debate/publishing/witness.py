"""Whether a small group can be told from what is published, by looking for witnesses: other ballot
boxes that give the very same publication, in which the group is of another size.

A group that no witness changes may be the only possible one, so what is published must be less.
The walk is a search: it can miss a witness, which costs a published detail, and never finds a false
one.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

Box = Mapping[tuple[str, ...], int]
"""Ballots by how many are alike."""

_STEPS = 1_500


def hides_small_groups(
    box: Box,
    options: Sequence[str],
    publish: Callable[[Box], Hashable],
    *,
    k: int,
    seed: int,
) -> bool:
    """Whether every group of 1 to k − 1 like ballots, or of ballots that begin alike, has a witness
    of another size. `publish` gives what would be published of a box.
    """
    told = publish(box)
    small = {group: size for group, size in _groups(box).items() if 0 < size < k}
    chance = random.Random(seed)  # noqa: S311  # a search, no secret
    now = Counter(box)
    for _ in range(_STEPS):
        if not small:
            return True
        tried = _moved(now, options, chance)
        if publish(tried) == told:
            now = tried
            sizes = _groups(now)
            small = {group: size for group, size in small.items() if sizes[group] == size}
    return not small


def _groups(box: Box) -> Counter[tuple[str, ...]]:
    """Sizes of the groups that rank so, and that begin so; the first are marked by an end."""
    sizes: Counter[tuple[str, ...]] = Counter()
    for ballot, number in box.items():
        for group in (*_beginnings(ballot), (*ballot, "")):
            sizes[group] += number
    return sizes


def _beginnings(ballot: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (ballot[:length] for length in range(1, len(ballot) + 1))


def _moved(
    box: Counter[tuple[str, ...]], options: Sequence[str], chance: random.Random
) -> Counter[tuple[str, ...]]:
    """The box with one or two ballots filled in otherwise, and as many as before."""
    tried = Counter(box)
    for _ in range(chance.choice((1, 2, 2))):
        ballots = sorted(tried)
        old = chance.choices(ballots, [tried[ballot] for ballot in ballots])[0]
        length = chance.randint(1, max(map(len, ballots)))
        new = tuple(chance.sample(list(options), min(length, len(options))))
        tried[old] -= 1
        tried[new] += 1
    return +tried
