"""Approvals and runoffs in small rooms, by brute force: whatever is published, no group of fewer
than k members is the only possible one.

Every ballot box of a room is published; boxes that publish the same can't be told apart. A group
whose size is the same small number in all of them would be told.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import combinations, permutations

import pytest

from bot.debate.maths.runoff import instant_runoff
from bot.debate.publishing.approvals import publish_approvals
from bot.debate.publishing.runoff import publish_runoff

K = 3
Ballot = tuple[str, ...]
Box = tuple[int, ...]
Groups = Mapping[str, Callable[[Ballot], bool]]


def boxes(kinds: int, voters: int) -> Iterator[Box]:
    """Every way in which so many voters can be of so many kinds."""
    if kinds == 1:
        yield (voters,)
        return
    for count in range(voters + 1):
        for rest in boxes(kinds - 1, voters - count):
            yield (count, *rest)


def told(
    ballots: Sequence[Ballot], alike: Mapping[Hashable, Sequence[Box]], groups: Groups
) -> list[tuple[Hashable, str, int]]:
    """Groups that a publication tells: of one and the same small size wherever it is published."""
    found = []
    for published, rooms in alike.items():
        for name, belongs in groups.items():
            members = [place for place, ballot in enumerate(ballots) if belongs(ballot)]
            sizes = {sum(room[place] for place in members) for room in rooms}
            if len(sizes) == 1 and 0 < min(sizes) < K:
                found.append((published, name, min(sizes)))
    return found


def approval_groups(options: str, ballots: Sequence[Ballot]) -> Groups:
    """Who approves, who doesn't, who approves two together, and who votes just so."""
    groups: dict[str, Callable[[Ballot], bool]] = {}
    for option in options:
        groups[f"approves {option}"] = lambda ballot, one=option: one in ballot
        groups[f"does not approve {option}"] = lambda ballot, one=option: one not in ballot
    for pair in combinations(options, 2):
        groups[f"approves {pair}"] = lambda ballot, two=pair: set(two) <= set(ballot)
    for exact in ballots:
        groups[f"votes {exact}"] = lambda ballot, same=exact: ballot == same
    return groups


@pytest.mark.parametrize(
    ("options", "limit", "voters"),
    [*(("abc", limit, voters) for limit in (2, 3) for voters in range(3, 13)), ("abcd", 2, 6)],
)
def test_approvals_tell_no_small_group(options: str, limit: int, voters: int) -> None:
    ballots = [one for size in range(limit + 1) for one in combinations(options, size)]
    alike: dict[Hashable, list[Box]] = defaultdict(list)

    for room in boxes(len(ballots), voters):
        counts = {
            option: sum(n for n, ballot in zip(room, ballots, strict=True) if option in ballot)
            for option in options
        }
        published = publish_approvals(counts, voters, limit, K)
        if published is not None:
            alike[published].append(room)

    assert alike
    assert not told(ballots, alike, approval_groups(options, ballots))


def ranking_groups(options: str, ballots: Sequence[Ballot]) -> Groups:
    """Who puts an option first, who ranks it or doesn't, who prefers one, and who votes just so."""
    groups: dict[str, Callable[[Ballot], bool]] = {}
    for option in options:
        groups[f"{option} first"] = lambda ballot, one=option: ballot[0] == one
        groups[f"ranks {option}"] = lambda ballot, one=option: one in ballot
        groups[f"leaves {option} out"] = lambda ballot, one=option: one not in ballot
    for one, other in permutations(options, 2):
        groups[f"{one} over {other}"] = lambda ballot, two=(one, other): (
            next((option for option in ballot if option in two), "") == two[0]
        )
    for exact in ballots:
        groups[f"votes {exact}"] = lambda ballot, same=exact: ballot == same
    return groups


# `python -m tests.benchmarks.rooms` goes on to twelve.
@pytest.mark.parametrize(("places", "rooms"), [(2, range(3, 10)), (3, range(3, 7))])
def test_runoffs_tell_no_small_group(places: int, rooms: range) -> None:
    options = "abc"
    ballots = [one for size in range(1, places + 1) for one in permutations(options, size)]
    alike: dict[Hashable, list[Box]] = defaultdict(list)

    for voters in rooms:
        for room in boxes(len(ballots), voters):
            box = {ballot: n for ballot, n in zip(ballots, room, strict=True) if n}
            published = publish_runoff(options, box, K, seed=1)
            if published is None:
                continue
            runoff, with_turnout = published
            shown = tuple((tuple(one.counts.items()), one.exhausted) for one in runoff.rounds)
            counted = sum(runoff.rounds[-1].counts.values()) if runoff.rounds else 0
            if not with_turnout and counted + K > rooms.stop:
                continue  # a larger room, which isn't tried, could have published this as well
            winner = instant_runoff(options, box).winner
            turnout = voters if with_turnout else None
            alike[turnout, winner, runoff.condorcet, shown].append(room)

    assert any(shown for _, _, _, shown in alike), "rounds are told in some room"
    assert not told(ballots, alike, ranking_groups(options, ballots))


def test_many_options_in_a_large_room_take_no_time() -> None:
    """One option goes with three ballots while one of nine leads by far: no way of sharing out its
    ballots is looked for among all there are.
    """
    options = [f"o{n}" for n in range(10)]
    box = {(options[0],): 96, ("o9", "o1"): 2, ("o9", "o2"): 1}
    box |= {(option, "o0"): 13 for option in options[1:9]}

    began = time.process_time()
    published = publish_runoff(options, box, 5, seed=1)

    assert published is not None
    assert time.process_time() - began < 2
