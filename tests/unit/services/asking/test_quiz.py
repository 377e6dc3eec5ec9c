"""Whether what a player typed is the answer."""

from __future__ import annotations

import pytest

from bot.services.asking.quiz import QuizItem, is_right, order

YEAR = QuizItem("Which year?", "2015", ("twenty fifteen",), ())
PILOTS = QuizItem("Whose?", "The companies'", ("companies", "private companies"), ())
PLACE = QuizItem("Which city?", "Rongcheng", (), ())


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        (YEAR, "2015"),
        (YEAR, "In 2015, I think."),
        (YEAR, "TWENTY FIFTEEN!"),
        (PILOTS, "the companies"),
        (PILOTS, "the private companies"),
        (PLACE, "rongchen"),
        (PLACE, "it was Rongcheng"),
    ],
)
def test_the_answer_is_right_in_other_words_and_a_little_misspelt(
    item: QuizItem, typed: str
) -> None:
    assert is_right(item, typed)


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        (YEAR, "2016"),
        (YEAR, "20155"),
        (YEAR, ""),
        (YEAR, "?!"),
        (YEAR, "the"),
        (YEAR, "2010 2011 2012 2013 2014 2015 2016"),
        (PILOTS, "the cities"),
        (PLACE, "Beijing"),
        (PLACE, "\u200b"),
    ],
)
def test_what_is_not_the_answer_is_wrong(item: QuizItem, typed: str) -> None:
    assert not is_right(item, typed)


def test_a_round_asks_everything_once_in_an_order_of_its_own() -> None:
    assert sorted(order(9, 1)) == list(range(9))
    assert order(9, 1) == order(9, 1)
    assert order(9, 1) != order(9, 2)
