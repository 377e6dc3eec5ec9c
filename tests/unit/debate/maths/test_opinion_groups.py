"""Groups where there are groups, silence where there are none."""

import csv
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from bot.debate.maths.clusters import adjusted_rand, k_means, silhouette
from bot.debate.maths.opinion_groups import GroupsFinding, find_groups
from bot.debate.maths.projection import project
from bot.debate.maths.votes import Votes

POLIS = Path(__file__).parents[5] / "shared" / "polis"


def camps(
    *sizes: int, statements: int = 16, noise: float = 0.15, unseen: float = 0.3, seed: int = 7
) -> tuple[Votes, list[int]]:
    """Members who vote as their camp does but for some noise; each camp has a random opinion on
    every statement.
    """
    rng = np.random.default_rng(seed)
    opinions = rng.choice([1.0, -1.0], size=(len(sizes), statements))
    camp = np.repeat(np.arange(len(sizes)), sizes)
    votes = opinions[camp] * np.where(rng.random((len(camp), statements)) < noise, -1, 1)
    votes[rng.random(votes.shape) < unseen] = np.nan
    return votes, camp.tolist()


def export(name: str) -> tuple[Votes, list[int], list[int]]:
    """Votes, moderated-out columns and exported groups (−1: none) of a public conversation."""
    if not POLIS.is_dir():
        pytest.skip("the public Polis exports are not beside the repository")
    with (POLIS / name / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (POLIS / name / "comments.csv").open(encoding="utf-8") as file:
        out = {row["comment-id"] for row in csv.DictReader(file) if row["moderated"] == "-1"}
    statements = [column for column in rows[0] if column.isdigit()]
    votes = np.array([[float(row[s]) if row[s] else np.nan for s in statements] for row in rows])
    return (
        votes,
        [i for i, s in enumerate(statements) if s in out],
        [int(row["group-id"] or -1) for row in rows],
    )


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.taxes"])
def test_two_groups_of_a_real_conversation_are_those_it_was_shown_with(name: str) -> None:
    votes, hidden, theirs = export(name)

    ours = find_groups(votes, seed=1, hidden=hidden, groups=2).labels

    both = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a >= 0 and b >= 0]
    assert len(both) > 180
    assert adjusted_rand_score([theirs[i] for i in both], ours[both]) >= 0.85


def test_a_real_conversation_has_groups_without_being_asked() -> None:
    votes, hidden, _ = export("brexit-consensus")

    found = find_groups(votes, seed=1, hidden=hidden)

    assert (found.finding, len(found.sizes)) == (GroupsFinding.GROUPS, 2)


def test_planted_camps_are_found_largest_first() -> None:
    votes, planted = camps(45, 25)

    found = find_groups(votes, seed=1)

    assert found.finding is GroupsFinding.GROUPS
    assert found.sizes == (45, 25)
    assert adjusted_rand_score(planted, found.labels) > 0.95
    assert found.silhouette > found.chance


@pytest.mark.parametrize("seed", range(8))
def test_random_votes_have_no_groups(seed: int) -> None:
    rng = np.random.default_rng(seed)
    votes = rng.choice([1.0, -1.0, 0.0], size=(60 + 15 * seed, 14 + 3 * seed), p=[0.5, 0.35, 0.15])
    votes[rng.random(votes.shape) < 0.3] = np.nan

    found = find_groups(votes, seed=1)

    assert found.finding is not GroupsFinding.GROUPS
    assert found.sizes == ()
    assert set(found.labels.tolist()) == {-1}


def test_unanimous_votes_have_no_groups() -> None:
    assert find_groups(np.ones((80, 12)), seed=1).finding is GroupsFinding.NOT_STABLE


def test_one_statement_that_splits_an_agreeing_room_with_nine_makes_no_group() -> None:
    votes = np.ones((80, 12))
    votes[:9] = -1

    assert find_groups(votes, seed=1).finding is GroupsFinding.NOT_STABLE


def test_under_fifty_voters_who_voted_seven_times_there_are_no_groups() -> None:
    votes, _ = camps(30, 30, unseen=0.0)
    votes[:11, 6:] = np.nan

    assert find_groups(votes, seed=1).finding is GroupsFinding.TOO_FEW_VOTERS


def test_votes_on_moderated_out_statements_make_nobody_a_voter() -> None:
    votes, _ = camps(30, 30, unseen=0.0)

    assert find_groups(votes, seed=1, hidden=range(10)).finding is GroupsFinding.TOO_FEW_VOTERS


def test_what_was_voted_on_a_moderated_out_statement_changes_nothing() -> None:
    votes, _ = camps(40, 30)
    other = votes.copy()
    other[:, 3] = -votes[:, 3]

    one, two = (find_groups(v, seed=1, hidden=[3], groups=2) for v in (votes, other))

    assert adjusted_rand(one.labels, two.labels) == 1.0
    assert np.allclose(one.points, two.points)


def test_the_order_of_rows_does_not_matter() -> None:
    votes, _ = camps(40, 30, noise=0.25)
    order = np.random.default_rng(3).permutation(len(votes))

    one, two = find_groups(votes, seed=1, groups=3), find_groups(votes[order], seed=1, groups=3)

    assert (one.labels[order] == two.labels).all()
    assert (one.points[order] == two.points).all()


def test_an_empty_room_is_no_error() -> None:
    assert find_groups(np.empty((0, 5)), seed=1).finding is GroupsFinding.TOO_FEW_VOTERS
    assert find_groups(np.empty((0, 0)), seed=1).finding is GroupsFinding.TOO_FEW_VOTERS


def test_a_member_with_few_votes_is_moved_out_from_the_centre() -> None:
    """Of two members who agree with all they saw, the one who saw half stands √2 times further out
    for each statement.
    """
    votes = np.array(
        [
            [1.0, 1.0, 1.0, 1.0],
            [1.0, 1.0, np.nan, np.nan],
            [-1.0, -1.0, -1.0, -1.0],
            [-1.0, -1.0, -1.0, -1.0],
        ]
    )
    seen = np.nan_to_num(votes - np.nanmean(votes, axis=0))
    first = np.linalg.svd(seen)[2][0]
    expected = abs(seen @ first) * np.sqrt([1, 2, 1, 1])

    assert abs(project(votes)[:, 0]) == pytest.approx(expected)


def test_silhouette_and_rand_index_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(5)
    points = rng.normal(size=(60, 2))
    labels = k_means(points, 4, starts=5, rng=rng)
    other = rng.integers(3, size=60)

    assert silhouette(points, labels, rng) == pytest.approx(silhouette_score(points, labels))
    assert adjusted_rand(labels, other) == pytest.approx(adjusted_rand_score(labels, other))
