"""The process ends, by its own will or not, in the middle of a debate; another goes on with it."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import aiohttp
import pytest

from bot.process.shutdown import LASTING
from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder, errors_in
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import token


async def _again(world: World) -> None:
    """A new process on the same data."""
    world.bot = BotProcess(world.discord, world.bot.data)
    await world.bot.start()


async def test_a_wrong_token_is_told_in_one_line(tmp_path: Path, learned: Path) -> None:
    discord = FakeDiscord("right")
    await discord.start()
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned))
    wrong = token()
    try:
        await bot.start(ready=False, token=wrong)
        code = await asyncio.wait_for(bot._process.wait(), 90)  # type: ignore[union-attr]
        await bot._reader  # type: ignore[misc]
    finally:
        await discord.stop()

    assert code == LASTING
    assert "eyebot: Discord refuses the token" in bot.log
    assert "Traceback" not in bot.log
    assert wrong not in bot.log


async def test_told_to_stop_it_finishes_what_is_at_work(world: World) -> None:
    shown = await world.debate()
    voting = asyncio.create_task(world.vote_all(shown, range(40)))
    await world.bot.until(lambda: len(world.votes) > 3)

    loop = asyncio.get_running_loop()
    began = loop.time()
    code = await world.bot.end(signal.SIGTERM)
    took = loop.time() - began
    await voting

    assert code == 0, world.bot.log
    assert took < 10
    assert "stopped" in world.bot.log
    first_log = world.bot.log
    await _again(world)
    await world.vote_all(shown, range(100, 106))
    await world.close()
    world.check_ballots()
    assert not errors_in(first_log)


async def test_killed_in_the_middle_nothing_acknowledged_is_lost_and_the_result_comes_once(
    world: World,
) -> None:
    shown = await world.debate()
    voting = asyncio.create_task(world.vote_all(shown, range(40)))
    await world.bot.until(lambda: len(world.votes) > 5)

    await world.bot.kill()
    await voting
    acknowledged = dict(world.votes)
    await _again(world)
    stored = world.bot.choices()
    for side in ("for", "against", "undecided"):
        assert stored.count(side) >= sum(one.lower() == side for one in acknowledged.values())
    await world.close()

    assert len(world.discord.results()) == 1
    assert world.bot.secrets_in_log() == []


async def test_a_deadline_that_passed_while_it_was_dead_is_kept_at_its_start(world: World) -> None:
    shown = await world.debate("1m")
    await world.vote_all(shown, range(7))
    await world.bot.kill()
    with __import__("sqlite3").connect(world.bot.data / "eyebot.db") as database:
        database.execute("UPDATE debates SET due_at = '2026-01-01 00:00:00.000000'")

    await _again(world)
    await world.result()

    world.check_ballots()


async def test_health_readiness_and_metrics_of_the_running_process(
    tmp_path: Path, learned: Path
) -> None:
    discord = FakeDiscord(token())
    await discord.start()
    port = _free_port()
    bot = BotProcess(
        discord,
        data_folder(tmp_path / "data", learned),
        EYEBOT_HTTP_PORT=str(port),
        EYEBOT_LOG_JSON="true",
    )
    world = World(discord, bot, {})
    try:
        await bot.start()
        shown = await world.debate()
        await world.vote_all(shown, range(6))
        async with aiohttp.ClientSession() as session:
            pages = {}
            for page in ("healthz", "readyz", "metrics"):
                async with session.get(f"http://127.0.0.1:{port}/{page}") as answer:
                    pages[page] = (answer.status, await answer.text())
    finally:
        await bot.kill()
        await discord.stop()

    assert pages["healthz"] == (200, "ok\n")
    assert pages["readyz"] == (200, "ready\n")
    assert 'eyebot_votes_total{outcome="counted"} 6.0' in pages["metrics"][1]
    assert 'eyebot_interaction_seconds_count{kind="component"} 6.0' in pages["metrics"][1]
    assert "eyebot_shards_ready 1.0" in pages["metrics"][1]
    assert "eyebot_guilds 1.0" in pages["metrics"][1]


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(("code", "words"), [(4004, "copy it anew"), (4011, "EYEBOT_SHARDS")])
async def test_a_connection_that_is_closed_for_good_is_told_in_one_line(
    world: World, code: int, words: str
) -> None:
    await world.debate()
    await world.discord.gateway.drop(code)
    await world.bot.until_ended()

    (line,) = [line for line in world.bot.log.splitlines() if line.startswith("eyebot:")]
    assert words in line
    assert "Traceback" not in world.bot.log


async def test_a_discord_that_cannot_be_reached_is_told_in_one_line(
    tmp_path: Path, learned: Path
) -> None:
    discord = FakeDiscord("right")
    await discord.start()
    port = _free_port()
    nobody = f"http://127.0.0.1:{port}/api/v10"
    bot = BotProcess(discord, data_folder(tmp_path / "data", learned), EYEBOT_DISCORD_API=nobody)
    try:
        await bot.start(ready=False, token=f"{'a' * 24}.{'b' * 6}.{'c' * 38}")
        await bot.until_ended()
    finally:
        await discord.stop()

    assert "eyebot: Discord can't be reached" in bot.log
    assert "Traceback" not in bot.log
