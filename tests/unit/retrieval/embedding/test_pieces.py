"""Words are cut as the library does whose table is looked up, at a tenth of its memory."""

import random

import pytest
from tokenizers import Tokenizer

from bot.retrieval.embedding.pieces import Pieces
from bot.retrieval.embedding.static import wheel
from bot.retrieval.embedding.words import word_vectors

_FILE = wheel() / "tokenizers" / "l2_supercat_tokenizer_config.json"
_LETTERS = "aabeiourstnlécß漢字ひйцукен0123456789❤😀\u0301"


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.of_file(_FILE)


@pytest.fixture(scope="module")
def library() -> Tokenizer:
    return Tokenizer.from_file(str(_FILE))


def made_up(number: int) -> list[str]:
    drawn = random.Random(7)  # noqa: S311  # the same every time
    return ["".join(drawn.choices(_LETTERS, k=drawn.randint(1, 16))) for _ in range(number)]


def test_words_have_the_numbers_that_the_library_gives_them(
    pieces: Pieces, library: Tokenizer
) -> None:
    common = [bytes(word).decode() for word in word_vectors().frequencies.words[::20]]
    texts = [*common, *made_up(2_000), "", "x" * 300, "who wrote the eye in the sky", "a ß 漢 b"]

    found = [pieces.of(text or " ") for text in texts]

    theirs = library.encode_batch([text or " " for text in texts], add_special_tokens=False)
    assert found == [one.ids for one in theirs]
