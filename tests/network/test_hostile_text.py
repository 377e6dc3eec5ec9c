"""A member sends what once held the event loop for minutes; the process goes on answering."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from tests.hostile import KINDS, LENGTH
from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import member, token
from tests.network.test_process import _free_port

FREEZING = "what is" + " " * 2000 + "it about"
_ALL_ANSWERED = 90.0
"""Seconds until the last of all hostile messages must have been answered."""
_LONGEST_PAUSE = 2.0
"""Seconds that `/healthz` may take: far below minutes, far above a busy machine's hiccup."""


@asynccontextmanager
async def _answering(
    tmp_path: Path, learned: Path
) -> AsyncIterator[tuple[FakeDiscord, World, int]]:
    """A fake Discord, the bot in it, and the port of its health."""
    discord = FakeDiscord(token())
    await discord.start()
    port = _free_port()
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned), EYEBOT_HTTP_PORT=str(port))
    try:
        await bot.start()
        yield discord, World(discord, bot, {}), port
    finally:
        await bot.kill()
        await discord.stop()


async def test_no_hostile_message_holds_up_the_process(tmp_path: Path, learned: Path) -> None:
    async with _answering(tmp_path, learned) as (discord, world, port):
        async with aiohttp.ClientSession() as session:
            pauses = asyncio.create_task(_longest_pause(session, port))
            asked = [
                await discord.command(member(str(10**18 + n)), "ask", wait=False, question=text)
                for n, text in enumerate(_hostile())
            ]
            async with asyncio.timeout(_ALL_ANSWERED):
                # The answers come from another process, which sets no event of ours.
                while not all(one.answers for one in asked):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            pauses.cancel()
            with suppress(asyncio.CancelledError):
                await pauses

        assert len(asked) >= 40
        world.check_log()


def _hostile() -> list[str]:
    """One text of each hostile kind, as long as a member can send."""
    found = (kind if isinstance(kind, str) else next(kind) for kind in KINDS.values())
    return [text[:LENGTH] for text in found]


async def _longest_pause(session: aiohttp.ClientSession, port: int) -> None:
    """Ask for health all the time; fails when an answer takes long. Ends only when cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        assert loop.time() - began < _LONGEST_PAUSE
        await asyncio.sleep(0.02)


async def test_a_message_of_blanks_holds_up_nobody(tmp_path: Path, learned: Path) -> None:
    slowest = 0.0
    async with _answering(tmp_path, learned) as (discord, world, port):
        loop = asyncio.get_running_loop()
        asked = await discord.command(
            member("500000000000000001"), "ask", wait=False, question=FREEZING
        )
        other = await discord.command(
            member("500000000000000002"), "ask", wait=False, question="who wrote the article?"
        )
        async with aiohttp.ClientSession() as session:
            while not (asked.answers and other.answers):
                began = loop.time()
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    assert answer.status == 200
                slowest = max(slowest, loop.time() - began)
                assert slowest < _LONGEST_PAUSE
                await asyncio.sleep(0.02)
        assert asked.text
        assert "communicator" in other.text.lower()
        world.check_log()
