"""Words of a question find the class that uses words of like meaning."""

import numpy as np
import pytest

from bot.retrieval.examples import Example, Scope
from bot.retrieval.learning.learn import learn
from bot.retrieval.matching import Matcher
from bot.retrieval.model import Model

FUNCTION_WORDS = frozenset({"did", "anyone", "tell", "me", "of", "the", "a", "in"})

ASKS = {
    "corruption": ["how corrupt are officials", "corruption in the town hall"],
    "food": ["what was there to eat", "meals on the train"],
    "oddities": ["who is zorblax"],
}


@pytest.fixture(scope="module")
def model() -> Model:
    return learn(
        [Example(ask, label, Scope.ENTRY, label) for label, asks in ASKS.items() for ask in asks]
    )


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("bribery", "corruption"),
        ("did anyone serve breakfast", "food"),
        ("tell me of zorblax", "oddities"),
    ],
)
def test_a_word_of_like_meaning_finds_its_class(model: Model, question: str, label: str) -> None:
    matched, _ = Matcher(model, FUNCTION_WORDS).match(question.split())

    assert model.labels[int(matched.argmax())] == label


def test_a_class_that_uses_every_word_matches_wholly(model: Model) -> None:
    matched, weakest = Matcher(model, FUNCTION_WORDS).match(["corruption", "town", "hall"])
    number = model.labels.index("corruption")

    assert matched[number] == pytest.approx(1)
    assert weakest[number] == pytest.approx(0)


def test_a_word_nobody_knows_matches_nothing(model: Model) -> None:
    matched, weakest = Matcher(model, FUNCTION_WORDS).match(["qwxyzzy"])

    assert not matched.any()
    assert (weakest > 1).all()


def test_no_words_match_nothing(model: Model) -> None:
    matched, weakest = Matcher(model, FUNCTION_WORDS).match([])

    assert matched.shape == weakest.shape == (len(ASKS),)
    assert not np.any(matched)
