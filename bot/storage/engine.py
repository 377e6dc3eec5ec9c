"""Opens the database: SQLite in WAL with full syncs and immediate transactions, or PostgreSQL.
Errors are told in words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import SetUpError, UnavailableError

_PATIENCE = 5_000
"""Milliseconds that SQLite waits for another writer."""


def open_engine(url: str) -> AsyncEngine:
    """An engine whose errors hide parameters: they may hold member ids."""
    parsed = parse_url(url)
    is_server = parsed.get_backend_name() == "postgresql"
    # A pooled connection may have died with a server that was started anew; asking first costs a
    # round trip and saves a failed answer.
    engine = create_async_engine(parsed, hide_parameters=True, pool_pre_ping=is_server)
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def parse_url(url: str) -> URL:
    """The address; SetUpError when it is none."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise SetUpError(
            "EYEBOT_DATABASE_URL is not an address; write sqlite+aiosqlite:///FILE or postgresql+asyncpg://…"
        ) from error


def reading(engine: AsyncEngine) -> AsyncConnection:
    """A connection that only reads; on SQLite it waits for no writer and keeps none waiting. Use it
    with `async with`.
    """
    return engine.execution_options(reading=True).connect()


async def is_reachable(engine: AsyncEngine) -> bool:
    """Whether the database answers."""
    try:
        async with reading(engine) as connection:
            return bool(await connection.scalar(select(1)))
    except (SQLAlchemyError, OSError):
        return False


@contextmanager
def translating_errors() -> Iterator[None]:
    """Turn a database's failure into UnavailableError: nothing was recorded."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise UnavailableError from error


async def scrub(engine: AsyncEngine) -> None:
    """Empty SQLite's log of writes, which still holds what was deleted; whoever is at work puts it
    off. PostgreSQL vacuums by itself.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(SQLAlchemyError, sqlite3.Error, OSError):
        async with engine.connect() as connection:
            # On the driver's own connection, for this isn't possible inside a transaction.
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute_fetchall("PRAGMA busy_timeout=1000")
            try:
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                await driver.execute_fetchall(f"PRAGMA busy_timeout={_PATIENCE}")


def reason(error: BaseException) -> str:
    """What the driver says, without statement and parameters."""
    return str(error.orig if isinstance(error, DBAPIError) else error).split("\n", maxsplit=1)[0]


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own connection
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE}",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Any) -> None:  # noqa: ANN401  # SQLAlchemy's connection
    # Going from reading to writing inside a transaction fails with "database is locked" under
    # concurrency; taking the lock first waits.
    connection.exec_driver_sql(
        "BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE"
    )
