"""A compound question is split into its questions; a story, or an "and" between two things,
is not.
"""

import pytest

from bot.articles import Reading
from bot.dialogue.questions.compound import Splitter, halves


@pytest.fixture(scope="session")
def splitter(reading: Reading) -> Splitter:
    return Splitter(reading.knowledge.turns.words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who approved it and is it voluntary?", ["who approved it", "is it voluntary"]),
        (
            "what year did it start n what did they collect",
            ["what year did it start", "what did they collect"],
        ),
        (
            "When did it start? And who complains about it?",
            ["When did it start", "And who complains about it"],
        ),
        ("their blacklist vs our own one", ["their blacklist", "our own one"]),
        (
            "what is good about it, and what is bad, and who says so",
            ["what is good about it", "what is bad", "who says so"],
        ),
    ],
)
def test_two_questions_are_told_apart(splitter: Splitter, text: str, found: list[str]) -> None:
    assert splitter.parts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "what about bribes and connections",
        "My aunt and uncle moved there last year. They like it. Do people trust each other?",
        "I thought it was just maths. What's the deeper aim of it?",
        "is it like fico",
        "",
    ],
)
def test_one_question_stays_whole(splitter: Splitter, text: str) -> None:
    assert splitter.parts(text) == []


def test_what_stands_beside_a_lone_and_may_be_a_subject_of_its_own() -> None:
    assert halves("rongcheng's program and the eight company pilots?") == [
        "rongcheng's program",
        "the eight company pilots",
    ]
    assert halves("cats and dogs") == []
    assert halves("they did this and that and the other thing") == []


def test_two_things_set_side_by_side_are_one_question(splitter: Splitter) -> None:
    assert (
        splitter.parts("what's the difference between the cities' plans and the ones of the firms?")
        == []
    )
    assert splitter.parts("what is the difference between cities and firms and who runs them?") == [
        "what is the difference between cities and firms",
        "who runs them",
    ]
