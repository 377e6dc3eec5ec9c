"""Opens the database: SQLite in WAL with full syncs and immediate transactions, or PostgreSQL.
Errors are told in words.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import event, select, text
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import UnavailableError
from bot.storage.address import Access, file_of, parse_url, with_access
from bot.storage.causes import AWAY, cause_of
from bot.storage.keys import KeyRing, Keys, keys_beside
from bot.storage.operator.condition import Condition

_LOG = logging.getLogger(__name__)
_PATIENCE = 5_000
"""Milliseconds that SQLite waits for another writer."""
_LOOK = 1.5
"""Seconds that looking whether it answers may take; whoever asks waits two."""
_READ_ONLY = {"server_settings": {"default_transaction_read_only": "on"}}


def open_engine(url: str, access: Access = Access.CREATE, keys: Keys | None = None) -> AsyncEngine:
    """An engine whose errors hide parameters: they may hold member ids. Without `keys` those of
    debates lie in the folder `keys` beside SQLite's file.
    """
    parsed = parse_url(url)
    condition = Condition(file_of(parsed))
    is_server = parsed.get_backend_name() == "postgresql"
    engine = create_async_engine(
        with_access(parsed, access),
        hide_parameters=True,
        # A pooled connection may have died with a server that was started anew; asking first costs
        # a round trip and saves a failed answer.
        pool_pre_ping=is_server,
        connect_args=_READ_ONLY if is_server and access is Access.READ else {},
        execution_options={
            "condition": condition,
            "reading": access is Access.READ,
            "keys": KeyRing(keys or keys_beside(condition.file)),
        },
    )
    if not is_server:
        event.listen(engine.sync_engine, "connect", _prepare(condition, access))
        event.listen(engine.sync_engine, "begin", _begin)
        event.listen(engine.sync_engine, "do_connect", lambda *_: condition.require_same_file())
    event.listen(engine.sync_engine, "commit", _commit)
    event.listen(engine.sync_engine, "handle_error", _note_failure)
    return engine


def reading(engine: AsyncEngine) -> AsyncConnection:
    """A connection that only reads; on SQLite it waits for no writer and keeps none waiting. Use it
    with `async with`.
    """
    return engine.execution_options(reading=True).connect()


async def ailment(engine: AsyncEngine) -> str:
    """What keeps the database from being read and written, with the cure; empty when nothing does.
    After a failed write it is tried whether one succeeds again.
    """
    condition = condition_of(engine)
    if cause := condition.ails():
        return str(cause)
    try:
        async with asyncio.timeout(_LOOK):
            if condition.last:
                await _try_to_write(engine)
                return ""
            async with reading(engine) as connection:
                await connection.scalar(select(1))
    except TimeoutError:
        return str(condition.last or AWAY)
    except (SQLAlchemyError, OSError) as error:
        return str(cause_of(error, condition.file))
    return ""


def condition_of(engine: AsyncEngine) -> Condition:
    """What is known of the database that `open_engine` opened."""
    condition: Condition = engine.get_execution_options()["condition"]
    return condition


async def _try_to_write(engine: AsyncEngine) -> None:
    """A commit that leaves everything as it was."""
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_current_xact_id()"))
            return
        version = await connection.scalar(text("PRAGMA user_version"))
        await connection.execute(text(f"PRAGMA user_version = {int(version or 0)}"))


@contextmanager
def translating_errors() -> Iterator[None]:
    """Turn a database's failure into UnavailableError: nothing was recorded. The log has
    the cause.
    """
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        _LOG.error("database: %s", cause_of(error))
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


def _prepare(condition: Condition, access: Access) -> Any:  # noqa: ANN401  # a listener
    # The driver's own connection.
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        mode = "delete"
        if access is not Access.READ:
            cursor.execute("PRAGMA journal_mode=WAL")
            (mode,) = cursor.fetchone()
            for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        condition.note_opened(has_log=mode == "wal")

    return prepare


def _commit(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("reading"):
        options["condition"].require_same_file()
        options["condition"].note_written()


def _note_failure(context: ExceptionContext) -> None:
    if context.engine:
        context.engine.get_execution_options()["condition"].note_failed(context.original_exception)


def _begin(connection: Any) -> None:  # noqa: ANN401  # SQLAlchemy's connection
    # Going from reading to writing inside a transaction fails with "database is locked" under
    # concurrency; taking the lock first waits.
    connection.exec_driver_sql(
        "BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE"
    )
