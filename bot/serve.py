"""The Discord bot as a process: its parts joined, its health shown, and a stop that loses
nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import EyebotClient, discord_clock
from bot.adapters.discord.endpoint import point_at
from bot.adapters.discord.floor.services import Services
from bot.adapters.discord.sharding import PACE
from bot.adapters.http.metrics import PrometheusMeters
from bot.adapters.http.server import HealthServer
from bot.app import DrawAside, bring_up, open_library, settings_of
from bot.articles import OnReply, build_library, forget_languages
from bot.assembly import Debating, assemble, open_as_set
from bot.log import set_up
from bot.process.lifetime import Closing, Late, Running, until_stopped
from bot.process.shutdown import Shutdown
from bot.process.trimming import give_back, give_back_aside, share_one_arena
from bot.process.version import running_version
from bot.reload import fingerprints, learn_aside, watch
from bot.services.asking.library import Library
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.debating.overdue import BesideEngine
from bot.services.server.privacy import PrivacyService
from bot.services.server.upkeep import Upkeep
from bot.settings import Settings
from bot.storage.alone import alone_with
from bot.storage.engine import ailment
from bot.storage.gateway_locks import GatewayLocks
from bot.storage.repositories.feedback import SqlFeedback
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.timers.dbos_engine import engine_of, preload
from bot.timers.deadlines import Deadlines
from bot.timers.supervisor import Part, Supervisor
from bot.timers.sweep import Sweep, nothing_due
from bot.timers.watchdog import Watchdog

_LOG = logging.getLogger(__name__)
DEADLINES, SWEEP = "deadlines", "sweep"


def run_discord(settings: Settings, announce: Callable[[], None]) -> None:
    """The Discord bot, until it is stopped; it ends the process itself."""
    share_one_arena()
    shutdown = Shutdown()
    shutdown.listen()
    set_up(settings.log_level, as_json=settings.log_json)
    with suppress(asyncio.CancelledError):  # told to stop before anything was at work
        asyncio.run(_run(settings, announce, shutdown))
    shutdown.leave()


async def _run(settings: Settings, announce: Callable[[], None], shutdown: Shutdown) -> None:
    try:
        await _serve(settings, announce, shutdown)
    finally:
        shutdown.done()


async def _serve(settings: Settings, announce: Callable[[], None], shutdown: Shutdown) -> None:
    shutdown.attach()
    point_at(settings.discord_api, settings.discord_gateway)
    token = settings.token()
    late = Late()
    meters = PrometheusMeters(running_version(), late.gateway)
    counter = OutcomeCounter()
    started = await asyncio.to_thread(fingerprints, settings)
    await learn_aside(settings, announce)
    library = build_library(settings, announce, _on_reply(counter, meters))
    for shelf in library:
        # Beside the loop, so that a signal is heard meanwhile.
        await asyncio.to_thread(shelf.ask.warm_up)
    forget_languages()
    await asyncio.to_thread(preload)
    give_back()
    async with AsyncExitStack() as stack:
        closing = Closing(stack, shutdown)
        engine = open_as_set(settings)
        stack.enter_context(alone_with(engine))
        closing.add("the database", engine.dispose)
        await bring_up(settings, engine)
        shared = _locks(engine, closing)
        await open_library(library, engine)
        debating = assemble(
            engine,
            k=settings.k_anonymity,
            announcer=late.announcer,
            passages=lambda article: library.of(article).brief.passages(),
            meters=meters,
            is_mine=late.is_mine,
            wake=late.wake,
        )
        upkeep = Upkeep(
            debating.catch_up.forget, SqlRetention(engine), counter, SqlOutcomes(engine)
        )
        closing.add("counts", upkeep.flush, matters=True)
        parts: dict[str, Part] = {
            "retention": Sweep(upkeep, nothing_due, discord_clock),
            "memory": Sweep(give_back_aside, nothing_due, discord_clock),
            "articles": Sweep(library.refresh, nothing_due, discord_clock),
            "reload": watch(settings, library, started, on_outcome=meters.reloaded),
        }
        background = _background(settings, debating, parts, meters=meters, late=late)
        client = late.client = EyebotClient(
            services_of(library, debating, settings, engine),
            library.first.ask.wording,
            background=(background,),
            draw=DrawAside(),
            meters=meters,
            heartbeat_timeout=settings.heartbeat_timeout,
            **shared,
            **_shards(settings),
        )
        health = await _health(settings, client, engine, meters, background)
        if health:
            closing.add("health and metrics", health.stop)
        try:
            await until_stopped(
                Running(client, debating.box, background, health),
                token.get_secret_value() if token else "",
                shutdown,
            )
        finally:
            closing.add("Discord's connections", client.close)
    _LOG.info("stopped")


def _on_reply(counter: OutcomeCounter, meters: PrometheusMeters) -> OnReply:
    # As `OnReply` has them.
    def on_reply(reply: Any, now: Any, seconds: float, article: str) -> None:  # noqa: ANN401
        counter.note(reply, now, seconds, article)
        meters.asked(str(reply.outcome), seconds)

    return on_reply


def services_of(
    library: Library,
    debating: Debating,
    settings: Settings,
    engine: AsyncEngine,
) -> Services:
    """What the Discord surface is given."""
    return Services(
        library.first.ask,
        debating.debates,
        debating.voting,
        debating.contributions,
        library.first.brief,
        PrivacyService(SqlPersonalData(engine), library.talks, debating.live.withdrew),
        SqlRetention(engine),
        settings_of(engine, settings, library),
        debating.proposals,
        SqlFeedback(engine),
        library,
    )


def _background(
    settings: Settings,
    debating: Debating,
    others: dict[str, Part],
    *,
    meters: PrometheusMeters,
    late: Late,
) -> Supervisor:
    deadlines = Deadlines(
        engine_of(settings.database, settings.process),
        debating.settling,
        discord_clock,
        meters,
        is_mine=late.is_mine,
    )
    beside = BesideEngine(debating.catch_up, debating.settling, deadlines, meters)
    late.sweep = Sweep(beside, lambda: beside.next_look(discord_clock()), discord_clock)
    parts: dict[str, Part] = {
        DEADLINES: deadlines,
        SWEEP: late.sweep,
        "watchdog": Watchdog(meters),
        **others,
    }
    return Supervisor(parts, meters)


def _shards(settings: Settings) -> dict[str, Any]:
    """Which shards this process serves; nothing where Discord says how many there are and one
    process serves all.
    """
    found = settings.shard_range
    return {"shard_ids": list(found.ids), "shard_count": found.count} if found else {}


def _locks(engine: AsyncEngine, closing: Closing) -> dict[str, Any]:
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
