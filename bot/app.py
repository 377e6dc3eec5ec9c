"""The composition root: the only file that knows every part. Importing it does nothing; each
function builds what one command needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles import build_library
from bot.assembly import assemble, open_as_set
from bot.clock import wall_clock
from bot.errors import UnavailableError
from bot.log import masked, set_up
from bot.pictures.aside import draw_there
from bot.reload import fingerprints, watch
from bot.results.picture_models import Labels, Picture, PictureModel
from bot.services.asking.library import Library
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.server.privacy import PrivacyService
from bot.services.server.settings import ServerSettings
from bot.services.server.upkeep import Upkeep
from bot.settings import Settings
from bot.storage.alone import alone_with
from bot.storage.migrate import is_behind, upgrade
from bot.storage.repositories.articles import SqlArticles
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from bot.timers.aside import Worker, run_aside
from bot.timers.sweep import Sweep, nothing_due


async def upgrade_database(settings: Settings) -> str:
    """Bring the database to this version; returns a line about it."""
    engine = open_as_set(settings)
    try:
        revision = await upgrade(engine)
    finally:
        await engine.dispose()
    return f"{masked(settings.database)} is at revision {revision}"


async def bring_up(settings: Settings, engine: AsyncEngine) -> None:
    """The same for a process that goes on: what migrates is loaded in another one, for it would
    stay in memory (10 MB) though it is used once a version.
    """
    if await is_behind(engine):
        await run_aside(upgrade_there, settings)
    await upgrade(engine)


def upgrade_there(settings: Settings) -> None:
    """`upgrade_database`, in a process of its own."""
    asyncio.run(upgrade_database(settings))


@asynccontextmanager
async def closing(upkeep: Upkeep) -> AsyncIterator[None]:
    """What was counted is written down at the end."""
    try:
        yield
    finally:
        with suppress(UnavailableError):
            await upkeep.flush()


async def open_library(library: Library, engine: AsyncEngine) -> None:
    """On a migrated database: what has been chosen, and what older debates are about."""
    articles = SqlArticles(engine)
    await articles.adopt(library.first.id)
    await library.open(articles)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """The database, brought to this version first and closed at the end."""
    engine = open_as_set(settings)
    with alone_with(engine):
        try:
            await upgrade(engine)
            yield engine
        finally:
            await engine.dispose()


def settings_of(
    engine: AsyncEngine, settings: Settings, library: Library, *, accounts: bool = True
) -> ServerSettings:
    """Servers' own settings, none below the deployment's least number of voters."""
    return ServerSettings(
        SqlSettings(engine),
        settings.k_anonymity,
        settings.account_days if accounts else 0,
        library=library,
    )


def draw_later(model: PictureModel, labels: Labels, *, light: bool = False) -> Picture:
    """Draw; the plotting library is loaded at the first picture."""
    from bot.pictures.draw import draw  # noqa: PLC0415  # loads matplotlib, often never needed

    return draw(model, labels, light=light)


class DrawAside:
    """Draws in a process of its own, which ends when nothing has been drawn for a while: the
    plotting library would be a sixth of the bot's memory, and its work holds up no answer.
    """

    def __init__(self) -> None:
        self._worker = Worker()

    def __call__(self, model: PictureModel, labels: Labels, *, light: bool = False) -> Picture:
        """Draw; a second more where the process has to be started."""
        return self._worker.do(draw_there, model, labels, light)

    def end(self) -> None:
        """End the process; the next picture starts another."""
        self._worker.end()


def run_chat(settings: Settings, announce: Callable[[], None]) -> None:
    """The terminal chat; only warnings are logged there."""
    set_up("WARNING", as_json=settings.log_json)
    asyncio.run(_chat(settings, announce))


async def _chat(settings: Settings, announce: Callable[[], None]) -> None:
    # The other surface must not be loaded.
    from bot.adapters.console.article import ArticleCommand  # noqa: PLC0415
    from bot.adapters.console.chat import announce_to, chat  # noqa: PLC0415
    from bot.adapters.console.commands import base_commands  # noqa: PLC0415
    from bot.adapters.console.debating import commands as debates  # noqa: PLC0415
    from bot.adapters.console.debating.announcer import ConsoleAnnouncer  # noqa: PLC0415
    from bot.adapters.console.debating.room import Room  # noqa: PLC0415
    from bot.adapters.console.privacy import PrivacyCommands  # noqa: PLC0415
    from bot.adapters.console.render import console  # noqa: PLC0415
    from bot.adapters.console.settings import SettingsCommand  # noqa: PLC0415
    from bot.adapters.console.talk import PLACE, Talk  # noqa: PLC0415

    counter = OutcomeCounter()
    started = fingerprints(settings)
    library = build_library(settings, announce, counter.note)
    native: dict[int, dict[str, str]] = {}
    async with open_database(settings) as engine:
        await open_library(library, engine)
        here = library.at(PLACE)
        ask = here.ask
        screen = console()
        announcer = ConsoleAnnouncer(
            lambda text: announce_to(screen, talk, text),
            ask.wording,
            native,
            k=settings.k_anonymity,
            width=lambda: screen.width,
        )
        debating = assemble(
            engine,
            k=settings.k_anonymity,
            announcer=lambda: announcer,
            passages=lambda article: library.of(article).brief.passages(),
        )
        room = Room(
            debating.debates,
            debating.voting,
            debating.contributions,
            here.brief,
            settings_of(engine, settings, library, accounts=False),
            draw_later,
            native,
            here.id if len(library) > 1 else "",
        )
        privacy = PrivacyService(SqlPersonalData(engine), library.talks, debating.live.withdrew)
        talk = Talk(ask, wall_clock, base_commands())
        talk.commands["debate"] = debate = debates.DebateCommands(room)
        talk.commands["debates"] = debates.DebatesCommand(debate)
        talk.width = screen.width
        talk.commands["privacy"] = PrivacyCommands(privacy)
        talk.commands["settings"] = SettingsCommand(room.settings)
        talk.commands["article"] = ArticleCommand(room, library)
        upkeep = Upkeep(
            debating.catch_up.forget, SqlRetention(engine), counter, SqlOutcomes(engine)
        )
        parts = (
            Sweep(debating.catch_up.sweep, debating.settling.next_due, wall_clock),
            Sweep(upkeep, nothing_due, wall_clock),
            Sweep(library.refresh, nothing_due, wall_clock),
            watch(settings, library, started),
        )
        async with closing(upkeep):
            for part in parts:
                await part.start()
            try:
                await chat(talk, here.title, settings.data / "history")
            finally:
                for part in reversed(parts):
                    await part.stop()
