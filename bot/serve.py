"""The Discord bot as a process: its parts joined, its health shown, and a stop that loses nothing."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import EyebotClient, discord_clock
from bot.adapters.discord.endpoint import point_at
from bot.adapters.discord.services import Background, Services
from bot.adapters.discord.sharding import PACE
from bot.adapters.http.metrics import Gateway, PrometheusMeters
from bot.adapters.http.server import HealthServer
from bot.app import Heard, brief_of, build_ask, closing, draw_later, open_debates
from bot.errors import SetUpError
from bot.log import set_up
from bot.reload import watch
from bot.services.ask import AskService
from bot.services.contributions import ContributionService
from bot.services.debates import DebateService
from bot.services.outcomes import OutcomeCounter
from bot.services.privacy import PrivacyService
from bot.services.upkeep import Upkeep
from bot.services.voting import VotingService
from bot.settings import Settings
from bot.storage.engine import ailment
from bot.storage.feedback import SqlFeedback
from bot.storage.gateway_locks import GatewayLocks
from bot.storage.outcomes import SqlOutcomes
from bot.storage.personal import SqlPersonalData
from bot.storage.retention import SqlRetention
from bot.timers.deadlines import Deadlines, engine_of
from bot.timers.sweep import Sweep

_LOG = logging.getLogger(__name__)
_DRAIN = 8.0
"""Seconds for what is at work when the process is told to stop; whoever stops it waits ten."""


def run_discord(settings: Settings, announce: Callable[[], None]) -> None:
    """The Discord bot, until it is stopped."""
    set_up(settings.log_level, as_json=settings.log_json)
    asyncio.run(_serve(settings, announce))


def running_version() -> str:
    """The installed version; a checkout has none."""
    try:
        return version("eyebot")
    except PackageNotFoundError:
        return "checkout"


async def _serve(settings: Settings, announce: Callable[[], None]) -> None:
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
    async with (
        open_debates(settings, meters) as (debates, engine),
        _locks(engine) as shared,
        AsyncExitStack() as stack,
    ):
        services = _services(ask, debates, settings, engine)
        upkeep = Upkeep(debates.tend, services.communities, counter, SqlOutcomes(engine))  # type: ignore[arg-type]  # both ports of one object
        await stack.enter_async_context(closing(upkeep))
        client = EyebotClient(
            services,
            ask.wording,
            background=_background(
                settings,
                debates,
                upkeep,
                watch(settings, ask, services.brief, told=meters.reloaded),
                meters,
            ),
            draw=draw_later,
            meters=meters,
            heartbeat_timeout=settings.heartbeat_timeout,
            **shared,
            **_shards(settings),
        )
        debates.is_mine = lambda debate: client.serves(debate.community)
        health = await _health(stack, settings, client, engine, meters)
        await stack.enter_async_context(client)
        await _until_stopped(client, token.get_secret_value() if token else "", health, debates)


def _heard(counter: OutcomeCounter, meters: PrometheusMeters) -> Heard:
    def heard(reply: Any, now: Any, seconds: float) -> None:  # noqa: ANN401  # as `Heard` has them
        counter.note(reply, now)
        meters.asked(str(reply.outcome), seconds)

    return heard


def _services(
    ask: AskService, debates: DebateService, settings: Settings, engine: AsyncEngine
) -> Services:
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
        SqlFeedback(engine),
    )


def _background(
    settings: Settings,
    debates: DebateService,
    upkeep: Upkeep,
    watched: Background,
    meters: PrometheusMeters,
) -> Sequence[Background]:
    engine = engine_of(settings.database, settings.process)
    deadlines = Deadlines(
        engine,
        debates.records,
        debates.settle,
        discord_clock,
        meters,
        is_mine=lambda debate: debates.is_mine(debate),  # noqa: PLW0108  # it is set later
    )
    sweep = Sweep(upkeep, lambda: debates.next_try(discord_clock()), discord_clock)
    debates.wake = sweep.wake
    return deadlines, sweep, watched


def _shards(settings: Settings) -> dict[str, Any]:
    """Which shards this process serves; nothing where Discord says how many there are and one
    process serves all.
    """
    found = settings.shard_range
    return {"shard_ids": list(found.ids), "shard_count": found.count} if found else {}


@asynccontextmanager
async def _locks(engine: AsyncEngine) -> AsyncIterator[dict[str, Any]]:
    """What several processes share; on SQLite there is one."""
    if engine.dialect.name != "postgresql":
        yield {}
        return
    locks = GatewayLocks(engine, PACE)
    try:
        yield {"claims": locks, "pacer": locks}
    finally:
        await locks.close()


async def _health(
    stack: AsyncExitStack,
    settings: Settings,
    client: EyebotClient,
    engine: AsyncEngine,
    meters: PrometheusMeters,
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

    checks = {"discord": connected, "database": reachable}
    health = HealthServer(settings.http_host, settings.http_port, checks, meters.page)
    await health.start()
    stack.push_async_callback(health.stop)
    return health


async def _until_stopped(
    client: EyebotClient, token: str, health: HealthServer | None, debates: DebateService
) -> None:
    """Run until Discord ends it or the process is told to stop; then finish what is at work."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has none
            loop.add_signal_handler(name, stop.set)
    running = asyncio.create_task(client.start(token))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not running.done():
        _LOG.info("told to stop: finishing what is at work")
        if health:
            health.is_draining = True
        if not await client.drain(_DRAIN):
            _LOG.warning("stopped before everything at work was finished")
        await debates.box.finish()
        await client.close()
    try:
        await running
    except discord.LoginFailure:
        raise SetUpError(
            "Discord refuses the token; copy it anew from the developer portal (Bot, Reset Token)"
        ) from None
    _LOG.info("stopped")
