"""What words leave no doubt of is given whatever the article could answer: something to discuss, an
answer to a claim, the members' votes, the bot's own view, small talk.
"""

from __future__ import annotations

import pytest

from bot.dialogue.replies import Outcome, Reply
from bot.services.asking.ask import AskService
from tests.talks import said, talk

QUESTION = "give me a discussion question"


def lines(reply: Reply) -> int:
    return said(reply).count("•")


@pytest.mark.parametrize(
    ("turn", "word"),
    [
        ("a question on facial recognition for our circle", "facial"),
        ("something about cash to chat about", "cash"),
        ("let's discuss amazon tonight", "Amazon"),
        ("what could my group debate on freedom of speech", "speech"),
        ("yes/no question about brainwaves for class", "rainwaves"),
    ],
)
def test_what_is_to_be_discussed_is_on_what_is_named(ask: AskService, turn: str, word: str) -> None:
    reply = talk(ask, turn)

    assert lines(reply)
    assert word in said(reply)


@pytest.mark.parametrize(
    ("turn", "count"), [("one discussion question please", 1), ("four questions to discuss", 4)]
)
def test_as_many_are_given_as_are_asked_for(ask: AskService, turn: str, count: int) -> None:
    assert lines(talk(ask, turn)) == count


@pytest.mark.parametrize(
    ("turn", "word"), [("and one on religion", "religion"), ("about amazon this time", "Amazon")]
)
def test_another_question_turns_to_what_is_named(ask: AskService, turn: str, word: str) -> None:
    reply = talk(ask, QUESTION, turn)

    assert lines(reply) == 1
    assert word in said(reply)


def test_a_motion_is_no_question(ask: AskService) -> None:
    reply = talk(ask, "we need a motion on cameras")

    assert lines(reply) == 1
    assert "?" not in said(reply)


def test_what_is_to_be_discussed_has_no_right_answer(ask: AskService) -> None:
    reply = talk(ask, QUESTION, "so what's the answer?")

    assert reply.outcome is Outcome.CHAT
    assert "open" in said(reply)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("my cousin says the us has nothing like that, what do i say?", "didn't start as far"),
        ("someone claims only lawbreakers get punished. how could i reply?", "debts"),
        ('how would you counter "decent people needn\'t fear it"', "guilt by association"),
        ("a friend insists that people over there hate it, how do i answer her", "welcome"),
    ],
)
def test_a_claim_is_answered_where_it_stands(ask: AskService, turn: str, words: str) -> None:
    assert words in said(talk(ask, turn))


def test_no_claim_makes_the_bot_argue_about_something_else(ask: AskService) -> None:
    reply = talk(ask, "my neighbour says he'll break my arm. how do i answer")

    assert "case against" not in said(reply)


def test_who_is_in_danger_gets_people_and_no_argument(ask: AskService) -> None:
    reply = talk(ask, "my best friend says she wants to kill herself, what do i say to her?")

    assert "988" in said(reply)


def test_arguments_are_on_what_is_named(ask: AskService) -> None:
    assert "predators" in said(talk(ask, "argue against the cashless society"))
    assert "enforc" in said(talk(ask, "make the case for the cameras"))


@pytest.mark.parametrize("turn", ["and now for the believers", "what about those who love it"])
def test_the_other_party_is_turned_to(ask: AskService, turn: str) -> None:
    assert said(talk(ask, "argue against it", turn)).startswith("The case for it")


@pytest.mark.parametrize(
    "turn",
    ["who came out ahead in the last round", "i'd like to know what others said about cameras"],
)
def test_the_members_are_meant(ask: AskService, turn: str) -> None:
    reply = talk(ask, turn)

    assert reply.outcome is Outcome.CHAT
    assert "debate" in said(reply)


@pytest.mark.parametrize(
    "turn",
    ["do people in rongcheng like it?", "any results of the pilots?", "what do locals think"],
)
def test_what_others_think_is_asked_of_the_article(ask: AskService, turn: str) -> None:
    assert "/debates" not in said(talk(ask, turn))
    assert "people here" not in said(talk(ask, turn))


@pytest.mark.parametrize(
    "turn",
    [
        "would you join sesame credit",
        "which of the three problems is the worst, in your book?",
        "do you think it's fair to rank people",
    ],
)
def test_the_bot_is_asked_for_its_view(ask: AskService, turn: str) -> None:
    reply = talk(ask, turn)

    assert reply.outcome is Outcome.CHAT
    assert "sides" in said(reply)
    assert not reply.answers


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("is it one system?", "cheers, that spares me the long read tonight"), "welcome"),
        (("i'm grateful, wish me luck for my talk",), "luck"),
        (("how very handy for the banks",), "something|blink"),
        (("it's my birthday tomorrow",), "birthday"),
        (("i rather dislike it, i like the idea though",), "Fair enough|Noted"),
        (("oh, the soup's boiling over, bye",), "See you|Bye"),
    ],
)
def test_small_talk_brings_no_passage(ask: AskService, turns: tuple[str, ...], words: str) -> None:
    reply = talk(ask, *turns)

    assert any(word in said(reply) for word in words.split("|"))
    assert not any(answer.citations for answer in reply.answers)


def test_what_is_asked_beside_small_talk_is_answered(ask: AskService) -> None:
    reply = talk(ask, "thanks! one more thing: who wrote the article?")

    assert "thread" not in said(reply)
    assert "Tico" in said(reply)


def test_a_first_message_points_back_at_nothing(ask: AskService) -> None:
    reply = talk(ask, "my exam's tomorrow and i'm nervous. sum the article up in one sentence")

    assert "thread" not in said(reply)
    assert reply.answers


def test_a_summary_in_a_sentence_needs_nothing_told_before(ask: AskService) -> None:
    reply = talk(ask, "sum it up in one sentence and say who wrote it")

    assert "thread" not in said(reply)


def test_english_with_a_long_word_is_english(ask: AskService) -> None:
    assert "Mes connaissances" not in said(talk(ask, "is china's system centralized?"))
