"""Bare follow-ups are told from questions of their own."""

import pytest

from bot.articles import Reading
from bot.dialogue.questions.follow_up import Facet
from bot.dialogue.questions.follow_up_reader import FollowUpReader


@pytest.fixture(scope="session")
def reader(reading: Reading) -> FollowUpReader:
    return FollowUpReader(reading.knowledge, reading.retriever.turns)


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("why", Facet.WHY),
        ("but why is that", Facet.WHY),
        ("how come", Facet.WHY),
        ("how come thats an issue", Facet.WHY),
        ("why does everybody think so then", Facet.WHY),
        ("whose idea is that", Facet.SPEAKER),
        ("who said that", Facet.SPEAKER),
        ("says who", Facet.SPEAKER),
        ("any source", Facet.SOURCE),
        ("got a link for that", Facet.SOURCE),
        ("tell me more", Facet.MORE),
        ("go on", Facet.MORE),
        ("what is the other side", Facet.OPPOSITE),
        ("and in the us", "us"),
        ("what about america", "us"),
        ("and in china", "china"),
        ("and later on", Facet.LATER),
    ],
)
def test_a_bare_follow_up_is_recognised(
    reading: Reading, reader: FollowUpReader, text: str, facet: str
) -> None:
    assert reader.facet_of(reading.retriever.read(text)) == facet


@pytest.mark.parametrize(
    "text",
    [
        "why do people fear the system",
        "who said the cameras are good",
        "how do i cook rice",
        "what happens on the blacklist",
        "more about rongcheng residents",
        "why does that matter abroad",
    ],
)
def test_a_question_with_words_of_its_own_is_not_a_bare_follow_up(
    reading: Reading, reader: FollowUpReader, text: str
) -> None:
    assert reader.facet_of(reading.retriever.read(text)) is None


def test_fragments_lean_more_than_whole_questions(reader: FollowUpReader) -> None:
    fragment, whole = (
        "and the chinese ones".split(),
        "how many private companies were allowed to run the pilots in total back then".split(),
    )

    assert reader.leans(fragment) > 0.8
    assert reader.leans(whole) < 0.3


def test_an_announced_change_of_subject_does_not_lean(reader: FollowUpReader) -> None:
    assert reader.is_switch("ok different topic what about it".split())
    assert reader.leans("ok different topic what about it".split()) == 0
    assert reader.is_switch("anyway what is a rap sheet".split())
    assert not reader.is_switch("why do we do it anyway".split())
