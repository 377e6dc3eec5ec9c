"""Members ask, in every way Discord offers."""

from __future__ import annotations

import re

import pytest

from tests.discord import sim
from tests.discord.conftest import World


async def test_slash_ask_answers_with_claim_speaker_and_numbered_passage(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    text = asked.response.content
    assert "might want to mend a lack of trust. [1]" in text.replace("\\", "")
    assert "The author's own view" in text
    assert "[1] Lack of Trust, passage 2" in text
    assert not asked.response.ephemeral


async def test_private_ask_is_seen_by_the_asker_alone(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust", private=True)

    assert asked.response.ephemeral
    assert not world.channel.history(viewer=world.bob)


async def test_related_question_is_a_button_that_answers_in_private(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    clicked = await world.bob.click(asked.response.message, label="What are the pilots?")

    assert clicked.response.ephemeral
    assert "City pilots and company pilots" in clicked.response.content


async def test_related_question_still_answers_after_a_restart(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    await world.restart()
    clicked = await world.bob.click(asked.response.message, label="What are the pilots?")

    assert "City pilots" in clicked.response.content


async def test_choice_of_the_asker_becomes_the_answer_in_place(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is the credit")
    assert "Did you mean" in asked.response.content

    await world.alice.click(asked.response.message, label="What is Sesame Credit?")

    assert "loyalty programme" in asked.response.content
    assert len(world.channel.history()) == 1


async def test_choice_of_someone_else_is_answered_in_private(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is the credit")

    clicked = await world.bob.click(asked.response.message, label="What is Sesame Credit?")

    assert clicked.response.ephemeral
    assert "Did you mean" in asked.response.content


async def test_mention_is_answered_without_the_message_content_intent(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> what about trust?")

    assert not world.bot.intents.message_content
    assert "lack of trust" in world.channel.last_message.content
    assert world.channel.last_message.reference is not None


async def test_choice_under_a_mention_is_replaced_for_its_asker(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> what is the credit?")

    await world.alice.click(world.channel.last_message, label="What is Sesame Credit?")

    assert "loyalty programme" in world.channel.last_message.content


async def test_messages_that_mention_nobody_are_left_alone(world: World) -> None:
    await world.alice.send(world.channel, "what about trust?")

    assert len(world.channel.history()) == 1


async def test_direct_message_is_answered(world: World) -> None:
    await world.alice.user.send_dm("what about trust?")

    assert "lack of trust" in world.alice.user.dm_channel.last_message.content


async def test_slash_ask_works_in_a_direct_message(world: World) -> None:
    asked = await world.alice.user.slash("ask", question="what about trust")

    assert "lack of trust" in asked.response.content


async def test_context_menu_answers_a_message_in_private(world: World) -> None:
    said = await world.alice.send(world.channel, "what about trust?")

    asked = await world.bob.context_menu(world.channel, "Ask the article", said)

    assert asked.response.ephemeral
    assert "lack of trust" in asked.response.content


async def test_context_menu_on_a_message_without_text_says_so(world: World) -> None:
    said = await world.alice.send(world.channel, "", attachments=[("cat.png", b"png")])

    asked = await world.bob.context_menu(world.channel, "Ask the article", said)

    assert "no text" in asked.response.content


async def test_autocomplete_offers_questions(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "ask", "question", "sesame")

    assert [choice["value"] for choice in offered] == ["What is Sesame Credit?"]


async def test_topics_lead_by_menus_to_an_answer(world: World) -> None:
    topics = await world.alice.slash(world.channel, "topics")
    questions = await world.alice.select(topics.response.message, ["1"])
    answer = await world.alice.select(questions.response.message, ["1"])

    assert "Pilots: 2 questions" in topics.response.content
    assert "loyalty programme" in answer.response.content


async def test_sources_name_link_and_passage(world: World) -> None:
    sources = await world.alice.slash(world.channel, "sources")

    assert "<https://example.org/paper>" in sources.response.content
    assert "Pilots, passage 1" in sources.response.content


async def test_help_names_every_way_to_ask(world: World) -> None:
    shown = await world.alice.slash(world.channel, "help")
    offered = set(world.mod.available_commands(world.channel))

    assert all(
        word in shown.response.content
        for word in ("/ask", "mention", "direct message", "Ask the article", "/debate start")
    )
    assert set(re.findall(r"`/([a-z ]+)`", shown.response.content)) <= offered


@pytest.mark.parametrize(
    "question",
    [
        "   ",
        "🙂🙂🙂",
        "\u200b\u200b",
        "\u202eمرحبا بالعالم",
        "@everyone @here",
        "**bold** `code`",
        "```py\nprint()\n```",
        "x" * 6000,
        "# Big\n> quote",
    ],
    ids=[
        "empty",
        "emoji",
        "zero-width",
        "right-to-left",
        "everyone",
        "markdown",
        "fence",
        "long",
        "heading",
    ],
)
async def test_odd_question_gets_a_clear_reply(world: World, question: str) -> None:
    asked = await world.alice.slash(world.channel, "ask", question=question)

    assert asked.response.content.strip()
    assert len(asked.response.content) <= 2000
    assert not asked.response.message.mention_everyone


async def test_mention_without_words_gets_a_hint(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}>")

    assert "Ask me anything" in world.channel.last_message.content


async def test_question_is_kept_only_when_its_asker_sends_it(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="who won the cup")
    label = "Send this question to the maintainers"

    refused = await world.bob.click(asked.response.message, label=label)
    kept_before = list(world.services.feedback.kept)
    sent = await world.alice.click(asked.response.message, label=label)

    assert "Only the member who asked" in refused.response.content
    assert kept_before == []
    assert "without your name" in sent.response.content
    assert world.services.feedback.kept == ["who won the cup"]


async def test_question_is_forgotten_after_a_quarter_of_an_hour(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="who won the cup")

    await world.env.advance_time(16 * 60)
    late = await world.alice.click(
        asked.response.message, label="Send this question to the maintainers"
    )

    assert "forgotten" in late.response.content
    assert world.services.feedback.kept == []


async def test_member_asking_too_fast_is_told_how_long_to_wait(world: World) -> None:
    replies = [await world.alice.slash(world.channel, "ask", question="hello") for _ in range(7)]
    other = await world.bob.slash(world.channel, "ask", question="hello")
    await world.env.advance_time(5)
    later = await world.alice.slash(world.channel, "ask", question="hello")

    assert replies[5].response.content == "Hello!"
    assert replies[6].response.content == "You're asking faster than I can read. Try again in 5 s."
    assert replies[6].response.ephemeral
    assert other.response.content == later.response.content == "Hello!"


async def test_flood_of_mentions_is_not_answered_by_a_flood(world: World) -> None:
    for _ in range(12):
        await world.alice.send(world.channel, f"<@{world.bot.user.id}> hello")

    replies = [m.content for m in world.channel.history() if m.author.id == world.bot.user.id]
    assert len(replies) == 7
    assert sum("Try again in" in text for text in replies) == 1


async def test_nothing_the_bot_sends_may_ping(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="@everyone trust")
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> @everyone trust")
    await world.alice.slash(world.channel, "topics")

    bodies = list(sim.sent_bodies(world.env))
    assert len(bodies) >= 3
    assert all(body["allowed_mentions"]["parse"] == [] for body in bodies)
