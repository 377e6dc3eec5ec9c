"""Two things are set beside each other, however somebody puts it."""

from __future__ import annotations

import pytest

from bot.services.asking.ask import AskService
from tests.talks import cited, said, talk


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("how do uber and amazon compare", {"how-far-off:5", "how-far-off:8"}),
        ("uber ratings as opposed to the cameras", {"how-far-off:5", "moral-motivation:2"}),
        ("which is harsher, china's blacklist or ours?", {"how-far-off:19", "how-far-off:20"}),
        ("amazon against sesame credit", {"how-far-off:8"}),
        ("free speech over there compared to the us", {"how-far-off:21", "how-far-off:22"}),
        ("how alike were the origins of american and chinese credit", {"how-far-off:11"}),
        ("penalties in china vs at home", {"how-far-off:19", "how-far-off:20"}),
    ],
)
def test_two_things_are_named_in_many_ways(ask: AskService, text: str, passages: set[str]) -> None:
    reply = talk(ask, text)

    assert len(reply.answers) > 1
    assert passages <= cited(reply)


def test_three_things_are_told_one_by_one(ask: AskService) -> None:
    reply = talk(ask, "compare uber, equifax and the cameras")

    assert {"how-far-off:5", "how-far-off:13", "moral-motivation:2"} <= cited(reply)


@pytest.mark.parametrize(
    "turn", ["what do the two have in common", "how do these differ", "put both side by side"]
)
def test_the_two_that_were_just_told(ask: AskService, turn: str) -> None:
    reply = talk(ask, "who is xi jinping", "who is bill gates", turn)

    assert cited(reply) == {"anything-good:2", "conclusion:6"}


def test_of_the_two_just_told_the_pack_may_have_a_comparison(ask: AskService) -> None:
    first, second = "what happens to blacklisted people in china", "and in the us?"

    assert "Both restrict people" in said(talk(ask, first, second, "difference?"))


def test_words_that_two_names_share_name_one_of_them(ask: AskService) -> None:
    reply = talk(ask, "compare sesame credit and fico")

    assert "FICO" in said(reply)


def test_who_names_nothing_to_compare_is_asked_what(ask: AskService) -> None:
    assert "Which two" in said(talk(ask, "compare the two"))


def test_what_is_only_said_to_be_compared_is_a_question(ask: AskService) -> None:
    reply = talk(ask, "who gets compared to sesame credit")

    assert "Amazon" in said(reply)


@pytest.mark.parametrize("text", ["explain morality", "surveillance vs privacy"])
def test_words_of_the_article_are_in_no_other_language(ask: AskService, text: str) -> None:
    assert "inglés" not in said(talk(ask, text))
