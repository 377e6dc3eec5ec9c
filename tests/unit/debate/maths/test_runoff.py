"""Instant runoff and the Condorcet winner against counts written another way: ballots one by one,
and a matrix of duels.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.debate.maths.runoff import condorcet_winner, instant_runoff

OPTIONS = ("a", "b", "c", "d")
BALLOT = st.permutations(OPTIONS).flatmap(
    lambda order: st.integers(1, len(order)).map(lambda length: tuple(order[:length]))
)
BOX = st.lists(BALLOT, min_size=1, max_size=25)


def by_hand(ballots: list[tuple[str, ...]]) -> tuple[str, list[dict[str, int]]]:
    """Cross out whoever is last, ballot by ballot, as one would on a table."""
    out: set[str] = set()
    history: list[dict[str, int]] = []
    while True:
        piles: dict[str, list[tuple[str, ...]]] = {o: [] for o in OPTIONS if o not in out}
        for ballot in ballots:
            for option in ballot:
                if option not in out:
                    piles[option].append(ballot)
                    break
        history.append({option: len(pile) for option, pile in piles.items()})
        if not out:
            empty = {option for option, pile in piles.items() if not pile}
            out |= empty
            piles = {option: pile for option, pile in piles.items() if pile}
        sizes = {option: len(pile) for option, pile in piles.items()}
        for option, size in sizes.items():
            if size > sum(sizes.values()) - size:
                return option, history
        if len(sizes) <= 2:
            return "", history
        out.add(loser(list(sizes), history, ballots))


def loser(left: list[str], history: list[dict[str, int]], ballots: list[tuple[str, ...]]) -> str:
    """The rule of the sentence: fewest now, fewest in the round before, …, ranked by fewest, listed
    last.
    """

    def standing(option: str) -> tuple[list[int], int, int]:
        past = [one[option] for one in reversed(history)]
        ranked = sum(ballot.count(option) for ballot in ballots)
        return past, ranked, -OPTIONS.index(option)

    return min(left, key=standing)


@given(BOX)
def test_the_rounds_and_the_winner_are_those_counted_by_hand(
    ballots: list[tuple[str, ...]],
) -> None:
    winner, history = by_hand(ballots)

    found = instant_runoff(OPTIONS, Counter(ballots))

    assert found.winner == winner
    assert [dict(one.counts) for one in found.rounds] == history
    assert all(sum(one.counts.values()) + one.exhausted == len(ballots) for one in found.rounds)


@given(BOX)
def test_the_condorcet_winner_wins_every_duel_and_nobody_else_does(
    ballots: list[tuple[str, ...]],
) -> None:
    place = [{o: b.index(o) if o in b else len(OPTIONS) for o in OPTIONS} for b in ballots]
    wins: Counter[str] = Counter()
    for one, other in combinations(OPTIONS, 2):
        ahead = sum((p[one] < p[other]) - (p[one] > p[other]) for p in place)
        wins[one] += ahead > 0
        wins[other] += ahead < 0
    unbeaten = [option for option in OPTIONS if wins[option] == len(OPTIONS) - 1]

    assert condorcet_winner(OPTIONS, Counter(ballots)) == "".join(unbeaten)


@given(BOX, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_nothing(
    ballots: list[tuple[str, ...]],
    chance: object,
) -> None:
    shuffled = list(ballots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random

    assert instant_runoff(OPTIONS, Counter(shuffled)) == instant_runoff(OPTIONS, Counter(ballots))


def test_the_capital_of_tennessee() -> None:
    """The textbook's example: the runoff finds Knoxville, every duel Nashville."""
    box = {
        ("memphis", "nashville", "chattanooga", "knoxville"): 42,
        ("nashville", "chattanooga", "knoxville", "memphis"): 26,
        ("chattanooga", "knoxville", "nashville", "memphis"): 15,
        ("knoxville", "chattanooga", "nashville", "memphis"): 17,
    }
    cities = ("memphis", "nashville", "chattanooga", "knoxville")

    found = instant_runoff(cities, box)

    assert found.winner == "knoxville"
    assert [len(one.counts) for one in found.rounds] == [4, 3, 2]
    assert found.rounds[-1].counts == {"memphis": 42, "knoxville": 58}
    assert condorcet_winner(cities, box) == "nashville"


def test_of_two_in_last_place_the_one_goes_that_had_fewer_before() -> None:
    box = {("a",): 5, ("b", "a"): 4, ("c", "b"): 3, ("d", "c"): 1}

    found = instant_runoff(OPTIONS, box)

    assert found.rounds[1].counts == {"a": 5, "b": 4, "c": 4}
    assert set(found.rounds[2].counts) == {"a", "b"}, "c had 3 in the round before, b had 4"


def test_the_last_two_may_tie() -> None:
    assert instant_runoff(OPTIONS, {("a",): 2, ("b",): 2}).winner == ""


def test_nobody_has_won_an_empty_box() -> None:
    assert instant_runoff(OPTIONS, {}).winner == ""
