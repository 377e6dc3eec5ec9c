"""The shipped table of single words."""

import numpy as np
import pytest

from bot.retrieval.embedding.words import WIDTH, word_vectors


def test_words_of_like_meaning_lie_near_each_other() -> None:
    of = word_vectors().of

    assert of("bribe") @ of("corruption") > 0.4 > of("bribe") @ of("breakfast")


def test_a_word_is_of_unit_length_and_an_unknown_one_nothing() -> None:
    assert np.linalg.norm(word_vectors().of("train")) == pytest.approx(1, abs=1e-5)
    assert not word_vectors().of("qwxyzzy").any()


def test_rare_words_weigh_most_in_a_sentence() -> None:
    table = word_vectors()

    sentence = table.embed(["what is the corruption"])[0]

    assert sentence @ table.of("corruption") > sentence @ table.of("what")


def test_texts_without_a_known_word_are_zero() -> None:
    assert table_of("", "qwxyzzy").shape == (2, WIDTH)
    assert not table_of("", "qwxyzzy").any()


def table_of(*texts: str) -> np.ndarray:
    return word_vectors().embed(texts)


def test_frequencies_come_with_the_words() -> None:
    zipf = word_vectors().frequencies

    assert zipf["the"] > 7 > zipf["corruption"] > 4 > zipf["zeitgeist"]
    assert "qwxyzzy" not in zipf
