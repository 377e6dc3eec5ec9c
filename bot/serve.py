"""The Discord bot as a process: its parts joined, its health shown, and a stop that loses
nothing.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import EyebotClient, discord_clock
from bot.adapters.discord.endpoint import point_at
from bot.adapters.discord.floor.services import Services
from bot.adapters.discord.sharding import PACE
from bot.adapters.http.metrics import Gateway, PrometheusMeters
from bot.adapters.http.server import HealthServer
from bot.app import Heard, brief_of, build_ask, build_debates, draw_later, settings_of
from bot.errors import SetUpError
from bot.log import set_up
from bot.reload import watch
from bot.services.ask import AskService
from bot.services.contributions import ContributionService
from bot.services.debates import DebateService
from bot.services.outcomes import OutcomeCounter
from bot.services.overdue import BesideEngine
from bot.services.privacy import PrivacyService
from bot.services.upkeep import Upkeep
from bot.services.voting import VotingService
from bot.settings import Settings
from bot.shutdown import Shutdown
from bot.storage.engine import ailment, open_engine
from bot.storage.feedback import SqlFeedback
from bot.storage.gateway_locks import GatewayLocks
from bot.storage.outcomes import SqlOutcomes
from bot.storage.personal import SqlPersonalData
from bot.storage.retention import SqlRetention
from bot.timers.dbos_engine import engine_of
from bot.timers.deadlines import Deadlines
from bot.timers.supervisor import Part, Supervisor
from bot.timers.sweep import Sweep, nothing_due

_LOG = logging.getLogger(__name__)
DEADLINES, SWEEP = "deadlines", "sweep"
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
_TOKEN_REFUSED = 4004
"""The gateway's code for a token that isn't one, or no longer."""


def run_discord(settings: Settings, announce: Callable[[], None]) -> None:
    """The Discord bot, until it is stopped. Raises SystemExit where something could not be
    finished.
    """
    shutdown = Shutdown()
    shutdown.listen()
    set_up(settings.log_level, as_json=settings.log_json)
    with suppress(asyncio.CancelledError):  # told to stop before anything was at work
        asyncio.run(_serve(settings, announce, shutdown))
    if shutdown.code:
        sys.exit(shutdown.code)


def running_version() -> str:
    """The installed version; a checkout has none."""
    try:
        return version("eyebot")
    except PackageNotFoundError:
        return "checkout"


async def _serve(settings: Settings, announce: Callable[[], None], shutdown: Shutdown) -> None:
    shutdown.attach()
    point_at(settings.discord_api, settings.discord_gateway)
    token = settings.token()
    client: EyebotClient | None = None

    def gateway() -> Gateway:
        if client is None or client.is_closed():
            return Gateway({}, 0, 0)
        return Gateway(
            client.connected_shards(),
            len(client.shard_ids or ()) or client.shard_count or 1,
            len(client.guilds),
        )

    meters = PrometheusMeters(running_version(), gateway)
    counter = OutcomeCounter()
    ask = build_ask(settings, announce, _heard(counter, meters))
    async with AsyncExitStack() as stack:
        closing = _Closing(stack, shutdown)
        engine = open_engine(settings.database)
        closing.add("the database", engine.dispose)
        debates = await build_debates(engine, settings, meters)
        shared = _locks(engine, closing)
        services = services_of(ask, debates, settings, engine)
        upkeep = Upkeep(debates.forget, SqlRetention(engine), counter, SqlOutcomes(engine))
        closing.add("counts", upkeep.flush, matters=True)
        watched = watch(settings, ask, services.brief, told=meters.reloaded)
        background = _background(settings, debates, upkeep, watched, meters)
        client = EyebotClient(
            services,
            ask.wording,
            background=(background,),
            draw=draw_later,
            meters=meters,
            heartbeat_timeout=settings.heartbeat_timeout,
            **shared,
            **_shards(settings),
        )
        debates.is_mine = lambda debate: client.serves(debate.community)
        health = await _health(settings, client, engine, meters, background)
        if health:
            closing.add("health and metrics", health.stop)
        try:
            await _until_stopped(
                _Running(client, debates, background, health),
                token.get_secret_value() if token else "",
                shutdown,
            )
        finally:
            closing.add("Discord's connections", client.close)
    shutdown.done()
    _LOG.info("stopped")


@dataclass(frozen=True, slots=True)
class _Closing:
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
class _Running:
    """What has to be stopped in order."""

    client: EyebotClient
    debates: DebateService
    background: Supervisor
    health: HealthServer | None


def _heard(counter: OutcomeCounter, meters: PrometheusMeters) -> Heard:
    def heard(reply: Any, now: Any, seconds: float) -> None:  # noqa: ANN401  # as `Heard` has them
        counter.note(reply, now)
        meters.asked(str(reply.outcome), seconds)

    return heard


def services_of(
    ask: AskService, debates: DebateService, settings: Settings, engine: AsyncEngine
) -> Services:
    """The use cases behind the Discord surface."""
    brief = brief_of(ask, settings)
    privacy = PrivacyService(SqlPersonalData(engine), ask.memory, debates.live.withdrew)
    voting, contributions = VotingService(debates), ContributionService(debates, brief.passages)
    return Services(
        ask,
        debates,
        voting,
        contributions,
        brief,
        privacy,
        SqlRetention(engine),
        settings_of(engine, settings),
        SqlFeedback(engine),
    )


def _background(
    settings: Settings,
    debates: DebateService,
    upkeep: Upkeep,
    watched: Part,
    meters: PrometheusMeters,
) -> Supervisor:
    deadlines = Deadlines(
        engine_of(settings.database, settings.process),
        debates.records,
        debates.settle,
        discord_clock,
        meters,
        is_mine=lambda debate: debates.is_mine(debate),  # noqa: PLW0108  # it is set later
    )
    beside = BesideEngine(debates, deadlines, meters)
    sweep = Sweep(beside, lambda: beside.next_look(discord_clock()), discord_clock)
    debates.wake = sweep.wake
    parts: dict[str, Part] = {
        DEADLINES: deadlines,
        SWEEP: sweep,
        "retention": Sweep(upkeep, nothing_due, discord_clock),
        "reload": watched,
    }
    return Supervisor(parts, meters)


def _shards(settings: Settings) -> dict[str, Any]:
    """Which shards this process serves; nothing where Discord says how many there are and one
    process serves all.
    """
    found = settings.shard_range
    return {"shard_ids": list(found.ids), "shard_count": found.count} if found else {}


def _locks(engine: AsyncEngine, closing: _Closing) -> dict[str, Any]:
    """What several processes share; on SQLite there is one."""
    if engine.dialect.name != "postgresql":
        return {}
    locks = GatewayLocks(engine, PACE)
    closing.add("the gateway's locks", locks.close)
    return {"claims": locks, "pacer": locks}


async def _health(
    settings: Settings,
    client: EyebotClient,
    engine: AsyncEngine,
    meters: PrometheusMeters,
    background: Supervisor,
) -> HealthServer | None:
    """The pages for whoever looks after the process, where a port is named."""
    if not settings.http_port:
        return None

    async def connected() -> str:
        if not client.is_ready():
            return "not connected yet"
        missing = set(client.shard_ids or range(client.shard_count or 1)) - set(
            client.connected_shards()
        )
        return f"shards {sorted(missing)} are not connected" if missing else ""

    async def reachable() -> str:
        return await ailment(engine)

    async def kept() -> str:
        in_trouble = {DEADLINES, SWEEP} <= set(background.troubles())
        return "nobody keeps them" if in_trouble else ""

    checks = {"discord": connected, "database": reachable, "deadlines": kept}
    health = HealthServer(
        settings.http_host, settings.http_port, checks, meters.page, background.troubles
    )
    await health.start()
    return health


async def _until_stopped(running: _Running, token: str, shutdown: Shutdown) -> None:
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
    try:
        await connection
    except (discord.LoginFailure, discord.ConnectionClosed) as error:
        if isinstance(error, discord.ConnectionClosed) and error.code != _TOKEN_REFUSED:
            raise
        raise SetUpError(_ANOTHER_KEY) from None
    finally:
        await shutdown.step("the background", running.background.stop(), _PARTS)
    if running.client.is_token_refused:
        raise SetUpError(_ANOTHER_KEY)


async def _stop(running: _Running, connection: asyncio.Task[None], shutdown: Shutdown) -> None:
    """Hear nothing new, finish what is at work, hand over what can't be finished, and leave."""
    client, box = running.client, running.debates.box
    if running.health:
        running.health.is_draining = True
    connection.cancel()
    await shutdown.step("leaving the gateway", client.hear_no_more(), _HEARING, matters=False)
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
