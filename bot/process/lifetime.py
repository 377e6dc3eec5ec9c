"""Runs the client until Discord ends it or the process is told to stop, and stops it: what is at
work is finished or handed over, each step in bounded time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import aiohttp
import discord

from bot.adapters.discord.client import EyebotClient
from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.http.metrics import Gateway
from bot.adapters.http.server import HealthServer
from bot.debate.models import Debate
from bot.errors import NotNowError, SetUpError
from bot.process.shutdown import LASTING, PASSING, Shutdown
from bot.services.ports import Announcer, BallotBox
from bot.timers.supervisor import Supervisor
from bot.timers.sweep import Sweep

_LOG = logging.getLogger(__name__)
_HEARING, _FINISHING, _STORING, _TELLING, _PARTS, _LEAVING, _NOTING = (
    0.8,
    3.0,
    0.5,
    0.5,
    2.6,
    0.6,
    0.7,
)
"""Seconds for each step of stopping: together less than ten, which is what whoever stops a process
waits.
"""
_ANOTHER_KEY = (
    "Discord refuses the token; copy it anew from the developer portal (Bot, Reset Token)"
)
_CLOSED_FOR_GOOD = {
    4004: _ANOTHER_KEY,
    4010: "Discord knows no such shard; mend EYEBOT_SHARDS",
    4011: "Discord wants more shards; raise the total in EYEBOT_SHARDS, or set it to auto",
    4012: "Discord no longer speaks this version of its gateway; install a newer eyebot",
    4013: "Discord knows no such intents; install a newer eyebot",
    4014: "Discord refuses an intent; eyebot asks for none that needs leave, so look whether the"
    " token is this bot's own",
}
"""What the gateway closes a connection with when trying again is no use."""


@dataclass(slots=True)
class Late:
    """What is made last but asked for by what is made before it."""

    client: EyebotClient | None = None
    sweep: Sweep | None = None

    def announcer(self) -> Announcer | None:
        """What services speak through."""
        return self.client.part(DiscordAnnouncer) if self.client else None

    def is_mine(self, debate: Debate) -> bool:
        """Whether this process serves a debate's server."""
        return self.client is not None and self.client.serves(debate.community)

    def wake(self) -> None:
        """Something is to be tried again soon."""
        if self.sweep is not None:
            self.sweep.wake()

    def gateway(self) -> Gateway:
        """How the connection to Discord stands."""
        client = self.client
        if client is None or client.is_closed():
            return Gateway({}, 0, 0)
        return Gateway(
            client.connected_shards(),
            len(client.shard_ids or ()) or client.shard_count or 1,
            len(client.guilds),
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """What is closed at the end, the last first, each in bounded time."""

    stack: AsyncExitStack
    shutdown: Shutdown

    def add(
        self, name: str, close: Callable[[], Awaitable[object]], *, matters: bool = False
    ) -> None:
        """At the end, this."""

        async def bounded() -> None:
            await self.shutdown.step(name, close(), _NOTING, matters=matters)

        self.stack.push_async_callback(bounded)


@dataclass(frozen=True, slots=True)
class Running:
    """What has to be stopped in order."""

    client: EyebotClient
    box: BallotBox
    background: Supervisor
    health: HealthServer | None


async def until_stopped(running: Running, token: str, shutdown: Shutdown) -> None:
    """Run until Discord ends it or the process is told to stop; then finish what is at work.

    Raises SetUpError where Discord refuses the token.
    """
    connection = asyncio.create_task(running.client.start(token))
    asked = asyncio.create_task(shutdown.asked.wait())
    shutdown.has_begun = True
    await asyncio.wait({connection, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not connection.done():
        _LOG.info("told to stop: finishing what is at work")
        await _stop(running, connection, shutdown)
        return
    shutdown.ends()
    try:
        await _end_of(connection)
        if running.client.is_token_refused:
            raise SetUpError(_ANOTHER_KEY)
    except SetUpError as error:
        shutdown.fails(str(error), PASSING if isinstance(error, NotNowError) else LASTING)
        raise
    finally:
        await shutdown.step("the background", running.background.stop(), _PARTS)


async def _end_of(connection: asyncio.Task[None]) -> None:
    """Wait for the end of a connection; raises SetUpError where Discord, or the way to it, ended it
    for good.
    """
    try:
        await connection
    except discord.LoginFailure:
        raise SetUpError(_ANOTHER_KEY) from None
    except discord.PrivilegedIntentsRequired:
        raise SetUpError(_CLOSED_FOR_GOOD[4014]) from None
    except discord.ConnectionClosed as error:
        told = f"Discord closed the connection for good (code {error.code})"
        raise SetUpError(_CLOSED_FOR_GOOD.get(error.code, told)) from None
    except discord.HTTPException as error:
        raise NotNowError(f"Discord answers {error.status}; try again later") from None
    except (OSError, aiohttp.ClientError) as error:
        raise NotNowError(
            f"Discord can't be reached ({type(error).__name__}); look at this machine's network,"
            " and at EYEBOT_DISCORD_API where it is set"
        ) from None


async def _stop(running: Running, connection: asyncio.Task[None], shutdown: Shutdown) -> None:
    """Hear nothing new, finish what is at work, hand over what can't be finished, and leave."""
    client, box = running.client, running.box
    if running.health:
        running.health.is_draining = True
    connection.cancel()
    await shutdown.step("leaving the gateway", client.leave_gateway(), _HEARING, matters=False)
    if not await client.finish(_FINISHING):
        if not await shutdown.step("storing votes", box.finish(), _STORING):
            box.give_up()
        if not await client.finish(_TELLING):
            shutdown.unfinished.append("answers to members")
            await shutdown.step("cutting off", client.cut_off(), _TELLING, matters=False)
    await shutdown.step("the background", running.background.stop(), _PARTS)
    await shutdown.step("leaving Discord", _ended(connection), _LEAVING, matters=False)


async def _ended(connection: asyncio.Task[None]) -> None:
    await asyncio.wait({connection})
