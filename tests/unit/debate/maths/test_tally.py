"""Counting ballots: winner, margin, turnout, ties and quorum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.maths.tally import TallyOutcome, tally
from bot.debate.maths.tally_stats import wilson

OPTIONS = ("for", "against", "undecided")


def test_the_option_with_most_votes_wins_by_its_margin() -> None:
    counted = tally(OPTIONS, ["for"] * 6 + ["against"] * 3 + ["undecided"], eligible=20)

    assert (counted.winner, counted.margin, counted.turnout) == ("for", pytest.approx(30.0), 0.5)


def test_counts_by_option_are_counted_like_ballots() -> None:
    assert tally(OPTIONS, {"for": 2, "against": 1}) == tally(OPTIONS, ["for", "against", "for"])


def test_a_tie_has_no_winner() -> None:
    counted = tally(OPTIONS, ["for", "against"])

    assert (counted.standing, counted.winner, counted.leaders) == (
        TallyOutcome.TIE,
        None,
        ("for", "against"),
    )


def test_undecided_cannot_win_but_counts_for_the_quorum() -> None:
    counted = tally(OPTIONS, ["undecided"] * 5 + ["for"], neutral={"undecided"}, quorum=6)

    assert counted.winner == "for"


def test_only_undecided_is_a_vote_for_nobody() -> None:
    assert tally(OPTIONS, ["undecided"], neutral={"undecided"}).standing is TallyOutcome.NO_VOTES


def test_no_winner_without_quorum() -> None:
    counted = tally(OPTIONS, ["for"] * 4, quorum=5)

    assert (counted.standing, counted.winner) == (TallyOutcome.NO_QUORUM, None)


def test_an_empty_ballot_box_has_no_winner() -> None:
    counted = tally(OPTIONS, [])

    assert (counted.standing, counted.margin, counted.turnout) == (TallyOutcome.NO_VOTES, 0.0, None)


def test_members_who_left_do_not_lift_turnout_over_the_whole() -> None:
    assert tally(OPTIONS, ["for"] * 4, eligible=3).turnout == 1.0


def test_a_ballot_for_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        tally(OPTIONS, ["maybe"])


@given(st.lists(st.sampled_from(OPTIONS)))
def test_every_ballot_is_counted_once(ballots: list[str]) -> None:
    counted = tally(OPTIONS, ballots)

    assert sum(counted.counts) == counted.ballots == len(ballots)
    assert all(share.interval.low <= share.share <= share.interval.high for share in counted.shares)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_wilson_agrees_with_newcombe(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3."""
    interval = wilson(successes, n)

    assert (interval.low, interval.high) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )


def test_wilson_of_nobody_is_everything() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)
