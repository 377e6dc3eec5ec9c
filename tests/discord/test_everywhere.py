"""Where the bot can be asked and by whom: servers, threads, forum posts, voice channels' text,
direct messages, installed for a server or by a member; and what it does with odd messages there.
"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from bot.dialogue.replies import Outcome, Reply
from tests.discord import shown, sim
from tests.discord.conftest import World
from tests.discord.test_commands import synced

_EVERYWHERE = {
    "ask", "read", "topics", "sources", "surprise", "glossary", "quiz", "help", "argue", "privacy",
    "Ask the article",
}  # fmt: skip


def test_commands_on_the_article_are_offered_everywhere(world: World) -> None:
    commands = {one["name"]: one for one in synced(world.env)}

    for name in _EVERYWHERE:
        assert sorted(commands[name]["contexts"]) == [0, 1, 2], name
        assert sorted(commands[name]["integration_types"]) == [0, 1], name


def test_members_are_not_offered_what_they_cannot_use(world: World) -> None:
    offered = " ".join(world.alice.available_commands(world.channel))
    moderators = " ".join(world.mod.available_commands(world.channel))

    assert "kb " not in offered
    assert "settings " not in offered
    assert "kb " not in moderators
    assert "settings show" in moderators


async def test_a_mention_is_answered_in_a_thread_a_forum_post_and_a_voice_channel(
    world: World,
) -> None:
    voice = world.guild.create_voice_channel("voice")
    forum = world.guild.create_forum_channel("forum")
    await world.bot.get_channel(world.channel.id).create_thread(
        name="talk", type=discord.ChannelType.public_thread
    )
    await world.bot.get_channel(forum.id).create_thread(name="post", content="Let's talk")

    for place in (world.channel.threads[0], voice, forum.threads[0]):
        await world.env.advance_time(20)
        await world.alice.send(place, f"<@{world.bot.user.id}> what about trust?")
        assert "lack of trust" in shown.words(place.last_message), place


async def test_a_member_who_installed_it_asks_where_the_server_has_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a group chat, where Discord names no server."""
    sim.installed_by(monkeypatch, world.alice.id)

    asked = await world.alice.user.slash("ask", question="what about trust")
    helped = await world.alice.user.slash("help")

    assert "lack of trust" in shown.words(asked.response)
    assert "Debates run in servers" in shown.words(helped.response)


@pytest.mark.parametrize(
    "content",
    ["<@{me}>", "<@{me}> <@{me}>", "<@{me}> <@{bob}>", "<@{me}> @everyone", "<@{me}> \u2800\u3164",
     "<@{me}> \u200b\u115f", "<@{me}> <#1234567890> <:eye:1234567890>"],
)  # fmt: skip
async def test_a_message_of_nothing_but_mentions_gets_a_hint(world: World, content: str) -> None:
    text = content.format(me=world.bot.user.id, bob=world.bob.id)

    await world.alice.send(world.channel, text)

    assert "Ask me anything" in shown.words(world.channel.last_message)


async def test_whom_a_question_mentions_is_not_part_of_it(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> <@{world.bob.id}> hello")

    assert shown.words(world.channel.last_message) == "Hello!"


async def test_a_message_of_mentions_has_no_text_to_look_up(world: World) -> None:
    said = await world.alice.send(world.channel, f"<@{world.bob.id}> <@{world.mod.id}>")

    asked = await world.bob.context_menu(world.channel, "Ask the article", said)

    assert "no text" in shown.words(asked.response)


async def test_ten_messages_in_a_second_get_six_answers_and_one_request_to_wait(
    world: World,
) -> None:
    for _ in range(10):
        await world.alice.send(world.channel, f"<@{world.bot.user.id}> hello")

    mine = [one for one in world.channel.history() if one.author.id == world.bot.user.id]
    said = [shown.words(one) for one in mine]
    assert said.count("Hello!") == 6
    assert sum("Try again in" in text for text in said) == 1
    assert len(said) == 7


async def test_a_miss_in_a_channel_is_short(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> who won the cup?")

    assert shown.words(world.channel.last_message) == "The article doesn't say."
    assert "Why was it set up?" in shown.buttons(world.channel.last_message)


def answer_slowly(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than the bot waits before it shows that it thinks."""
    quick = world.services.ask.ask_aside

    async def slowly(*args: Any, **options: Any) -> Any:
        await asyncio.sleep(0.05)
        return await quick(*args, **options)

    monkeypatch.setattr("bot.adapters.discord.ask.answering._PATIENCE", 0.01)
    monkeypatch.setattr(world.services.ask, "ask_aside", slowly)


async def test_an_answer_that_takes_long_is_waited_for_and_can_be_shown_to_everyone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_slowly(world, monkeypatch)

    answer = await world.alice.slash(world.channel, "ask", question="what about trust")
    miss = await world.alice.slash(world.channel, "ask", question="who won the cup")
    assert not world.channel.history(viewer=world.bob)
    await world.alice.click(answer.response, label="Show everyone")

    assert "lack of trust" in shown.words(answer.response)
    assert "doesn't say" in shown.words(miss.response)
    assert miss.response.ephemeral
    assert "lack of trust" in shown.words(world.channel.history(viewer=world.bob)[0])


async def test_no_answer_uses_an_embed_where_small_print_would_show_its_marks(
    world: World,
) -> None:
    """`-#` is small print in a message only: inside an embed's field it showed raw."""
    await world.alice.slash(world.channel, "ask", question="what about trust")
    await world.alice.slash(world.channel, "argue", side="for")
    await world.alice.slash(world.channel, "read", section="Lack of Trust")

    for body in sim.sent_bodies(world.env):
        assert not body.get("embeds")
        for one in shown.walk(body.get("components") or []):
            lines = one.get("content", "").splitlines()
            assert all(line.startswith("-# ") for line in lines if "-#" in line)
            assert all(line.strip() for line in lines)


async def test_an_unknown_button_says_what_to_do(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    pressed: Any = await sim.press(world.env, world.alice, asked.response.message, "ask:nope:1")

    assert "command has changed" in pressed.response.content


async def test_points_for_each_side_are_argued_with_passages(world: World) -> None:
    for_side = (await world.alice.slash(world.channel, "argue", side="for")).response
    against = (await world.alice.slash(world.channel, "argue", side="against")).response

    said = [shown.words(one) for one in (for_side, against)]
    assert said[0] != said[1]
    assert all("[1]" in one and "passage" in one for one in said)
    assert all(one.ephemeral and shown.fits(one) for one in (for_side, against))


async def test_an_answer_that_discord_will_not_show_is_said_in_plain_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_slowly(world, monkeypatch)
    refused = "/webhooks/*/*/messages/@original"
    world.env.inject_error("PATCH", refused, status=400, times=1)

    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    assert "mend a lack of trust" in asked.response.content


async def test_who_asks_what_others_think_is_shown_what_is_open_where_they_can_see(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.alice: hidden})
    await world.mod.slash(world.channel, "debate start", motion="Cash must stay.")
    await world.mod.slash(closed, "debate start", motion="A secret matter.")
    reply = Reply(Outcome.CHAT, "A debate would show it.", 1.0, asks_debates=True)
    monkeypatch.setattr(world.services.ask, "ask", lambda *_, **__: reply)

    seen = await world.alice.slash(world.channel, "ask", question="what do others think?")
    other = await world.alice.user.slash("ask", question="what do others think?")

    text = shown.words(seen.response)
    assert "[Cash must stay.](<https://discord.com/channels/" in text
    assert "secret" not in text
    assert seen.response.ephemeral
    assert "Open here now" not in shown.words(other.response)
