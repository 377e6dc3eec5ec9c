"""Discord is away, or the bot is killed, while a debate is posted or a result shown: what was
posted unnoticed is found again and not posted twice.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3

from aiohttp import web

from bot.process.shutdown import LASTING
from tests.network import faults
from tests.network.bot_process import BotProcess
from tests.network.conftest import MODERATOR, World
from tests.network.payloads import CHANNEL, Payload, member, snowflake, user
from tests.network.stories import start

_POST = f"POST channels/{CHANNEL}/messages @"


def _earlier(world: World, column: str) -> None:
    """As if it were minutes ago."""
    with sqlite3.connect(world.bot.data / "eyebot.db") as database:
        database.execute(
            f"UPDATE debates SET {column} = "  # noqa: S608  # a column's name of our own
            f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '-3 minutes')"
        )


def _killing(bot: BotProcess) -> object:
    async def answer(_: web.Request) -> web.Response:
        os.kill(bot.pid, signal.SIGKILL)
        await asyncio.sleep(0.2)
        return web.Response()

    return answer


async def _message_of_debate(world: World) -> str:
    await world.bot.until(
        lambda: world.bot.rows("SELECT message FROM debates") not in ([], [("",)]), 40
    )
    return str(world.bot.rows("SELECT message FROM debates")[0][0])


async def test_a_ballot_posted_while_every_answer_was_lost_is_the_debates_one(
    world: World,
) -> None:
    world.discord.fail(_POST, faults.reset(), 5, is_late=True)

    heard = await start(world, 0)
    world.discord.channels.nonce_window = 0.0
    kept = await _message_of_debate(world)

    assert heard.shown[0].startswith("Debate 1 is saved, but Discord isn't answering.")
    assert [one["id"] for one in world.discord.channels.boards()] == [kept]
    assert world.discord.board()["components"]
    assert world.bot.rows("SELECT state FROM debates") == [("open",)]


async def test_a_ballot_posted_by_a_process_that_was_killed_is_taken_over(world: World) -> None:
    world.discord.fail(_POST, _killing(world.bot), is_late=True)  # type: ignore[arg-type]
    await world.discord.command(
        MODERATOR, "moderate start", wait=False, motion="We need it.", duration="1h"
    )
    while world.bot.is_alive:  # noqa: ASYNC110  # the other process can't wake us
        await asyncio.sleep(0.05)
    world.discord.channels.nonce_window = 0.0
    _earlier(world, "opened_at")

    await world.again()
    kept = await _message_of_debate(world)

    assert [one["id"] for one in world.discord.channels.boards()] == [kept]


async def test_a_result_posted_by_a_process_that_was_killed_is_not_posted_again(
    world: World,
) -> None:
    await world.debate()
    world.discord.fail(_POST, _killing(world.bot), is_late=True)  # type: ignore[arg-type]
    await world.discord.command(MODERATOR, "moderate close", wait=False)
    while world.bot.is_alive:  # noqa: ASYNC110  # as above
        await asyncio.sleep(0.05)
    world.discord.channels.nonce_window = 0.0
    _earlier(world, "announcing_until")

    await world.again()
    await world.bot.until(
        lambda: world.bot.rows("SELECT announced_at FROM debates") != [(None,)], 30
    )

    (result,) = world.discord.results()
    assert world.bot.rows("SELECT result_message FROM debates") == [(result["id"],)]


async def test_a_token_that_is_taken_back_ends_the_process_with_one_line(world: World) -> None:
    world.discord.token = "another"

    await world.discord.command(MODERATOR, "moderate start", motion="We need it.", wait=False)
    code = await asyncio.wait_for(world.bot._process.wait(), 20)  # type: ignore[union-attr]
    await world.bot._reader  # type: ignore[misc]

    assert code == LASTING
    assert world.bot.log.strip().splitlines()[-1].startswith("eyebot: Discord refuses the token")
    assert "Traceback" not in world.bot.log


async def test_a_mention_that_is_delivered_twice_is_answered_once(world: World) -> None:
    asked = _mention("who wrote the article?")

    for _ in range(2):
        await world.discord.gateway.emit("MESSAGE_CREATE", asked)
    await world.bot.until(lambda: bool(world.discord.channels.texts(CHANNEL)))
    await asyncio.sleep(1.0)

    assert len(world.discord.channels.texts(CHANNEL)) == 1


def _mention(text: str) -> Payload:
    asker = member("500000000000000001")
    me = user("1100", "eyebot", bot=True)
    return {
        "id": snowflake(),
        "channel_id": CHANNEL,
        "guild_id": "2200",
        "author": asker["user"],
        "member": asker,
        "content": f"<@1100> {text}",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [me],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }
