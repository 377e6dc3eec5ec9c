"""Whoever wants the article's own words gets them, however they put it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.articles import Reading
from bot.dialogue.replies import Reply
from bot.knowledge.loader import load_languages
from bot.services.asking.ask import AskService
from tests.talks import talk

PACK = Path(__file__).parents[5] / "knowledge" / "eye-in-the-sky"
WORDS = {
    "opening:1": "Made for this test: a first line.",
    "opening:2": "Made for this test: of a long drive. And of a shorter one.",
    "conclusion:4": "Made for this test: of shares.",
    "conclusion:5": "Made for this test: of a well-known score.",
    "conclusion:6": "Made for this test: of brainwaves.",
    "conclusion:7": "Made for this test: one. The very last line.",
    "how-far-off:1": "Made here: we trade things for convenience, through our use these:",
    "how-far-off:5": "Made for this test: rides that are rated, as with Uber",
    "how-far-off:20": "Made for this test: of insurance and licenses.",
}


@pytest.fixture
def ask(reading: Reading) -> AskService:
    """A service that may quote from a copy; the copy's words are this file's own."""
    return AskService(
        reading.knowledge,
        reading.retriever,
        reading.wording,
        lambda: load_languages(PACK),
        quotes=lambda _: WORDS,
    )


def quoted(reply: Reply) -> list[str]:
    return [answer.text.strip("“”") for answer in reply.answers if answer.text.startswith("“")]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("what's the wording on brainwave monitoring", "conclusion:6"),
        ("cite the passage on brainwaves", "conclusion:6"),
        ("which line has brainwaves in it?", "conclusion:6"),
        ("how is it put about brainwaves, literally", "conclusion:6"),
        ("the line on brainwaves, how does it go?", "conclusion:6"),
        ("the sentence about insurance rates, what is it exactly?", "how-far-off:20"),
        ("i'd like to cite the line on the 36% share", "conclusion:4"),
        ("which line mentions uber", "how-far-off:5"),
    ],
)
def test_words_are_asked_for_in_many_ways(ask: AskService, text: str, passage: str) -> None:
    assert quoted(talk(ask, text)) == [WORDS[passage]]


@pytest.mark.parametrize(
    "turn",
    [
        "let me see their own words",
        "i'd love to read it exactly as it stands, if you don't mind",
        "the original wording, not yours",
        "can you copy that for me, word for word",
    ],
)
def test_the_words_of_what_was_told(ask: AskService, turn: str) -> None:
    assert quoted(talk(ask, "does china monitor brainwaves", turn)) == [WORDS["conclusion:6"]]


def test_the_words_of_both(ask: AskService) -> None:
    first, second = "does china monitor brainwaves", "how long was the drive to fuxin"

    found = quoted(talk(ask, first, second, "the original wording of both please"))

    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how does it end? word by word", "The very last line."),
        ("how does it begin, literally", WORDS["opening:1"]),
        ("the literal opening of the article", WORDS["opening:1"]),
    ],
)
def test_the_words_at_an_end(ask: AskService, text: str, words: str) -> None:
    assert quoted(talk(ask, text)) == [words]


@pytest.mark.parametrize(
    ("turn", "passage"),
    [
        ("and the one after?", "conclusion:7"),
        ("what's the next sentence", "conclusion:7"),
        ("the sentence before that?", "conclusion:5"),
    ],
)
def test_the_passage_beside_a_quoted_one(ask: AskService, turn: str, passage: str) -> None:
    reply = talk(ask, "quote the bit on brainwaves", turn)

    assert [c.locator for answer in reply.answers for c in answer.citations] == [passage]


def test_who_wants_to_read_it_alone_is_in_no_danger(ask: AskService) -> None:
    reply = talk(ask, "does china monitor brainwaves", "let me read that part myself")

    assert "crisis" not in reply.text
    assert reply.answers
