"""Told to stop, the process is gone within ten seconds, whatever hangs; what it was about to show
is shown by the next within fifteen.

The seconds are measured, not tuned to: run with `-o log_cli=true -o log_cli_level=INFO` to see
them.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.process.shutdown import UNFINISHED
from tests.network import faults
from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import token

_LOG = logging.getLogger(__name__)
_RESULT = "POST channels"
_LIMIT = 10.0


async def stop(bot: BotProcess, situation: str) -> int:
    """Tell it to stop; its exit code, once it is gone."""
    began, said = time.monotonic(), len(bot.log)
    code = await bot.end(signal.SIGTERM, 30)
    took = time.monotonic() - began
    _LOG.info("stopped in %.1f s, exit code %d: %s", took, code, situation)
    assert took < _LIMIT, (situation, took, bot.log)
    assert "Traceback" not in bot.log[said:]
    assert bot.secrets_in_log() == []
    return code


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    """A fake Discord without a bot."""
    fake = FakeDiscord(token())
    await fake.start()
    yield fake
    await fake.stop()


async def test_idle(world: World) -> None:
    assert await stop(world.bot, "idle") == 0


@pytest.mark.parametrize("seconds", [1, 12])
async def test_in_an_outage_of_the_gateway(world: World, seconds: float) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(6))
    world.discord.gateway.away = True
    await world.discord.gateway.cut()
    await asyncio.sleep(seconds)

    code = await stop(world.bot, f"gateway away for {seconds} s")

    assert code == 0, "nothing was lost by it"
    world.check_ballots()


async def test_with_the_database_locked_and_votes_waiting(world: World) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(6))
    lock = sqlite3.connect(world.bot.data / "eyebot.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    waiting = [await world.discord.vote(number, shown, "For", wait=False) for number in (20, 21)]
    await asyncio.sleep(1)

    code = await stop(world.bot, "database locked, two votes waiting")

    lock.rollback()
    lock.close()
    assert code == UNFINISHED or all(heard.said.is_set() for heard in waiting)
    assert not any("Counted" in heard.text for heard in waiting)
    world.check_ballots()


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("GET users/@me", faults.too_many(30)),
        ("GET gateway/bot", faults.too_many(30)),
        ("PUT applications", faults.silent(30)),
    ],
)
async def test_refused_at_the_start(
    discord: FakeDiscord, tmp_path: Path, learned: Path, where: str, answer: faults.Answer
) -> None:
    discord.fail(where, answer, 1000)
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned))
    try:
        await bot.start(ready=False)
        await bot.until(lambda: any(where in line for line in discord.requests))
        await asyncio.sleep(1)

        code = await stop(bot, f"refused at the start: {where}")
    finally:
        await bot.kill()

    assert code == 0, bot.log


async def test_a_gateway_that_refuses_from_the_start(
    discord: FakeDiscord, tmp_path: Path, learned: Path
) -> None:
    discord.gateway.away = True
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned))
    try:
        await bot.start(ready=False)
        await bot.until(lambda: "GET gateway/bot" in discord.requests)
        await asyncio.sleep(2)

        code = await stop(bot, "gateway refuses from the start")
    finally:
        await bot.kill()

    assert code == 0, bot.log


async def test_before_anything_is_at_work(
    discord: FakeDiscord, tmp_path: Path, learned: Path
) -> None:
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned))
    try:
        await bot.start(ready=False)
        await asyncio.sleep(1.2)

        await stop(bot, "while it starts")
    finally:
        await bot.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_right_after_a_deadline_the_result_is_shown_by_the_next_process(
    world: World, how: signal.Signals
) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(7))
    await world.bot.kill()
    soon = (datetime.now(UTC) + timedelta(seconds=8)).strftime("%Y-%m-%d %H:%M:%S.%f")
    world.bot.write("UPDATE debates SET due_at = ?", soon)
    world.discord.fail(_RESULT, faults.silent(60), 1)
    before = len(world.discord.requests)
    world.bot = BotProcess(world.discord, world.bot.data)
    await world.bot.start()
    await world.bot.until(
        lambda: any(_RESULT in line for line in world.discord.requests[before:]), 40
    )

    if how is signal.SIGTERM:
        code = await stop(world.bot, "right after a deadline")
        assert code in (0, UNFINISHED)
    else:
        await world.bot.kill()
    assert not world.discord.results(), "its result is not shown yet"
    world.bot = BotProcess(world.discord, world.bot.data)
    began = time.monotonic()
    await world.bot.start()
    ready = time.monotonic()
    await world.result()
    took = time.monotonic() - ready
    _LOG.info("ready in %.1f s, result shown %.1f s later, %s", ready - began, took, how.name)

    assert took < 12, "the lease of one that was killed, and a look; a start takes three seconds"
    world.check_ballots()
