"""The rounds of a runoff that may be told without telling how fewer than k members voted.

A round's counts are groups of voters; so is the growth of a count from one round that is told to
the next, whose ballots came from the option that went in between. Every such group must be empty
or have k members. Rounds are left out from the first on until that holds: then only those are told
that came after, and what went before is merged into them. Where those who rank none of the options
left would be too few, the turnout is not told. What the rules of the count give away of the last
round that is not told (nobody had a majority, the last one went) is worked out and must not be a
small number either.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, pairwise

from bot.debate.maths.runoff import Rankings, RunoffRound, condorcet_winner, instant_runoff
from bot.debate.publishing.suppression import UNANIMITY_FROM, effective_k
from bot.debate.publishing.witness import hides_small_groups

_FEW, _MORE_OF_FEW, _MORE_OF_MANY = 3, 8, 3
"""Ballots beyond the fewest that ways of sharing them out are tried with, by how many options are
left.
"""
_DUELS_FROM = 4
"""Times k voters before the winner of all duels is named."""


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """Ballots by the options left; `exhausted` is None where the turnout is not told."""

    counts: Mapping[str, int]
    exhausted: int | None


@dataclass(frozen=True, slots=True)
class PublishedRunoff:
    """The rounds that are told; not even how many there were of the others. `condorcet` is the
    option that wins every duel, where it is another than the winner and may be told.
    """

    rounds: tuple[PublishedRound, ...]
    condorcet: str = ""


def publish_runoff(
    options: Sequence[str], ballots: Rankings, k: int, *, seed: int
) -> tuple[PublishedRunoff, bool] | None:
    """What may be told, and whether the turnout may be told with it; None is "too few to publish".

    Told are the last rounds, as many as may be; and who wins every duel, where other ballots are
    found that would have told the same. `seed` is for that search.
    """
    found = _publish(options, ballots, k)
    if found is None or not found[0].condorcet:
        return found
    k = effective_k(k)

    def publish(tried: Rankings) -> Hashable:
        told = _publish(options, tried, k)
        return told and (told[1], told[0].condorcet, _plain(told[0]), _winner(options, tried))

    if hides_small_groups(ballots, options, publish, k=k, seed=seed):
        return found
    return replace(found[0], condorcet=""), found[1]


def _plain(found: PublishedRunoff) -> Hashable:
    return tuple((tuple(one.counts.items()), one.exhausted) for one in found.rounds)


def _winner(options: Sequence[str], ballots: Rankings) -> str:
    return instant_runoff(options, ballots).winner


def _publish(
    options: Sequence[str], ballots: Rankings, k: int
) -> tuple[PublishedRunoff, bool] | None:
    found, condorcet = instant_runoff(options, ballots), condorcet_winner(options, ballots)
    k = effective_k(k)
    voters = sum(found.rounds[0].counts.values()) + found.rounds[0].exhausted
    if voters < k:
        return None
    rounds = _published(found.rounds, k)
    # Without a round, a tie of so few would be told by their number.
    with_turnout = all(_is_group(one.exhausted, k) for one in rounds)
    with_turnout = with_turnout and bool(rounds or found.winner)
    shown = tuple(
        PublishedRound(one.counts, one.exhausted if with_turnout else None) for one in rounds
    )
    # A duel's outcome narrows down who stood behind the option that went.
    is_told = (
        bool(shown and found.winner) and condorcet != found.winner and voters >= _DUELS_FROM * k
    )
    return PublishedRunoff(shown, condorcet if is_told else ""), with_turnout


def _published(rounds: Sequence[RunoffRound], k: int) -> Sequence[RunoffRound]:
    for start in range(len(rounds)):
        last = rounds[start:]
        if _is_safe(last, k) and (start == 0 or not _tells_before(last[0], rounds[0], k)):
            return last
    return ()


def _is_safe(rounds: Sequence[RunoffRound], k: int) -> bool:
    if any(not _is_group(count, k) for one in rounds for count in one.counts.values()):
        return False
    if any(_is_unanimous(one) for one in rounds):
        return False
    return all(
        _is_group(grown, k)
        for before, after in pairwise(rounds)
        for grown in _growth(before, after)
    )


def _tells_before(first: RunoffRound, whole: RunoffRound, k: int) -> bool:
    """Whether the first round that is told gives away the one before, if a single option went.

    That one had no more than any that is left, and nobody had a majority yet. Every way in which
    its ballots can have been shared out is looked at, but those that would have been told; none of
    their numbers may be the same small one in all. Where two or more went, either may have had
    them.
    """
    if len(whole.counts) - len(first.counts) > 1:
        return False
    counts = tuple(first.counts.values())
    # In the round before, which was the first, every ballot counted.
    is_told = _is_group(first.exhausted, k)
    exhausted = (first.exhausted,) if is_told else tuple(range(1, k))
    small = set(range(1, k))
    possible: list[set[int]] = [set() for _ in range(len(first.counts) + 2)]
    for shared in _shares(counts, exhausted):
        before = (count - grown for count, grown in zip(counts, shared, strict=False))
        if all(_is_group(number, k) for number in (*shared, *before)):
            continue
        for numbers, number in zip(possible, shared, strict=True):
            numbers.add(number)
        if all(len(numbers) > 1 for numbers in possible):
            return False
    return any(not numbers or numbers <= small for numbers in possible if len(numbers) < 2)


def _shares(counts: tuple[int, ...], exhausted: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Ways to share out the ballots of the option that went: to each that is left, to none, and
    all. Only those near the fewest that keep the leader from a majority: more are not needed.
    """
    leader = max(range(len(counts)), key=counts.__getitem__)
    most = _MORE_OF_FEW if len(counts) <= _FEW else _MORE_OF_MANY
    for left in exhausted:
        whole = sum(counts) + left
        needed = max(0, counts[leader] - whole // 2)
        for more in range(most + 1):
            for places in combinations_with_replacement(range(len(counts)), more):
                shared = [places.count(place) for place in range(len(counts))]
                shared[leader] += needed
                went = sum(shared) + left
                fewest = min(count - grown for count, grown in zip(counts, shared, strict=True))
                if went <= fewest:
                    yield (*shared, left, went)


def _growth(before: RunoffRound, after: RunoffRound) -> list[int]:
    """How each count and the exhausted grew by the ballots of those who went."""
    grown = [count - before.counts[option] for option, count in after.counts.items()]
    return [*grown, after.exhausted - before.exhausted]


def _is_group(count: int, k: int) -> bool:
    return count == 0 or count >= k


def _is_unanimous(one: RunoffRound) -> bool:
    total = sum(one.counts.values())
    return 0 < total < UNANIMITY_FROM and max(one.counts.values()) == total
