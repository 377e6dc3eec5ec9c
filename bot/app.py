"""The composition root: the only file that knows every part. Importing it does nothing; each
function builds what one command needs.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles import build_ask, build_library
from bot.assembly import assemble
from bot.clock import wall_clock
from bot.errors import SetUpError, UnavailableError
from bot.evaluation.golden import ask_all, by_first, dropped, measure, table
from bot.evaluation.reliability import as_text, reliability
from bot.knowledge.loader import load
from bot.log import masked, set_up
from bot.reload import fingerprints, watch
from bot.results.picture_models import Labels, Picture, PictureModel
from bot.retrieval.calibration import Calibration
from bot.retrieval.learning.tune import compare, tune
from bot.retrieval.retriever import passages_of
from bot.services.asking.library import Library
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.server.privacy import PrivacyService
from bot.services.server.settings import ServerSettings
from bot.services.server.upkeep import Upkeep
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.repositories.articles import SqlArticles
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from bot.timers.sweep import Sweep, nothing_due
from bot.wording import Wording


def calibrate(settings: Settings) -> str:
    """Choose the calibration of the knowledge anew and keep it if it is better than the shared one;
    returns what was measured.
    """
    settings = settings.one_pack()
    knowledge = load(settings.knowledge)
    tuning = tune(knowledge, embedding=settings.embedding)
    found = compare(
        tuning.cases, passages_of(knowledge), Calibration.load(settings.shared_calibration)
    )
    lines = [
        f"unseen phrasings ranked rightly   {tuning.found:.3f}",
        *(
            f"unseen subjects refused: {scope:10s} {share:.3f}"
            for scope, share in tuning.refused.items()
        ),
        "unseen phrasings                  own    shared  own, answering as many as shared",
        *(
            f"{name:34s}{getattr(found.own, field):.3f}  {getattr(found.shared, field):.3f}"
            f"   {getattr(found.level, field):.3f}"
            for name, field in (
                ("  rightly ranked, answered", "answered"),
                ("  near misses, premises refused", "near"),
                ("  everything else refused", "other"),
            )
        ),
    ]
    kept = settings.own_calibration
    if found.is_better:
        tuning.calibration.save(kept)
        at = tuning.calibration
        lines.append(f"{kept}: answers at {at.answer_at:.3f}, asks back at {at.clarify_at:.3f}")
    else:
        kept.unlink(missing_ok=True)
        lines.append(
            f"{kept}: not kept, for it would refuse less or tell apart worse than the shared one,"
            " which decides; more near misses make it better"
        )
    return "\n".join(lines)


def evaluate(
    settings: Settings,
    files: list[Path],
    *,
    accept: bool,
    leave_one_out: bool,
    plot: Path | None = None,
) -> tuple[str, bool]:
    """Measure labelled questions against the accepted run; the flag says whether a figure dropped.
    `plot` is a file to draw to.
    """
    settings = settings.one_pack()
    ask = build_ask(settings)
    golden = settings.knowledge / "golden"
    files = files or sorted(golden.glob("*.jsonl"))
    if not files:
        raise SetUpError(f"{golden}: no labelled questions; write some, or name files of your own")
    cases = ask_all(ask.ask, files)
    report = measure(cases)
    kept = golden / settings.calibration.name.replace("calibration", "accepted")
    accepted: dict[str, float] = (
        json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    )
    text = table(report, accepted)
    if report.misses:
        text += "\n\nmisses\n" + "\n".join(f"  {miss}" for miss in report.misses)
    if confused := by_first(report):
        text += "\n\nconfusions: wanted, then what was given\n"
        text += "\n".join(
            f"  {wanted}: {', '.join(given)}" for wanted, given in sorted(confused.items())
        )
    bins = reliability(cases, ask.retriever, passages_of(ask.knowledge))
    text += "\n\n" + as_text(bins)
    if plot:
        from bot.pictures.reliability import draw_reliability  # noqa: PLC0415  # loads matplotlib

        draw_reliability(bins, plot)
        text += f"\nplot: {plot}"
    if leave_one_out:
        found = tune(load(settings.knowledge), folds=20, embedding=settings.embedding).found
        text += (
            f"\n\nauthored phrasings asked with themselves left out (20 folds): hit@1 {found:.3f}"
        )
    if accept:
        kept.write_text(json.dumps(report.figures(), indent=1) + "\n", encoding="utf-8")
    return text, bool(dropped(report, accepted)) and not accept


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


async def open_library(library: Library, engine: AsyncEngine) -> None:
    """On a migrated database: what has been chosen, and what older debates are about."""
    articles = SqlArticles(engine)
    await articles.adopt(library.first.id)
    await library.open(articles)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """The database, brought to this version first and closed at the end."""
    engine = open_engine(settings.database)
    try:
        await upgrade(engine)
        yield engine
    finally:
        await engine.dispose()


def settings_of(engine: AsyncEngine, settings: Settings, library: Library) -> ServerSettings:
    """Servers' own settings, none below the deployment's least number of voters."""
    return ServerSettings(SqlSettings(engine), settings.k_anonymity, library)


def draw_later(model: PictureModel, labels: Labels, *, light: bool = False) -> Picture:
    """Draw; the plotting library is loaded at the first picture."""
    # Loads matplotlib, which most talks in the terminal never need.
    from bot.pictures.draw import draw  # noqa: PLC0415

    return draw(model, labels, light=light)


def warm_up_pictures(wording: Wording) -> None:
    """Load the plotting library, so that the first result is drawn as fast as the others."""
    from bot.pictures.draw import warm_up  # noqa: PLC0415  # as above

    warm_up(Labels(wording.under("pictures")))


def run_chat(settings: Settings, announce: Callable[[], None]) -> None:
    """The terminal chat; only warnings are logged there."""
    set_up("WARNING", as_json=settings.log_json)
    asyncio.run(_chat(settings, announce))


async def _chat(settings: Settings, announce: Callable[[], None]) -> None:
    # The other surface must not be loaded.
    from bot.adapters.console.article import ArticleCommand  # noqa: PLC0415
    from bot.adapters.console.chat import announce_to, chat  # noqa: PLC0415
    from bot.adapters.console.commands import base_commands  # noqa: PLC0415
    from bot.adapters.console.debating.announcer import ConsoleAnnouncer  # noqa: PLC0415
    from bot.adapters.console.debating.commands import DebateCommands  # noqa: PLC0415
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
            settings_of(engine, settings, library),
            draw_later,
            native,
            here.id if len(library) > 1 else "",
        )
        privacy = PrivacyService(SqlPersonalData(engine), library.talks, debating.live.withdrew)
        talk = Talk(ask, wall_clock, {**base_commands(), "debate": DebateCommands(room)})
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
