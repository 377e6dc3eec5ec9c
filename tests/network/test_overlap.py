"""A new process takes over from an old one on the same PostgreSQL: each interaction is taken once
and none is lost; IDENTIFYs keep their pace.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests.network.bot_process import PATIENCE, BotProcess
from tests.network.conftest import SIDES, World, data_folder, errors_in
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import token
from tests.storage.conftest import _postgres_database, postgres  # noqa: F401  # a fixture


@pytest.fixture
async def pair(
    tmp_path: Path,
    learned: Path,
    postgres: str,  # noqa: F811  # the fixture
) -> AsyncIterator[tuple[World, BotProcess, str]]:
    """An old process, connected, and a new one, not started; and the database's address."""
    url = await _postgres_database(postgres)
    discord = FakeDiscord(token())
    await discord.start()
    old, new = (
        BotProcess(
            discord,
            data_folder(tmp_path / name, learned),
            EYEBOT_DATABASE_URL=url,
            EYEBOT_PROCESS=name,
            EYEBOT_KEYS=str(tmp_path / "keys"),
        )
        for name in ("old", "new")
    )
    try:
        await old.start()
        yield World(discord, old, {}), new, url.replace("+asyncpg", "")
    finally:
        await discord.stop()


async def test_no_interaction_is_lost_or_taken_twice_when_a_new_process_takes_over(
    pair: tuple[World, BotProcess, str],
) -> None:
    world, new, url = pair
    old = world.bot
    shown = await world.debate()
    voted: list[int] = []

    async def go_on(first: int) -> None:
        for number in range(first, first + 1000):
            if stop.is_set():
                return
            heard = await world.discord.vote(number, shown, SIDES[number % 3], wait=False)
            await asyncio.wait_for(heard.answered.wait(), PATIENCE)
            await world.bot.until(lambda: bool(heard.answers))  # noqa: B023  # it is awaited here
            assert "Counted" in heard.text
            assert heard.callbacks == 1
            voted.append(number)
            await asyncio.sleep(0.01)

    stop = asyncio.Event()
    voters = [asyncio.create_task(go_on(n * 1000)) for n in range(5)]
    await new.start()
    world.bot = new
    during = len(voted)
    await world.bot.until(lambda: len(voted) > during + 20)
    assert world.discord.gateway.connected == 2
    before = len(voted)
    assert await old.end(signal.SIGTERM) == 0
    await world.bot.until(lambda: len(voted) > before + 20)  # votes go on while and after it left
    stop.set()
    await asyncio.gather(*voters)

    connection = await asyncpg.connect(url)
    assert await connection.fetchval("SELECT count(*) FROM ballots") == len(voted)
    await connection.close()
    await world.close()
    assert old.secrets_in_log() == new.secrets_in_log() == []
    assert not errors_in(old.log + new.log)


async def test_the_second_process_waits_for_its_turn_to_identify(
    pair: tuple[World, BotProcess, str],
) -> None:
    world, new, _ = pair
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(world.bot.kill())
    again = BotProcess(world.discord, world.bot.data, **world.bot._settings)
    await asyncio.gather(again.start(), new.start())
    took = loop.time() - began

    assert took >= 5, "two IDENTIFYs of one bucket within five seconds"
