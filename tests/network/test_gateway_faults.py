"""The gateway fails: sessions are resumed with what was missed, or begun anew, and no vote is lost
or doubled.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder
from tests.network.fake_discord import FakeDiscord
from tests.network.gateway import IDENTIFY, RESUME
from tests.network.payloads import token


def _count(world: World, op: int) -> int:
    return sum(command["op"] == op for command in world.discord.gateway.commands)


async def test_events_missed_while_the_line_was_down_come_with_the_resumed_session(
    world: World,
) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(6))
    gateway = world.discord.gateway

    await gateway.drop()
    waiting = asyncio.create_task(world.vote_all(shown, range(6, 10)))
    await world.bot.until(lambda: _count(world, RESUME) == 1 and gateway.connected == 1)
    await waiting

    assert _count(world, IDENTIFY) == 1
    assert len(world.votes) == 10
    await world.close()
    world.check_ballots()


async def test_a_broken_line_is_found_and_mended(world: World) -> None:
    shown = await world.debate()
    await world.discord.gateway.cut()
    await world.bot.until(
        lambda: _count(world, RESUME) == 1 and world.discord.gateway.connected == 1
    )

    await world.vote_all(shown, range(6))
    await world.close()

    assert len(world.votes) == 6
    world.check_ballots()


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session(world: World, resumable: bool) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(3))
    gateway = world.discord.gateway

    await gateway.invalidate(resumable=resumable)
    wanted = RESUME if resumable else IDENTIFY
    before = 0 if resumable else 1
    await world.bot.until(lambda: _count(world, wanted) > before and gateway.connected == 1, 30)
    await world.vote_all(shown, range(3, 8))
    await world.close()

    assert len(world.votes) == 8
    world.check_ballots()


async def test_a_session_that_can_no_longer_be_resumed_is_begun_anew(world: World) -> None:
    shown = await world.debate()
    gateway = world.discord.gateway
    gateway.refuse_resume = True

    await gateway.drop()
    await world.bot.until(lambda: _count(world, IDENTIFY) == 2 and gateway.connected == 1, 30)
    await world.vote_all(shown, range(6))
    await world.close()

    assert len(world.votes) == 6
    world.check_ballots()


async def test_a_heartbeat_that_is_never_answered_leads_to_a_new_connection(
    tmp_path: Path, learned: Path
) -> None:
    discord = FakeDiscord(token())
    discord.gateway.heartbeat_ms = 800
    discord.gateway.acknowledges = False
    await discord.start()
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned), EYEBOT_HEARTBEAT_TIMEOUT="3")
    world = World(discord, bot, {})
    try:
        await bot.start()
        await bot.until(lambda: _count(world, RESUME) + _count(world, IDENTIFY) > 1, 30)
        discord.gateway.acknowledges = True
        await bot.until(lambda: discord.gateway.connected == 1, 30)
        shown = await world.debate()
        await world.vote_all(shown, range(6))
        await world.close()
        world.check_ballots()
    finally:
        await bot.kill()
        await discord.stop()
