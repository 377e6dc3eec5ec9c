"""Whatever goes wrong reaches the member in words and the log without a secret."""

from __future__ import annotations

import io
import logging
import re
import sys

import discord
import pytest

from bot import log
from bot.errors import DebateError, EyebotError, UnavailableError
from tests.discord.conftest import World
from tests.discord.test_debate import start


@pytest.mark.expects_errors
async def test_unexpected_error_is_told_in_words_and_logged_without_ids_or_text(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="please explode now")

    logged = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("bot"))
    assert "Something went wrong on my side" in asked.response.content
    assert "RuntimeError at fakes.py" in logged
    assert "/ask" in logged
    assert not {str(world.alice.id), "explode", "secret"} & set(logged.split())


def _reference(told: str) -> str:
    found = re.search(r"reference ([0-9a-f]{8})\b", told)
    assert found, told
    return found[1]


@pytest.mark.expects_errors
async def test_a_member_is_told_a_reference_that_finds_the_line_in_the_log(world: World) -> None:
    written, root = io.StringIO(), logging.getLogger()
    before, level = list(root.handlers), root.level
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "stderr", written)
        log.set_up("INFO", as_json=False)
    try:
        asked = [
            await who.slash(world.channel, "ask", question="please explode now")
            for who in (world.alice, world.bob)
        ]
        await world.alice.send(world.channel, f"<@{world.bot.user.id}> explode")
    finally:
        root.handlers[:] = before
        root.setLevel(level)

    told = [*(one.response.content for one in asked), world.channel.last_message.content]
    names = [_reference(text) for text in told]
    assert len(set(names)) == 3, "each has its own"
    for name in names:
        (line,) = (one for one in written.getvalue().splitlines() if name in one)
        assert "RuntimeError" in line
        assert not re.search(r"\d{15,}", line), "no member's id"


async def test_a_vote_that_is_not_recorded_has_a_reference_and_a_refused_one_has_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await start(world)

    async def told(error: EyebotError) -> str:
        async def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr("bot.storage.ballot_box.SqlBallotBox.act", fail)
        clicked = await world.alice.click(message, label="▲ For")
        assert clicked.response
        return str(clicked.response.content)

    lost, refused = await told(UnavailableError()), await told(DebateError("errors.debate"))

    assert "nothing was recorded" in lost
    assert _reference(lost)
    assert "reference" not in refused


@pytest.mark.expects_errors
async def test_unexpected_error_of_a_mention_is_told_in_words(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> explode")

    assert "Something went wrong" in world.channel.last_message.content


@pytest.mark.expects_errors
async def test_error_inside_a_dynamic_button_reaches_the_member(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what about trust")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(world.services.ask, "answer_entry", fail)
    clicked = await world.bob.click(asked.response.message, label="What are the pilots?")

    assert "Something went wrong" in clicked.response.content
    assert clicked.response.ephemeral


async def test_discord_being_down_is_said_as_such(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    world.env.inject_error("POST", "/interactions/*/callback", status=503, times=1)

    asked = await world.alice.slash(world.channel, "ask", question="trust")

    assert "Discord didn't answer just now" in asked.response.content
    assert "Discord answered 503" in caplog.text


async def test_channel_where_the_bot_may_not_speak_costs_a_log_line_only(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    silent = discord.PermissionOverwrite(send_messages=False)
    channel = world.guild.create_text_channel("silent", overwrites={world.bot.user: silent})

    await world.alice.send(channel, f"<@{world.bot.user.id}> trust")

    assert "50013" in caplog.text
    assert len(channel.history()) == 1
