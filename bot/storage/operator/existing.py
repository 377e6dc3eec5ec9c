"""For whoever looks after a database that is there: nothing here makes one, or brings one up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SetUpError, UnavailableError
from bot.storage.address import Access, file_of, parse_url
from bot.storage.causes import cause_of
from bot.storage.engine import open_engine, reading
from bot.storage.keys import Keys
from bot.storage.migrate import current, newest


def require_file(url: URL) -> Path:
    """SQLite's file; SetUpError where there is none, which is mostly somebody else's folder."""
    file = file_of(url)
    if file is None:
        raise SetUpError(f"{url.render_as_string()}: is no file")
    try:
        is_there = file.is_file()
    except OSError as error:
        raise SetUpError(f"{file}: {error.strerror}; run this as the bot's user") from error
    if not is_there:
        raise SetUpError(
            f"{file}: there is no database; the bot makes it at its first start. If one runs, set"
            " EYEBOT_DATA or EYEBOT_DATABASE_URL as it has them, and run this as its user"
        )
    return file


@asynccontextmanager
async def opened(
    url: str, access: Access = Access.READ, keys: Keys | None = None
) -> AsyncIterator[AsyncEngine]:
    """A database that is there, of whatever revision. Raises SetUpError naming file, why
    and cure.
    """
    parsed = parse_url(url)
    file = require_file(parsed) if file_of(parsed) else None
    engine = open_engine(url, access, keys)
    try:
        yield engine
    except (SQLAlchemyError, OSError, UnavailableError) as error:
        cause = cause_of((isinstance(error, UnavailableError) and error.__cause__) or error, file)
        raise SetUpError(f"{parsed.render_as_string()}: {cause}") from error
    finally:
        await engine.dispose()


@asynccontextmanager
async def opened_as_now(
    url: str, access: Access = Access.READ, keys: Keys | None = None
) -> AsyncIterator[AsyncEngine]:
    """The same of this version's revision; an older or newer one is told, not changed. Raises
    SetUpError then.
    """
    async with opened(url, access, keys) as engine:
        revision = await revision_of(engine)
        if revision != newest():
            raise SetUpError(f"{parse_url(url).render_as_string()}: {_why_not(revision)}")
        yield engine


async def revision_of(engine: AsyncEngine) -> str:
    """The revision of its tables; empty where it has none."""
    async with reading(engine) as connection:
        return await connection.run_sync(current)


def _why_not(revision: str) -> str:
    if not revision:
        return "has no tables of eyebot's; is it the bot's own database?"
    if revision > newest():
        return f"is of a newer version (revision {revision}); run the eyebot that made it"
    return (
        f"is at revision {revision}, and this version reads {newest()};"
        " `eyebot db upgrade` brings it up, as the bot does at its start"
    )
