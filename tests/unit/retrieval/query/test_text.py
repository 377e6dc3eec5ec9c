"""Raw chat text becomes plain words whatever is done to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.query.text import LONGEST, clean, words


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("What's THIS?!", ["whats", "this"]),
        ("ѕосiаl сrеdit", ["social", "credit"]),
        ("so\u200bci\u200bal", ["social"]),
        ("soooooocial", ["soocial"]),
        ("**bold** `code` ~~gone~~", ["bold", "code", "gone"]),
        ("<@123456789012345678> who wrote it <:eye:123456789012345678>", ["who", "wrote", "it"]),
        ("s0cial cr3dit in 2015, 36%", ["social", "credit", "in", "2015", "36"]),
        ("ｆｕｌｌ ｗｉｄｔｈ", ["full", "width"]),
        ("see https://example.org/x?y=1 please", ["see", "please"]),
    ],
)
def test_text_is_reduced_to_its_words(raw: str, plain: list[str]) -> None:
    assert words(clean(raw)) == plain


@pytest.mark.parametrize(
    "raw", ["", "   ", "👀👀", "\u200b\u200e", "???", "```\n```", "<@123456789012345678>"]
)
def test_nothing_is_left_of_a_text_without_words(raw: str) -> None:
    assert words(clean(raw)) == []


def test_a_wall_of_text_keeps_both_ends() -> None:
    found = words(clean("first " + "filler " * 900 + "last"))

    assert len(found) == LONGEST
    assert (found[0], found[-1]) == ("first", "last")


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = words(clean(raw))

    assert words(clean(" ".join(once))) == once or not "".join(once).isascii()
