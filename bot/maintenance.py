"""What operators' commands do with the database: show and erase a member's data, tell what was
asked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.request import urlopen

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import wall_clock
from bot.dialogue.memory import Memory
from bot.errors import SetUpError
from bot.log import masked
from bot.services.outcomes import report
from bot.services.privacy import PrivacyService
from bot.settings import Settings, load_settings
from bot.storage.backup import backup, restore
from bot.storage.check import examine, is_fault
from bot.storage.engine import open_engine, parse_url, reason
from bot.storage.migrate import downgrade, newest, upgrade
from bot.storage.move import move
from bot.storage.outcomes import SqlOutcomes
from bot.storage.personal import SqlPersonalData
from bot.storage.privacy_doc import render
from bot.wording import Wording

_DAYS = 30


async def asked(settings: Settings) -> str:
    """What became of the questions of the last 30 days."""
    async with _database(settings) as engine:
        return report(
            await SqlOutcomes(engine).since((wall_clock() - timedelta(days=_DAYS)).date()), _DAYS
        )


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
        raise SetUpError(
            f"{path}: {error.strerror}; copy it from the project's prompts/"
        ) from error
    return render(template, Wording.load(settings.prompts))


async def downgrade_database(settings: Settings, revision: str) -> str:
    """Back to an older version's tables; a line about it."""
    engine = open_engine(settings.database)
    try:
        return f"{masked(settings.database)} is at revision {await downgrade(engine, revision)}"
    finally:
        await engine.dispose()


async def check_database(settings: Settings) -> tuple[list[str], bool]:
    """What was found, a line each, and whether nothing has to be mended."""
    engine = open_engine(settings.database)
    try:
        findings = await examine(engine)
    except (SQLAlchemyError, OSError) as error:
        raise SetUpError(f"{masked(settings.database)}: {reason(error)}") from error
    finally:
        await engine.dispose()
    return [str(finding) for finding in findings], not any(
        is_fault(finding) for finding in findings
    )


def back_up(settings: Settings, file: Path, *, force: bool) -> str:
    """Write a backup; a line about it."""
    return backup(parse_url(settings.database), file, force=force)


async def restore_backup(settings: Settings, file: Path, *, force: bool) -> str:
    """Put a backup in place and bring it to this version; a line about it."""
    line = restore(parse_url(settings.database), file, force=force)
    async with _database(settings):
        return f"{masked(line)}; now at revision {newest()}"


async def move_database(settings: Settings, url: str, *, keep: bool) -> str:
    """Move everything; a line a table, and what to do next."""
    # By a file a password stays out of the list of processes.
    named = (
        load_settings(database_url_file=Path(url[1:]), database_url="")
        if url.startswith("@")
        else load_settings(database_url=url)
    )
    source, target = open_engine(settings.database), open_engine(named.database)
    try:
        lines = await move(source, target, keep=keep)
    finally:
        await source.dispose()
        await target.dispose()
    after = (
        "copied; the old one goes on"
        if keep
        else "moved. Set EYEBOT_DATABASE_URL to the new one and start the bot; the old one refuses writes"
    )
    return "\n".join([*lines, after])


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
        with urlopen(
            f"http://{host}:{settings.http_port}/healthz", timeout=3
        ) as answer:  # always http, on this machine
            return bool(answer.status == 200)
    except OSError:
        return False
