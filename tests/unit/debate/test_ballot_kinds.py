"""Ballots of several options: how they are read, typed, counted and concluded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.conclude import Record, conclude
from bot.debate.formats import Ranking, SomeOf, format_of
from bot.debate.models import Ballot, Debate, Eligibility, Ending, Option, State
from bot.errors import DebateError
from bot.results.ballots import answer_words, typed_answer

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LABELS = ("Tea", "Coffee", "Water, still", "Juice")
OPTIONS = tuple(Option(f"o{n}", label) for n, label in enumerate(LABELS, 1))
KEYS = [option.key for option in OPTIONS]


def debate(form: str, **more: object) -> Debate:
    return Debate(
        1,
        "c",
        "p",
        "What to drink?",
        OPTIONS,
        (),
        hidden=True,
        eligibility=Eligibility(),
        state=State.CLOSED,
        rev=1,
        opened_at=NOW,
        due_at=NOW,
        format=form,
        phases=format_of(form).phases(timedelta(hours=1)),
        **{"quorum": 0, **more},
    )


def record(form: str, choices: list[str], **more: object) -> Record:
    ballots = [Ballot(n.to_bytes(32, "big"), "vote", one) for n, one in enumerate(choices)]
    return Record(debate(form, **more), ballots)


def say(key: str, **_: object) -> str:
    return key


@given(st.sets(st.sampled_from(KEYS), max_size=3), st.randoms(use_true_random=False))
def test_an_approval_is_written_one_way_whatever_the_order(
    chosen: set[str], chance: object
) -> None:
    typed = sorted(chosen)
    chance.shuffle(typed)  # type: ignore[attr-defined]  # a random.Random

    written = SomeOf(3).read(" ".join(typed) or "none", OPTIONS)

    assert written == (" ".join(sorted(chosen)) or "none")
    assert SomeOf(3).read(written, OPTIONS) == written


@pytest.mark.parametrize("choice", ["o1 o2 o3 o4", "o9", "o1 or o2", "o1;o2", "x " * 2_000])
def test_an_approval_that_no_ballot_holds_is_refused(choice: str) -> None:
    with pytest.raises(DebateError):
        SomeOf(3).read(choice, OPTIONS)


@pytest.mark.parametrize("choice", ["", "o1 o1", "o1 o2 o3 o4", "o9", "none", "o1 " * 1_300])
def test_a_ranking_that_no_ballot_holds_is_refused(choice: str) -> None:
    with pytest.raises(DebateError):
        Ranking(3).read(choice, OPTIONS)


def test_every_ballot_fits_its_column() -> None:
    ten = tuple(Option(f"o{n}", str(n)) for n in range(1, 11))
    everything = " ".join(option.key for option in ten)

    assert len(SomeOf(10).read(everything, ten)) <= 40
    assert len(Ranking(5).read("o10 o9 o8 o7 o6", ten)) <= 40


@pytest.mark.parametrize(
    ("form", "text", "answer"),
    [
        ("approval", "tea, 4", "o1 o4"),
        ("approval", "None", "none"),
        ("ranked", "Water, still > tea", "o3 o1"),
        ("ranked", "2,1", "o2 o1"),
        ("poll", "Water, still", "o3"),
    ],
)
def test_a_ballot_is_typed_with_names_numbers_or_keys(form: str, text: str, answer: str) -> None:
    assert typed_answer(debate(form), text) == answer


def test_a_name_that_no_option_has_is_refused() -> None:
    with pytest.raises(DebateError):
        typed_answer(debate("ranked"), "Tea > Beer")


def test_an_answer_is_told_in_its_own_order() -> None:
    assert answer_words(debate("ranked"), "o2 o1", say) == "Coffee > Tea"
    assert answer_words(debate("approval"), "o1 o2", say) == "Tea, Coffee"
    assert answer_words(debate("approval"), "none", say) == "debate.chosen.none"


@given(
    st.lists(
        st.sets(st.sampled_from(KEYS)).map(lambda s: " ".join(sorted(s)) or "none"),
        min_size=10,
        max_size=40,
    )
)
def test_approvals_are_those_counted_by_hand_as_far_as_they_are_told(choices: list[str]) -> None:
    by_hand = Counter(key for choice in choices for key in choice.split())

    result = conclude(record("approval", choices), 5)

    if result.approvals is None:
        return
    for one in result.approvals.options:
        count = by_hand[one.option]
        assert one.least <= count <= one.most
        assert (one.exact is not None) == (5 <= count <= len(choices) - 5)
    most = max(by_hand[key] for key in KEYS)
    leaders = tuple(key for key in KEYS if by_hand[key] == most and most)
    assert result.approvals.leaders == leaders
    assert result.winner == (leaders[0] if len(leaders) == 1 else "")


@pytest.mark.parametrize(("form", "choice"), [("approval", "o1 o2"), ("ranked", "o1 o2")])
def test_fewer_than_k_members_are_told_nothing(form: str, choice: str) -> None:
    result = conclude(record(form, [choice] * 4), 5)

    assert result.ending is Ending.TOO_FEW
    assert (result.turnout, result.winner, result.approvals, result.runoff) == (
        None,
        "",
        None,
        None,
    )


@pytest.mark.parametrize("form", ["approval", "ranked"])
def test_below_the_quorum_nobody_wins(form: str) -> None:
    result = conclude(record(form, ["o1"] * 12 + ["o2"] * 8, quorum=50), 5)

    assert result.ending is Ending.NO_QUORUM
    assert result.winner == ""
    assert result.approvals is None or result.approvals.leaders == ()


def test_rounds_that_would_tell_of_a_few_are_left_out() -> None:
    """Three put Juice first; when it goes, one ballot moves to Tea and two to Coffee."""
    choices = ["o1"] * 14 + ["o2"] * 11 + ["o3 o2"] * 6 + ["o4 o1", "o4 o2", "o4 o2"]

    result = conclude(record("ranked", choices), 5)

    assert result.winner == "o2"
    assert result.runoff is not None
    told = [set(one.counts) for one in result.runoff.rounds]
    assert {"o1", "o2", "o3", "o4"} not in told
    assert told[-1] == {"o1", "o2"}


def test_the_winner_of_every_duel_is_named_beside_another_winner() -> None:
    choices = ["o1 o3"] * 12 + ["o2 o3"] * 10 + ["o3 o2"] * 8

    result = conclude(record("ranked", choices), 5)

    assert result.winner == "o2"
    assert result.runoff is not None
    assert result.runoff.condorcet == "o3"


def test_the_winner_of_every_duel_is_not_named_where_it_tells_of_a_few() -> None:
    """That Tea wins every duel could only be so if exactly two rank it first."""
    choices = ["o1 o3"] * 2 + ["o2 o1"] * 5 + ["o3 o1"] * 5

    result = conclude(record("ranked", choices), 3)

    assert result.runoff is not None
    assert result.runoff.rounds[-1].counts == {"o2": 5, "o3": 7}
    assert not result.runoff.condorcet
