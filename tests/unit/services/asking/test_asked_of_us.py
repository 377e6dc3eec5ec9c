"""What is asked of the bot or of the members here is told from what is asked of the article, in the
light of what was said before.
"""

from __future__ import annotations

import pytest

from bot.dialogue.replies import Outcome
from bot.services.asking.ask import AskService
from tests.talks import said, talk

VOTE = "can we vote on it"
WON = "who won the last debate"
FOR = "best case for it"


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ((VOTE, "and who'd see the votes"), "vote|debate"),
        (("is something open for voting at the moment",), "/debates"),
        (("has anybody argued for it in this place yet",), "debate"),
        ((WON, "and how did the previous one go"), "/debates"),
    ],
)
def test_the_members_are_meant_after_the_members(
    ask: AskService, turns: tuple[str, ...], words: str
) -> None:
    reply = talk(ask, *turns)

    assert any(word in said(reply) for word in words.split("|"))
    assert not reply.answers


@pytest.mark.parametrize(
    "turn",
    ["what is sesame credit", "is it voluntary", "who approved the pilots", "its present name"],
)
def test_the_article_is_asked_all_the_same(ask: AskService, turn: str) -> None:
    assert talk(ask, VOTE, turn).outcome is Outcome.ANSWER


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("do you support that idea yourself", "side|view|take"),
        ("do you search the web", "article"),
        ("what kind of things can i get from you", "article"),
    ],
)
def test_what_is_asked_of_the_bot_is_no_question_on_the_article(
    ask: AskService, turn: str, words: str
) -> None:
    reply = talk(ask, turn)

    assert reply.outcome is Outcome.CHAT
    assert any(word in said(reply) for word in words.split("|"))


def test_must_you_is_asked_of_the_article(ask: AskService) -> None:
    reply = talk(ask, "what is a pilot city", "must you take part if you live in one?")

    assert reply.outcome is Outcome.ANSWER


def test_a_view_is_refused_once(ask: AskService) -> None:
    reply = talk(ask, FOR, "come on, pick a side, what do you think yourself?")

    assert reply.outcome is Outcome.CHAT
    assert len(reply.answers) == 0


def test_what_backs_a_claim_stands_behind_the_answer(ask: AskService) -> None:
    reply = talk(ask, "is it true that cameras made people stop at crosswalks")

    assert reply.answers[0].text.startswith("In China, yielding")
    assert "can't check" in said(reply)


def test_another_argument_is_for_the_same_side(ask: AskService) -> None:
    first = talk(ask, FOR)
    second = talk(ask, FOR, "another one for that side")

    assert second.text == "The case for it:"
    assert second.answers[0].entry != first.answers[0].entry


def test_either_side_is_named(ask: AskService) -> None:
    reply = talk(ask, "what's good about it and what's the worst risk")

    assert reply.text == "The case for it:"
    assert "The case against it:" in said(reply)


def test_another_question_follows_a_quiz(ask: AskService) -> None:
    first = talk(ask, "quiz me")
    second = talk(ask, "quiz me", "dunno", "another question")

    assert second.text.endswith("?")
    assert second.text != first.text


def test_where_answers_come_from_is_told(ask: AskService) -> None:
    reply = talk(ask, "do you google things or where do you get your info")

    assert "don't search the internet" in said(reply)


def test_an_address_is_refused_though_it_resembles_small_talk(ask: AskService) -> None:
    reply = talk(ask, "u got a phone number of the writer")

    assert reply.outcome is Outcome.ABSENT
