"""What was told comes once more when a message names it, and nothing else does."""

from __future__ import annotations

import pytest

from bot.dialogue.replies import Outcome
from bot.services.asking.ask import AskService
from tests.talks import cited, replies, said, talk


@pytest.mark.parametrize(
    ("first", "between", "turn"),
    [
        ("list the people it mentions", "list the companies", "who were the people again"),
        ("sesame credit vs amazon", "where is fuxin", "that comparison once more"),
        ("what does panopticon mean", "what does fico mean", "the first definition again please"),
        ("give me both sides", "who is xi jinping", "and the two sides again?"),
        (
            "tell me something surprising",
            "where is fuxin",
            "your surprising fact again",
        ),
        ("sum up the conclusion", "who wrote it", "could i have that summary again"),
        ("which sources does it link", "where is fuxin", "the list of links again pls"),
        ("give me a quiz question", "hm", "what was the question again"),
        ("quote the bit about brainwaves", "who is xi jinping", "that quotation once more"),
    ],
)
def test_a_kind_of_thing_comes_again(ask: AskService, first: str, between: str, turn: str) -> None:
    told, _, again = replies(ask, first, between, turn)

    assert said(again) == said(told)


@pytest.mark.parametrize(
    ("turn", "passage"),
    [
        ("back to the bank again", "introduction:1"),
        ("what did you say about the bank", "introduction:1"),
        ("what was your answer on brainwaves", "conclusion:6"),
        ("and the one before?", "introduction:1"),
    ],
)
def test_an_earlier_answer_is_named(ask: AskService, turn: str, passage: str) -> None:
    reply = talk(ask, "which bank approved the pilots", "does china monitor brainwaves", turn)

    assert passage in cited(reply)


def test_what_was_told_twice_counts_once_on_the_way_back(ask: AskService) -> None:
    turns = ("which bank approved the pilots", "does china monitor brainwaves", "say that again")

    assert "introduction:1" in cited(talk(ask, *turns, "and the one before that?"))


@pytest.mark.parametrize(
    "turn", ["both again please", "say those two again", "the two numbers again"]
)
def test_two_answers_come_again_together(ask: AskService, turn: str) -> None:
    first = "when did the author last visit china"
    second = "how much of the joint entity does the government own"

    assert cited(talk(ask, first, second, turn)) == {"opening:2", "conclusion:4"}


def test_the_members_own_words_are_not_kept(ask: AskService) -> None:
    reply = talk(ask, "where is the family home", "what was my last question?")

    assert "don't keep what you write" in said(reply)
    assert "Fuxin" in said(reply)


@pytest.mark.parametrize("turn", ["pardon me?", "come again?", "i didn't catch that"])
def test_a_refusal_comes_again_too(ask: AskService, turn: str) -> None:
    first, again = replies(ask, "does the article mention tokyo", turn)

    assert first.outcome is Outcome.ABSENT
    assert again.outcome is Outcome.ABSENT


@pytest.mark.parametrize("turn", ["why do people welcome it again?", "thanks again for the quote"])
def test_again_alone_brings_nothing_back(ask: AskService, turn: str) -> None:
    first = "quote the bit about brainwaves"

    assert "conclusion:6" not in cited(talk(ask, first, turn))


def test_a_quick_ok_is_no_laughter(ask: AskService) -> None:
    assert "amused" not in said(talk(ask, "where is fuxin", "ok"))
