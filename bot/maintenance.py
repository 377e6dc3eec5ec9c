"""What operators' commands do with the database: show and erase a member's data, tell what was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.request import urlopen

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import wall_clock
from bot.dialogue.memory import Memory
from bot.errors import SetUpError
from bot.services.outcomes import report
from bot.services.privacy import PrivacyService
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.outcomes import SqlOutcomes
from bot.storage.personal import SqlPersonalData
from bot.storage.privacy_doc import render
from bot.wording import Wording

_DAYS = 30


async def asked(settings: Settings) -> str:
    """What became of the questions of the last 30 days."""
    async with _database(settings) as engine:
        return report(await SqlOutcomes(engine).since((wall_clock() - timedelta(days=_DAYS)).date()), _DAYS)


async def show_member(settings: Settings, member: str) -> str:
    """All that is stored about a member, as JSON."""
    async with _database(settings) as engine:
        return await PrivacyService(SqlPersonalData(engine), Memory()).export(member, wall_clock())


async def erase_member(settings: Settings, member: str) -> str:
    """Erase it; counts by table. What a running bot has in memory goes by itself within minutes."""
    async with _database(settings) as engine:
        erased = await SqlPersonalData(engine).erase(member)
    lines = [f"  {table:20s}{n:5d}" for table, n in erased.counts.items() if n]
    return "\n".join([f"rows erased: {erased.whole}", *lines])


def privacy_page(settings: Settings) -> str:
    """PRIVACY.md as the code has it now."""
    path = settings.prompts / "PRIVACY.md"
    try:
        template = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SetUpError(f"{path}: {error.strerror}; copy it from the project's prompts/") from error
    return render(template, Wording.load(settings.prompts))


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(settings.database)
    try:
        await upgrade(engine)
        yield engine
    finally:
        await engine.dispose()


def is_alive(settings: Settings) -> bool:
    """Whether `/healthz` of this machine answers within three seconds."""
    host = "127.0.0.1" if settings.http_host in ("0.0.0.0", "::") else settings.http_host  # noqa: S104  # compared, not listened on
    try:
        with urlopen(f"http://{host}:{settings.http_port}/healthz", timeout=3) as answer:  # always http, on this machine
            return bool(answer.status == 200)
    except OSError:
        return False
