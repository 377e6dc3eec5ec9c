"""How a debate ended, in one sentence that says who won by how much, the same for every surface."""

from __future__ import annotations

import pytest

from bot.debate.conclude import Record, conclude
from bot.debate.models import Debate, Ending, Result
from bot.results.result_models import result_model
from bot.results.result_text import ending, headline, moved_line
from bot.wording import Wording
from tests import samples

SAY = Wording.load(samples.PROMPTS).say
DRINKS = ("Tea", "Coffee", "Water")


def said(sample: tuple[Debate, Result]) -> str:
    return headline(*sample, SAY, 5)


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ({"for": 8, "against": 3, "undecided": 1}, "**For wins**, 8 to 3 (1 undecided)."),
        ({"for": 3, "against": 8}, "**Against wins**, 8 to 3."),
        ({"for": 6, "against": 6, "undecided": 2}, "**It's a tie**, 6 to 6 (2 undecided)."),
        ({"for": 6, "against": 6}, "**It's a tie**, 6 to 6."),
        ({"undecided": 12}, "**Nobody took a side**: all 12 are undecided."),
        (
            {"for": 1, "undecided": 6},
            "**Most are undecided** (6 of 7). Of the rest, For leads, 1 to 0.",
        ),
        (
            {"for": 3, "undecided": 3, "against": 1},
            "**For wins**, 3 to 1 (3 undecided).",
        ),
    ],
)
def test_a_poll_is_told_as_a_score_and_undecided_is_no_side(
    votes: dict[str, int], words: str
) -> None:
    assert said(samples.poll(votes)) == words


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        (
            {"o1": 8, "o2": 6, "o3": 6},
            "**Tea wins** with 8 of 20 votes, ahead of Coffee and Water (6).",
        ),
        ({"o1": 8, "o2": 8, "o3": 6}, "**It's a tie** between Tea, Coffee, with 8 votes each."),
        ({"o1": 12}, "**Tea wins** with 12 of 12 votes, ahead of Coffee and Water (0)."),
    ],
)
def test_of_several_options_the_next_is_named(votes: dict[str, int], words: str) -> None:
    assert said(samples.poll(votes, *DRINKS)) == words


def test_a_poll_of_discords_own_without_votes_is_no_tie() -> None:
    debate = samples.debate("native", "Tea", "Coffee")

    assert said((debate, conclude(Record(debate, counts={}), 5))) == "**Nobody voted.**"


def test_a_swing_names_both_sides_before_and_after() -> None:
    won = said(samples.oxford(samples.WITHHELD))
    level = said(samples.oxford({("for", "for"): 20, ("against", "against"): 20}))

    assert won == "**For changed more minds:** 12 → 25 of 40 voters. Against: 22 → 13."
    assert level == (
        "**Dead heat:** neither side clearly changed more minds. For: 20 → 20 of 40 voters. "
        "Against: 20 → 20."
    )


def test_where_too_few_voted_twice_the_final_vote_is_told_alone() -> None:
    sample = samples.oxford({("for", "for"): 2}, late=4)
    again = samples.oxford({("for", "against"): 3, ("for", "for"): 3}, late=4)

    assert said(sample).startswith("**Too few votes** to show a result")
    assert said(again) == (
        "**Too few voted twice** to show who changed minds. "
        "The final vote alone: For 7, Against 3, Undecided 0."
    )


@pytest.mark.parametrize(("n", "words"), [(1, "answered one statement."), (8, "8 statements.")])
def test_statements_begin_with_what_most_agree_with(n: int, words: str) -> None:
    told = said(samples.statements((14,), samples.STATEMENTS[:n], noise=0.0))

    assert told.startswith("**Most agree:** “")
    assert "14 members answered" in told
    assert words in told


def test_the_quorum_and_what_was_missing_are_named() -> None:
    sample = samples.poll({"for": 4, "against": 3}, quorum=20)

    assert said(sample) == "**Not enough votes for a result:** 7, and it needed 20."


def test_a_plain_sentence_has_no_marks_but_keeps_a_members_own() -> None:
    debate, result = samples.poll({"o1": 8, "o2": 3}, "**Tea**", "Coffee")

    assert ending(debate, result, SAY, 5) == "**Tea** wins, 8 to 3."
    assert ending(*samples.poll({"for": 8, "against": 3}), SAY, 5) == "For wins, 8 to 3."


def test_members_words_are_made_fit_for_where_they_stand() -> None:
    debate, result = samples.poll({"o1": 8, "o2": 3}, "@everyone", "Coffee")

    told = headline(debate, result, SAY, 5, lambda label: label.replace("@", "(at)"))

    assert told == "**(at)everyone wins**, 8 to 3."


def test_what_moved_most_is_told_with_its_number() -> None:
    _, result = samples.oxford(samples.WITHHELD)

    assert moved_line(result, SAY).startswith("What moved the most members (26): Cameras on our")


def test_the_picture_is_headed_by_the_sentence_beside_it() -> None:
    labels = samples.labels()
    for name, (debate, result) in samples.all_samples().items():
        model = result_model(debate, result, labels)

        assert model is not None, name
        assert model.headline in ending(debate, result, SAY, 5), name


def test_nothing_is_drawn_where_nothing_may_be_told() -> None:
    debate, result = samples.poll({"for": 2})

    assert result.ending is Ending.TOO_FEW
    assert result_model(debate, result, samples.labels()) is None
