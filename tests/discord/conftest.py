"""A simulated server: a moderator, two members, a channel, and the bot; every ERROR in the log
fails the test.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import EyebotClient, discord_clock
from bot.adapters.discord.floor.services import Services
from bot.assembly import Debating, assemble
from bot.dialogue.memory import Memory
from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.process.lifetime import Late
from bot.results.picture_models import Labels, Picture, PictureModel
from bot.services.asking.library import Library
from bot.services.debating.brief import BriefService
from bot.services.server.privacy import PrivacyService
from bot.services.server.settings import ServerSettings
from bot.storage.migrate import upgrade
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from bot.timers.sweep import Sweep
from bot.wording import Wording
from bot.wording.motions import read_motions
from tests.discord import sim
from tests.discord.fakes import FakeAsk, FakeFeedback, FakeReading
from tests.storage.opening import open_engine

PROMPTS = Path(__file__).parents[2] / "prompts"
ARTICLE = Path(__file__).parents[2] / "knowledge" / "eye-in-the-sky"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_errors: the test provokes errors that the bot logs")


@dataclass
class World:
    """What a story needs."""

    env: simcord.Env
    services: Services
    wording: Wording
    guild: Any
    channel: Any
    mod: Any
    alice: Any
    bob: Any

    @property
    def bot(self) -> Any:
        """The bot now running."""
        return self.env.bot

    def member(self, name: str, **more: Any) -> Any:
        """One more member."""
        return self.guild.add_member(self.env.create_user(name), **more)

    async def stop_deadlines(self) -> None:
        """Nobody looks at what is due any more."""
        for work in self.bot._background:
            await work.stop()

    async def restart(self) -> None:
        """A new process with the same records."""
        await self.bot.close()
        await self.env.restart_bot(new_bot(self.services, self.wording))


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(PROMPTS)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(ARTICLE)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, copied for each test: migrating takes longer than most
    stories.
    """
    path = tmp_path_factory.mktemp("database") / "empty.db"

    async def make() -> None:
        engine = open_engine(f"sqlite+aiosqlite:///{path}")
        await upgrade(engine)
        await engine.dispose()

    asyncio.run(make())
    return path


@pytest.fixture
async def engine(tmp_path: Path, migrated: Path) -> AsyncIterator[AsyncEngine]:
    shutil.copy(migrated, tmp_path / "debates.db")
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path}/debates.db")
    yield engine
    await engine.dispose()


@dataclass(frozen=True, slots=True)
class Built(Services):
    """The services, and what they are made of."""

    debating: Debating | None = None
    late: Late = field(default_factory=Late)


@pytest.fixture
def services(engine: AsyncEngine, wording: Wording, knowledge: Knowledge) -> Built:
    brief = BriefService(lambda: knowledge, read_motions(PROMPTS, ARTICLE))
    ask = FakeAsk()
    ask.reading = FakeReading(knowledge, wording, ask)
    return built(engine, ask, brief)


def built(
    engine: AsyncEngine, ask: Any, brief: BriefService, library: Library | None = None
) -> Built:
    """The services as the composition root joins them, on one article or a library of several."""
    late, library = Late(), library or Library()

    def passages(article: str) -> Sequence[str]:
        return (library.of(article).brief if library else brief).passages()

    debating = assemble(engine, k=3, announcer=late.announcer, passages=passages)
    return Built(
        ask,
        debating.debates,
        debating.voting,
        debating.contributions,
        brief,
        PrivacyService(SqlPersonalData(engine), Memory(), debating.live.withdrew),
        SqlRetention(engine),
        ServerSettings(SqlSettings(engine), 3, library=library),
        debating.proposals,
        FakeFeedback(),
        library,
        debating=debating,
        late=late,
    )


def draw(model: PictureModel, labels: Labels, *, light: bool = False) -> Picture:
    """A tiny picture in place of a drawn one, which takes time."""
    return Picture(b"png", f"{model.headline}{model.title}Drawn: {model.footer} " * 60)


def new_bot(services: Built, wording: Wording, **options: Any) -> EyebotClient:
    """The bot as the composition root builds it, with deadlines kept by the sweep on Discord's
    clock.
    """
    debating, late = services.debating, services.late
    assert debating
    sweep = Sweep(debating.catch_up.sweep, debating.settling.next_due, discord_clock)
    late.client = EyebotClient(
        services, wording, background=(sweep,), **{"draw": draw, "shard_count": 1, **options}
    )
    return late.client


@pytest.fixture(autouse=True)
def no_error_logs(
    caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> Iterator[None]:
    """discord.py swallows errors of dynamic buttons into its log; mark a test `expects_errors` when
    it provokes one.
    """
    yield
    if request.node.get_closest_marker("expects_errors"):
        return
    bad = [
        r.getMessage()
        for r in caplog.get_records("call")
        if r.levelno >= logging.ERROR and r.name.startswith(("discord", "bot"))
    ]
    assert not bad, bad


@pytest.fixture
async def world(
    services: Services, wording: Wording, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    sim.settle_quickly(monkeypatch)
    sim.advance_patiently(monkeypatch)
    # Sleeps shorter than settle_timeout are really slept: stay below the ten seconds of the live
    # tally.
    # The bot tells members of its errors itself; what it logs as ERROR fails the test by
    # `no_error_logs`.
    env = simcord.Env(new_bot(services, wording), check_errors=False, settle_timeout=9)
    await env.start()
    try:
        guild = env.create_guild("Readers")
        moderators = guild.create_role(
            "Mods", permissions=discord.Permissions(manage_messages=True)
        )
        people = {name: guild.add_member(env.create_user(name)) for name in ("alice", "bob")}
        mod = guild.add_member(env.create_user("mod"), roles=[moderators])
        yield World(
            env, services, wording, guild, guild.create_text_channel("general"), mod, **people
        )
    finally:
        await env.bot.close()
        await env.shutdown()
