"""What goes on beside the requests fails, and shows it; deadlines are kept all the same."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import token


@pytest.fixture
async def watched(tmp_path: Path, learned: Path) -> AsyncIterator[World]:
    """A bot that shows its health; not started."""
    discord = FakeDiscord(token())
    await discord.start()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned), EYEBOT_HTTP_PORT=str(port))
    world = World(discord, bot, {})
    yield world
    if world.bot._process is not None:
        await world.bot.kill()
    await discord.stop()


async def page(world: World, name: str) -> tuple[int, str]:
    """One of the pages."""
    port = world.bot._settings["EYEBOT_HTTP_PORT"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/{name}") as answer,
    ):
        return answer.status, await answer.text()


async def until_page(world: World, name: str, text: str, seconds: float = 40) -> str:
    """Wait until a page holds a text."""
    async with asyncio.timeout(seconds):
        # The other process can't wake us.
        while text not in (found := (await page(world, name))[1]):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    return found


def _end_soon(world: World, seconds: float) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S.%f")
    world.bot.write("UPDATE debates SET due_at = ?", soon)


async def _debate_with_votes(world: World) -> None:
    await world.bot.start()
    shown = await world.debate()
    await world.vote_all(shown, range(7))
    await world.bot.kill()


async def test_with_a_garbage_deadline_file_debates_close_and_the_trouble_shows(
    watched: World,
) -> None:
    await _debate_with_votes(watched)
    file = watched.bot.data / "eyebot-deadlines.db"
    for part in watched.bot.data.glob("eyebot-deadlines.db*"):
        part.unlink()
    file.write_bytes(b"this is no database\n" * 500)
    _end_soon(watched, 8)

    await watched.bot.start()
    await watched.result(40)

    watched.check_ballots()
    ready = await until_page(watched, "readyz", "degraded: deadlines: can't start (DatabaseError)")
    assert ready.startswith("ready\n"), "members are served all the same"
    metrics = await until_page(watched, "metrics", 'eyebot_background_up{part="sweep"} 1.0')
    assert 'eyebot_background_up{part="deadlines"} 0.0' in metrics
    assert "eyebot_deadlines_overdue 0.0" in metrics
    assert "Traceback" not in watched.bot.log

    for part in watched.bot.data.glob("eyebot-deadlines.db*"):
        part.unlink()
    await until_page(watched, "metrics", 'eyebot_background_up{part="deadlines"} 1.0', 60)
    assert (await page(watched, "readyz"))[1] == "ready\n"
    assert await watched.bot.end() == 0, watched.bot.log


async def test_with_the_deadline_file_locked_at_the_start_debates_close(watched: World) -> None:
    await _debate_with_votes(watched)
    lock = sqlite3.connect(watched.bot.data / "eyebot-deadlines.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    _end_soon(watched, 6)

    await watched.bot.start()
    await watched.result(40)
    ready = await until_page(watched, "readyz", "degraded: deadlines: ")
    lock.rollback()
    lock.close()
    await until_page(watched, "metrics", 'eyebot_background_up{part="deadlines"} 1.0', 90)

    assert ready.startswith("ready\n")
    watched.check_ballots()
    assert await watched.bot.end() == 0, watched.bot.log
