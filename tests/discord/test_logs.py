"""The log tells what the bot did, never who asked what, where, or voted how."""

from __future__ import annotations

import logging

import pytest

from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, board, start

QUESTION = "zanzibar trust marmalade"


@pytest.mark.expects_errors
async def test_no_id_and_no_text_reaches_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await world.alice.slash(world.channel, "ask", question=QUESTION)
    await world.alice.slash(world.channel, "ask", question=f"explode {QUESTION}")
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> explode {QUESTION}")
    for _ in range(9):
        await world.bob.slash(world.channel, "ask", question=QUESTION)
    await world.mod.slash(world.channel, "moderate start", motion=MOTION, duration="1d")
    message = await start(world, motion="Marmalade for all?", options="Marmalade|Jam")
    await world.alice.click(message, label="Jam")
    await world.mod.slash(world.channel, "moderate close", debate="999")
    await world.mod.slash(world.channel, "moderate pause")
    await world.bob.click(board(world), label="Jam")
    await world.mod.slash(world.channel, "moderate close")

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert any("RuntimeError" in line for line in lines)
    assert any("slow_down" in line for line in lines)
    secrets = [
        str(found.id)
        for found in (world.alice, world.bob, world.mod, world.guild, world.channel, message)
    ]
    for line in lines:
        assert not [
            secret
            for secret in (*secrets, "zanzibar", "armalade", "Jam", "secret")
            if secret in line
        ], line


async def test_bot_keeps_no_messages_and_no_member_lists(world: World) -> None:
    await world.alice.send(world.channel, f"<@{world.bot.user.id}> {QUESTION}")

    assert not world.bot.cached_messages
    assert [member.id for member in world.bot.get_guild(world.guild.id).members] == [
        world.bot.user.id
    ]
