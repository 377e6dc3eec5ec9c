"""The composition root: the only file that knows every part. Importing it does nothing; each
function builds what one command needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assembly import assemble
from bot.clock import wall_clock
from bot.debate.formats import check_words
from bot.dialogue.memory import Memory
from bot.dialogue.replies import Reply
from bot.errors import UnavailableError
from bot.knowledge.loader import load, load_languages
from bot.knowledge.models import Knowledge
from bot.knowledge.quotes import quotes_of, read_copy
from bot.log import masked, set_up
from bot.reload import watch
from bot.results.picture_models import Labels, Picture, PictureModel
from bot.retrieval.acts import load_acts
from bot.retrieval.calibration import Calibration
from bot.retrieval.retriever import Retriever, load_model
from bot.retrieval.turns import load_turns
from bot.services.asking.ask import AskService
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.debating.brief import BriefService, check_templates
from bot.services.server.privacy import PrivacyService
from bot.services.server.settings import ServerSettings
from bot.services.server.upkeep import Upkeep
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from bot.timers.sweep import Sweep, nothing_due
from bot.wording import Wording
from bot.wording.motions import read_motions

OnReply = Callable[[Reply, datetime, float], None]
"""Called with every reply: when, and how many seconds it took."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What answering needs: the knowledge, its ranker and the words."""

    knowledge: Knowledge
    retriever: Retriever
    wording: Wording


def build_reading(settings: Settings, announce: Callable[[], None] = lambda: None) -> Reading:
    """Load knowledge, prompts and the learned model; `announce` is called when learning will take a
    while.
    """
    wording = Wording.load(settings.prompts)
    knowledge = load(settings.knowledge)
    model = load_model(knowledge, settings.models, announce, settings.embedding)
    calibration = Calibration.load(settings.calibration)
    turns = load_turns(knowledge.turns, knowledge.chat_speak, settings.models)
    acts = load_acts(knowledge.turns, knowledge.chat_speak, settings.models)
    return Reading(knowledge, Retriever(knowledge, model, calibration, turns, acts), wording)


def build_ask(
    settings: Settings,
    announce: Callable[[], None] = lambda: None,
    on_reply: OnReply = lambda *_: None,
) -> AskService:
    """The service that answers questions; `on_reply` is called with every reply."""
    reading = build_reading(settings, announce)
    return AskService(
        reading.knowledge,
        reading.retriever,
        reading.wording,
        lambda: load_languages(settings.knowledge),
        on_reply,
        memory=Memory(settings.remembered),
        quotes=_quotes(settings),
    )


def _quotes(settings: Settings) -> Callable[[Knowledge], Mapping[str, str]]:
    """What may be quoted of a knowledge's article; nothing without a copy."""
    copy = read_copy(settings.article) if settings.article else ()
    return lambda knowledge: quotes_of(knowledge.source, copy)


async def upgrade_database(settings: Settings) -> str:
    """Bring the database to this version; returns a line about it."""
    engine = open_engine(settings.database)
    try:
        revision = await upgrade(engine)
    finally:
        await engine.dispose()
    return f"{masked(settings.database)} is at revision {revision}"


@asynccontextmanager
async def closing(upkeep: Upkeep) -> AsyncIterator[None]:
    """What was counted is written down at the end."""
    try:
        yield
    finally:
        with suppress(UnavailableError):
            await upkeep.flush()


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """The database, brought to this version first and closed at the end."""
    engine = open_engine(settings.database)
    try:
        await upgrade(engine)
        yield engine
    finally:
        await engine.dispose()


def settings_of(engine: AsyncEngine, settings: Settings) -> ServerSettings:
    """Servers' own settings, none below the deployment's least number of voters."""
    return ServerSettings(SqlSettings(engine), settings.k_anonymity)


def brief_of(ask: AskService, settings: Settings) -> BriefService:
    """The article's points and the templates of debates; WordingError on a template no debate can
    be started from.
    """
    templates = read_motions(settings.prompts, settings.knowledge)
    check_words(ask.wording.under)
    check_templates(templates, ask.wording.say)
    return BriefService(lambda: ask.knowledge, templates)


def check_debates(settings: Settings) -> None:
    """Raise WordingError for the first key that `prompts/` lacks, or the first template that no
    debate can be started from.
    """
    wording = Wording.load(settings.prompts)
    check_words(wording.under)
    check_templates(read_motions(settings.prompts, settings.knowledge), wording.say)


def draw_later(model: PictureModel, labels: Labels) -> Picture:
    """Draw; the plotting library is loaded at the first picture."""
    # Loads matplotlib, which most talks in the terminal never need.
    from bot.pictures.draw import draw  # noqa: PLC0415

    return draw(model, labels)


def run_chat(settings: Settings, announce: Callable[[], None]) -> None:
    """The terminal chat; only warnings are logged there."""
    set_up("WARNING", as_json=settings.log_json)
    asyncio.run(_chat(settings, announce))


async def _chat(settings: Settings, announce: Callable[[], None]) -> None:
    # The other surface must not be loaded.
    from bot.adapters.console.announcer import ConsoleAnnouncer  # noqa: PLC0415
    from bot.adapters.console.chat import chat  # noqa: PLC0415
    from bot.adapters.console.commands import base_commands  # noqa: PLC0415
    from bot.adapters.console.debate import DebateCommands  # noqa: PLC0415
    from bot.adapters.console.privacy import PrivacyCommands  # noqa: PLC0415
    from bot.adapters.console.render import console  # noqa: PLC0415
    from bot.adapters.console.room import Room  # noqa: PLC0415
    from bot.adapters.console.settings import SettingsCommand  # noqa: PLC0415
    from bot.adapters.console.talk import Talk  # noqa: PLC0415

    counter = OutcomeCounter()
    ask = build_ask(settings, announce, counter.note)
    native: dict[int, dict[str, str]] = {}
    async with open_database(settings) as engine:
        brief = brief_of(ask, settings)
        announcer = ConsoleAnnouncer(console().print, ask.wording, native, k=settings.k_anonymity)
        debating = assemble(
            engine,
            k=settings.k_anonymity,
            announcer=lambda: announcer,
            passages=brief.passages,
        )
        room = Room(
            debating.debates,
            debating.voting,
            debating.contributions,
            brief,
            settings_of(engine, settings),
            draw_later,
            native,
        )
        privacy = PrivacyService(SqlPersonalData(engine), ask.memory, debating.live.withdrew)
        talk = Talk(ask, wall_clock, {**base_commands(), "debate": DebateCommands(room)})
        talk.commands["privacy"] = PrivacyCommands(privacy)
        talk.commands["settings"] = SettingsCommand(room.settings)
        upkeep = Upkeep(
            debating.catch_up.forget, SqlRetention(engine), counter, SqlOutcomes(engine)
        )
        parts = (
            Sweep(debating.catch_up.sweep, debating.settling.next_due, wall_clock),
            Sweep(upkeep, nothing_due, wall_clock),
            watch(settings, ask, brief),
        )
        async with closing(upkeep):
            for part in parts:
                await part.start()
            try:
                await chat(talk, ask.knowledge.source.title, settings.data / "history")
            finally:
                for part in reversed(parts):
                    await part.stop()
