"""Questions in other languages are recognised by their words, in other forms and compounds of them
too, and read as English keywords.
"""

import pytest

from bot.dialogue.language import Polyglot
from bot.knowledge.models import Language
from bot.retrieval.query.text import clean, words

ENGLISH = {"what", "is", "the", "of", "who", "does", "people", "credit", "system"}
TABLES = [
    Language(
        code="nl",
        name="Dutch",
        notice="",
        words={
            "waarom": "why",
            "hadden": "",
            "veel": "many",
            "geen": "not",
            "krediet": "credit",
            "geschiedenis": "history",
        },
    ),
    Language(
        code="tr",
        name="Turkish",
        notice="",
        words={"hangi": "which", "davranış": "behavior", "düş": "", "düşüyor": "decrease"},
    ),
    Language(
        code="ja",
        name="Japanese",
        notice="",
        words={"中国": "China", "カメラ": "cameras", "の": ""},
    ),
]


@pytest.fixture
def polyglot() -> Polyglot:
    return Polyglot(lambda: TABLES, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("typed", "code", "english"),
    [
        ("Waarom hadden veel geen kredietgeschiedenis?", "nl", "why many not credit history"),
        ("hangi davranışlar düşüyor", "tr", "which behavior decrease"),
        ("中国のカメラ", "ja", "China cameras"),
        ("waarom hadden Rongcheng geen krediet", "nl", "why rongcheng not credit"),
    ],
)
def test_a_foreign_question_becomes_english_keywords(
    polyglot: Polyglot, typed: str, code: str, english: str
) -> None:
    rendering = polyglot.read(clean(typed), words(clean(typed)))

    assert rendering is not None
    assert (rendering.code, rendering.english) == (code, english)


@pytest.mark.parametrize(
    "typed", ["what is the credit system", "who does what", "blorp frumious snark"]
)
def test_english_and_unknown_tongues_are_not_read(polyglot: Polyglot, typed: str) -> None:
    assert polyglot.read(clean(typed), words(clean(typed))) is None
