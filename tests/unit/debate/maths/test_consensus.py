"""What a room agrees on, with and without groups."""

import numpy as np
import pytest

from bot.debate.maths.consensus import count_statements, find_consensus
from bot.debate.maths.representative import representative_statements
from bot.debate.maths.votes import Stance, Votes, vote_matrix

STATEMENTS = ("shared", "rejected", "split", "big group only", "unseen")


def two_camps() -> tuple[Votes, list[int]]:
    """30 members of group 0 and 10 of group 1."""
    large, small = [1.0, -1.0, 1.0, 1.0, np.nan], [1.0, -1.0, -1.0, -1.0, np.nan]
    return np.array([large] * 30 + [small] * 10), [0] * 30 + [1] * 10


def test_the_last_vote_on_a_statement_counts() -> None:
    voters, votes = vote_matrix([("b", "x", 1), ("a", "x", 0), ("b", "x", -1)], ("x", "y"))

    assert voters == ("a", "b")
    assert votes[:, 0].tolist() == [0, -1]
    assert np.isnan(votes[:, 1]).all()


def test_passes_are_seen_but_neither_agree_nor_disagree() -> None:
    (one,) = count_statements(np.array([[1.0], [0.0], [-1.0], [np.nan]]), ("x",))

    assert (one.agree, one.disagree, one.passed, one.seen) == (1, 1, 1, 3)
    assert one.agree_interval.includes(1 / 3)


def test_a_large_group_carries_a_majority_alone() -> None:
    votes, _ = two_camps()

    assert "big group only" in [
        one.counts.statement for one in find_consensus(votes, STATEMENTS).agreed
    ]


def test_one_unconvinced_group_ends_a_group_informed_consensus() -> None:
    found = find_consensus(*(two_camps()[0], STATEMENTS, two_camps()[1]))

    assert [one.counts.statement for one in found.agreed] == ["shared"]
    assert [one.counts.statement for one in found.rejected] == ["rejected"]
    assert {one.counts.statement for one in found.divisive} == {"split", "big group only"}


def test_without_groups_an_even_split_is_divisive() -> None:
    votes = np.array([[1.0, 1.0]] * 10 + [[-1.0, 1.0]] * 10)

    assert [one.counts.statement for one in find_consensus(votes, ("even", "agreed")).divisive] == [
        "even"
    ]


def test_what_few_have_seen_is_in_no_list() -> None:
    found = find_consensus(np.ones((6, 1)), ("x",))

    assert (found.agreed, found.rejected, found.divisive) == ((), (), ())


def test_a_group_is_told_by_what_sets_it_apart() -> None:
    votes, groups = two_camps()
    large, small = representative_statements(votes, groups, STATEMENTS)

    assert {(one.statement, one.stance) for one in small} == {
        ("split", Stance.DISAGREE),
        ("big group only", Stance.DISAGREE),
    }
    assert {(one.statement, one.stance) for one in large} == {
        ("split", Stance.AGREE),
        ("big group only", Stance.AGREE),
    }
    assert (small[0].chosen, small[0].seen, small[0].rest_chosen, small[0].rest_seen) == (
        10,
        10,
        0,
        30,
    )


def test_representative_z_values_follow_the_formula() -> None:
    """8 of 10 here against 5 of 20 there, worked by hand: one-proportion and two-proportion z with
    a vote of prior each.
    """
    inside = [[1.0]] * 8 + [[-1.0]] * 2
    rest = [[1.0]] * 5 + [[-1.0]] * 15
    (one,), _ = representative_statements(np.array(inside + rest), [0] * 10 + [1] * 20, ("x",))

    assert one.z_half == pytest.approx(2 * 11**0.5 * (9 / 11 - 0.5))
    pooled = 15 / 32
    assert one.z_rest == pytest.approx(
        (9 / 11 - 6 / 21) / (pooled * (1 - pooled) * (1 / 11 + 1 / 21)) ** 0.5
    )
