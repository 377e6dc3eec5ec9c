"""Members ask, in every way Discord offers."""

from __future__ import annotations

import discord
import pytest

from tests.discord import shown, sim
from tests.discord.conftest import World


async def test_slash_ask_shows_question_claim_speaker_and_passages(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    said = shown.words(asked.response)
    assert said.splitlines() == [
        "> what about trust",
        "The government might want to mend a lack of trust. [1]",
        "-# The author's own view, said with a hedge: “might” · [1] Lack of Trust, passage 2",
    ]
    assert shown.buttons(asked.response) == [
        "What are the pilots?", "What is Sesame Credit?",
        "Sources", "Follow up", "Helpful", "Wrong",
    ]  # fmt: skip
    assert not asked.response.ephemeral
    assert shown.fits(asked.response)


async def test_private_ask_is_seen_by_the_asker_alone(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust", private=True)

    assert asked.response.ephemeral
    assert not world.channel.history(viewer=world.bob)


async def test_related_question_is_a_button_that_answers_in_private(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    clicked = await world.bob.click(asked.response.message, label="What are the pilots?")

    assert clicked.response.ephemeral
    assert "City pilots and company pilots" in shown.words(clicked.response)


async def test_related_question_still_answers_after_a_restart(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    await world.restart()
    clicked = await world.bob.click(asked.response.message, label="What are the pilots?")

    assert "City pilots" in shown.words(clicked.response)


@pytest.mark.parametrize("question", ["who won the cup", "what is the credit", "hello"])
async def test_what_is_no_answer_is_its_askers_business(world: World, question: str) -> None:
    asked = await world.alice.slash(world.channel, "ask", question=question)

    assert asked.response.ephemeral
    assert shown.words(asked.response).startswith(f"> {question}")
    assert not world.channel.history(viewer=world.bob)


async def test_choice_of_the_asker_becomes_the_answer_in_place_and_can_be_shown(
    world: World,
) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is the credit")
    assert "Did you mean" in shown.words(asked.response)

    await world.alice.click(asked.response.message, label="What is Sesame Credit?")
    assert "loyalty programme" in shown.words(asked.response)
    assert not world.channel.history(viewer=world.bob)
    everyone = await world.alice.click(asked.response.message, label="Show everyone")

    assert not everyone.response.ephemeral
    assert "> What is Sesame Credit?" in shown.words(everyone.response)
    assert len(world.channel.history(viewer=world.bob)) == 1


async def test_choice_of_someone_else_is_answered_in_private(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> what is the credit")
    asked = world.channel.last_message

    clicked = await world.bob.click(asked, label="What is Sesame Credit?")

    assert clicked.response.ephemeral
    assert "loyalty programme" in shown.words(clicked.response)
    assert "Did you mean" in shown.words(world.channel.last_message)


async def test_who_may_not_write_here_can_not_show_everyone(world: World) -> None:
    silent = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("hall", overwrites={world.alice: silent})
    asked = await world.alice.slash(channel, "ask", question="what about trust", private=True)

    refused = await world.alice.click(asked.response.message, label="Show everyone")

    assert refused.response.ephemeral
    assert "can't write in that channel" in shown.words(refused.response)


async def test_mention_is_answered_without_the_message_content_intent(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> what about trust?")

    assert not world.bot.intents.message_content
    assert "lack of trust" in shown.words(world.channel.last_message)
    assert world.channel.last_message.reference is not None


async def test_choice_under_a_mention_is_replaced_for_its_asker(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> what is the credit?")

    await world.alice.click(world.channel.last_message, label="What is Sesame Credit?")

    assert "loyalty programme" in shown.words(world.channel.last_message)


async def test_messages_that_mention_nobody_are_left_alone(world: World) -> None:
    await world.alice.send(world.channel, "what about trust?")

    assert len(world.channel.history()) == 1


async def test_direct_message_is_answered(world: World) -> None:
    await world.alice.user.send_dm("what about trust?")

    assert "lack of trust" in shown.words(world.alice.user.dm_channel.last_message)


async def test_slash_ask_works_in_a_direct_message(world: World) -> None:
    asked = await world.alice.user.slash("ask", question="what about trust")

    assert "lack of trust" in shown.words(asked.response)


async def test_context_menu_answers_a_message_in_private(world: World) -> None:
    said = await world.alice.send(world.channel, "what about trust?")

    asked = await world.bob.context_menu(world.channel, "Ask the article", said)

    assert asked.response.ephemeral
    assert "lack of trust" in shown.words(asked.response)


async def test_context_menu_on_a_message_without_text_says_so(world: World) -> None:
    said = await world.alice.send(world.channel, "", attachments=[("cat.png", b"png")])

    asked = await world.bob.context_menu(world.channel, "Ask the article", said)

    assert "no text" in shown.words(asked.response)


async def test_autocomplete_offers_questions(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "ask", "question", "sesame")

    assert [choice["value"] for choice in offered] == ["What is Sesame Credit?"]


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

    assert shown.words(asked.response).strip()
    assert shown.fits(asked.response)
    assert not asked.response.message.mention_everyone


async def test_mention_without_words_gets_a_hint(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}>")

    assert "Ask me anything" in shown.words(world.channel.last_message)


async def test_question_is_kept_only_when_its_asker_sends_it(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> who won the cup")
    asked, label = world.channel.last_message, "Send this question to the maintainers"

    refused = await world.bob.click(asked, label=label)
    kept_before = list(world.services.feedback.kept)
    sent = await world.alice.click(asked, label=label)

    assert "Only the member who asked" in shown.words(refused.response)
    assert kept_before == []
    assert "without your name" in shown.words(sent.response)
    assert world.services.feedback.kept == ["who won the cup"]


async def test_question_is_forgotten_after_a_quarter_of_an_hour(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="who won the cup")

    await world.env.advance_time(16 * 60)
    late = await world.alice.click(
        asked.response.message, label="Send this question to the maintainers"
    )

    assert "forgotten" in shown.words(late.response)
    assert world.services.feedback.kept == []


async def test_member_asking_too_fast_is_told_how_long_to_wait(world: World) -> None:
    replies = [await world.alice.slash(world.channel, "ask", question="hello") for _ in range(7)]
    other = await world.bob.slash(world.channel, "ask", question="hello")
    await world.env.advance_time(5)
    later = await world.alice.slash(world.channel, "ask", question="hello")

    assert "Hello!" in shown.words(replies[5].response)
    refused = shown.words(replies[6].response)
    assert refused == "You're asking faster than I can read. Try again in 5 s."
    assert replies[6].response.ephemeral
    assert "Hello!" in shown.words(other.response)
    assert "Hello!" in shown.words(later.response)


async def test_flood_of_mentions_is_not_answered_by_a_flood(world: World) -> None:
    for _ in range(12):
        await world.alice.send(world.channel, f"<@{world.bot.user.id}> hello")

    replies = [shown.words(m) for m in world.channel.history() if m.author.id == world.bot.user.id]
    assert len(replies) == 7
    assert sum("Try again in" in text for text in replies) == 1


async def test_nothing_the_bot_sends_may_ping(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="@everyone trust")
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> @everyone trust")
    await world.alice.slash(world.channel, "topics")

    bodies = list(sim.sent_bodies(world.env))
    assert len(bodies) >= 3
    assert all(body["allowed_mentions"]["parse"] == [] for body in bodies)
