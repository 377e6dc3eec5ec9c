"""How opinion changed: what counts, what does not, and when it is called a dead heat."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.maths.swing import Swing, SwingVerdict, measure_swing
from bot.debate.maths.tally_stats import exact_mcnemar

SIDES = ("for", "against", "undecided")
votes = st.dictionaries(st.integers(0, 40).map(str), st.sampled_from(SIDES))


def swing(before: dict[str, str], after: dict[str, str], seed: int = 1) -> Swing:
    return measure_swing(before, after, rng=np.random.default_rng(seed))


def room(*moves: tuple[str, str, int]) -> tuple[dict[str, str], dict[str, str]]:
    members = [(was, now) for was, now, n in moves for _ in range(n)]
    return {str(i): was for i, (was, _) in enumerate(members)}, {
        str(i): now for i, (_, now) in enumerate(members)
    }


def test_a_side_that_won_the_room_is_named() -> None:
    found = swing(
        *room(
            ("for", "for", 30),
            ("against", "against", 20),
            ("against", "for", 15),
            ("undecided", "for", 10),
        )
    )

    assert found.verdict is SwingVerdict.FOR
    assert [round(side.net, 1) for side in found.sides] == [33.3, -20.0, -13.3]
    assert (found.towards_for, found.towards_against, found.moved) == (25, 0, 25)
    assert found.p_value == pytest.approx(2 / 2**25)


def test_under_five_points_is_a_dead_heat_however_many_voted() -> None:
    found = swing(
        *room(("for", "for", 2000), ("against", "against", 1800), ("against", "for", 180))
    )

    assert found.p_value < 1e-6
    assert found.sides[0].net < 5
    assert found.verdict is SwingVerdict.DEAD_HEAT


def test_few_movers_are_a_dead_heat_however_many_points_they_make() -> None:
    found = swing(*room(("for", "for", 5), ("against", "against", 4), ("against", "for", 1)))

    assert found.lead == pytest.approx(20.0)
    assert found.lead_interval.includes(0)
    assert found.verdict is SwingVerdict.DEAD_HEAT


def test_two_sides_that_gain_alike_from_the_undecided_are_a_dead_heat() -> None:
    assert (
        swing(*room(("undecided", "for", 30), ("undecided", "against", 30))).verdict
        is SwingVerdict.DEAD_HEAT
    )


def test_members_who_voted_once_are_reported_apart() -> None:
    found = swing({"a": "for", "b": "against"}, {"b": "against", "c": "for", "d": "for"})

    assert found.paired == 1
    assert found.before_only == (1, 0, 0)
    assert found.after_only == (2, 0, 0)


def test_nobody_who_voted_twice_is_no_verdict() -> None:
    found = swing({"a": "for"}, {"b": "against"})

    assert (found.verdict, found.paired, found.gross, found.p_value) == (
        SwingVerdict.NO_PAIRS,
        0,
        0.0,
        1.0,
    )


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(ValueError, match="abstain"):
        swing({"a": "abstain"}, {"a": "for"})


@given(votes, votes)
def test_the_matrix_holds_each_paired_member_once(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found = swing(before, after)

    assert sum(map(sum, found.matrix)) == found.paired == len(before.keys() & after.keys())
    assert sum(found.before_only) + found.paired == len(before)
    assert sum(found.after_only) + found.paired == len(after)
    assert sum(side.net for side in found.sides) == pytest.approx(0)
    assert all(
        side.interval.low - 1e-9 <= side.net <= side.interval.high + 1e-9 for side in found.sides
    )
    assert found.towards_for + found.towards_against <= found.moved


@given(votes, votes)
def test_turning_the_sides_around_turns_the_result_around(
    before: dict[str, str], after: dict[str, str]
) -> None:
    turned = {"for": "against", "against": "for", "undecided": "undecided"}
    one = swing(before, after)
    other = swing(
        {m: turned[s] for m, s in before.items()}, {m: turned[s] for m, s in after.items()}
    )

    assert (one.towards_for, one.towards_against) == (other.towards_against, other.towards_for)
    assert one.p_value == other.p_value
    assert one.lead == pytest.approx(-other.lead)


@given(votes, votes, st.randoms())
def test_the_order_of_members_does_not_matter(
    before: dict[str, str], after: dict[str, str], random: object
) -> None:
    shuffled = dict(sorted(before.items(), key=lambda _: random.random()))

    assert swing(before, after) == swing(shuffled, after)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_two_sided_binomial(b: int, c: int) -> None:
    tail = sum(comb(b + c, i) for i in range(min(b, c) + 1)) / 2 ** (b + c)

    assert exact_mcnemar(b, c) == pytest.approx(min(1.0, 2 * tail))


def test_mcnemar_agrees_with_a_published_example() -> None:
    """Fay, "Exact McNemar's test" (R package exact2x2): 2 against 9 movers gives p = 0.0654."""
    assert exact_mcnemar(2, 9) == pytest.approx(0.06543, abs=1e-5)


def test_mcnemar_takes_ten_thousand_movers() -> None:
    assert exact_mcnemar(5000, 5000) == 1.0
    assert 0 < exact_mcnemar(4800, 5200) < 1e-3
