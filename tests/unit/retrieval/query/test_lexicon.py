"""Misspelt words are corrected towards the knowledge; English words are left alone."""

import pytest

from bot.retrieval.query.lexicon import Lexicon

PHRASINGS = [
    ["people", "trade", "privacy", "for", "convenience"],
    ["social", "credit", "in", "rongcheng"],
    ["credit", "score", "of", "people"],
]


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon.build(
        PHRASINGS,
        {"crediting": 3.9, "from": 7.0, "scare": 4.1},
        {"ppl": "people", "u": "you"},
        {"zhima": "sesame credit", "spy cams": "cameras"},
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("privcay", "privacy"),
        ("ccreddiitt", "credit"),
        ("convinience", "convenience"),
        ("rongchang", "rongcheng"),
        ("credti", "credit"),
        ("ppl", "people"),
        ("socialcredit", "social credit"),
        ("scare", "scare"),
        ("from", "from"),
        ("2015", "2015"),
        ("xylophonist", "xylophonist"),
    ],
)
def test_a_word_is_read_as_it_was_meant(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert lexicon.plain([typed]) == meant.split()


def test_a_synonym_brings_the_entries_own_term(lexicon: Lexicon) -> None:
    assert lexicon.expand(["about", "spy", "cams"]) == ["about", "spy", "cams", "cameras"]
    assert lexicon.expand(["zhima", "credit"]) == ["zhima", "sesame", "credit", "credit"]


def test_a_slip_in_a_phrasing_does_not_become_a_word() -> None:
    phrasings = [
        ["the", "government", "watches"],
        ["the", "goverment", "watches"],
        ["baihang", "watches"],
    ]

    lexicon = Lexicon.build(phrasings, {"the": 7.0, "government": 5.5, "watches": 4.5})

    assert not lexicon.knows("goverment")
    assert lexicon.plain(["goverment", "govermnent"]) == ["government", "government"]
    assert lexicon.knows("baihang"), "a name is like no other word"


def test_a_filler_is_left_out_unless_nothing_else_is_said() -> None:
    lexicon = Lexicon.build([["who", "wrote", "it"]], {}, {"tf": "", "u": "you"})

    assert lexicon.plain(["who", "tf", "wrote", "it"]) == ["who", "wrote", "it"]
    assert lexicon.plain(["tf"]) == ["tf"]


def test_a_stretched_word_is_the_common_one() -> None:
    lexicon = Lexicon.build(
        [["who", "wrote", "it"]],
        {"so": 6.5, "soo": 3.8, "bee": 4.1, "be": 6.8, "boss": 4.8, "bos": 2.0},
        {},
    )

    assert lexicon.plain(["soo", "bee", "boss"]) == ["so", "bee", "boss"]
