"""Moves everything from one database to another, such as from SQLite to PostgreSQL, while votes
come in, and loses none.

The source is locked against writing for as long as the copy takes. Once the copy is committed and
proved equal, the source forgets its ballots and every member's id and refuses every write: a vote
that waited for the lock is refused, never acknowledged into the old database.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Row, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SetUpError
from bot.storage.causes import reason
from bot.storage.engine import scrub
from bot.storage.keys import KeyRing, ring_of
from bot.storage.migrate import MOVED, upgrade
from bot.storage.tables import (
    ballots,
    community_settings,
    contributions,
    debate_keys,
    metadata,
    moderator_actions,
)

_ROWS = 500
_REFUSAL = "this database has been moved; EYEBOT_DATABASE_URL names the old one"


async def move(source: AsyncEngine, target: AsyncEngine, *, keep: bool = False) -> list[str]:
    """Copy all rows; lines about each table. With `keep` the source goes on as before. Raises
    SetUpError when nothing was moved.
    """
    await upgrade(source)
    await upgrade(target)
    try:
        async with source.begin() as old:
            await _lock(old)
            await _require_keys(old, ring_of(target))
            async with target.begin() as new:
                lines = [await _copy(old, new, table) for table in metadata.sorted_tables]
            if not keep:
                await _forget(old)
                await _refuse_writes(old)
    except SQLAlchemyError as error:
        raise SetUpError(f"nothing was moved: {reason(error)}") from error
    if not keep:
        await scrub(source)
    return lines


async def _require_keys(old: AsyncConnection, ring: KeyRing) -> None:
    """What is moved can only be read where its keys are found."""
    handles = (await old.execute(select(debate_keys.c.handle))).scalars()
    mine = ring_of(old)
    if lost := sum(ring.of(one) is None for one in handles if mine.of(one) is not None):
        raise SetUpError(
            f"nothing was moved: the keys of {lost} debates can't be found for the new database;"
            " set EYEBOT_KEYS and EYEBOT_WRAPPING_KEY_FILE so that both can read them"
        )


async def _forget(old: AsyncConnection) -> None:
    """Nobody looks after the old database any more, so nothing in it would ever be forgotten."""
    for table in (ballots, debate_keys):
        await old.execute(delete(table))
    await old.execute(update(contributions).values(author=""))
    await old.execute(update(moderator_actions).values(moderator=""))


async def _lock(old: AsyncConnection) -> None:
    """SQLite's transaction has the lock from its beginning."""
    if old.dialect.name == "postgresql":
        names = ", ".join(table.name for table in metadata.sorted_tables)
        await old.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


async def _copy(old: AsyncConnection, new: AsyncConnection, table: Table) -> str:
    if await new.scalar(select(func.count()).select_from(table)):
        raise SetUpError(
            f"nothing was moved: the table {table.name} of the new database has rows already; name "
            "an empty database"
        )
    count, before = 0, _Digest(table)
    async for rows in _batches(old, table):
        await new.execute(insert(table), [dict(row._mapping) for row in rows])
        before.add(rows)
        count += len(rows)
    after = _Digest(table)
    async for rows in _batches(new, table):
        after.add(rows)
    if before.value() != after.value():
        raise SetUpError(f"nothing was moved: the copy of {table.name} differs from it")
    await _count_on(new, table)
    return f"{table.name}: {count:,} rows"


async def _batches(connection: AsyncConnection, table: Table) -> AsyncIterator[list[Row[Any]]]:
    """All rows by their key, so that both databases give them in an order that `_Digest` needn't
    mind.
    """
    found = await connection.stream(select(table))
    async for rows in found.partitions(_ROWS):
        yield list(rows)


async def _count_on(new: AsyncConnection, table: Table) -> None:
    """PostgreSQL numbers new rows by a sequence, which must begin after the copied ones."""
    column = table.autoincrement_column
    if new.dialect.name == "postgresql" and column is not None:
        highest = await new.scalar(select(func.max(column)))
        if highest:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            await new.execute(select(func.setval(sequence, highest)))


async def _refuse_writes(old: AsyncConnection) -> None:
    """A trigger on every table. Who writes to it from now on is told, and so is who starts
    with it.
    """
    await old.execute(insert(community_settings), {"community": "", "name": MOVED, "value": ""})
    if old.dialect.name == "postgresql":
        body = f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END"
        await old.execute(
            text(
                "CREATE OR REPLACE FUNCTION eyebot_moved() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"{body} $$"
            )
        )
    for table in metadata.sorted_tables:
        if old.dialect.name == "postgresql":
            what = (
                f"BEFORE INSERT OR UPDATE OR DELETE ON {table.name}"
                " FOR EACH STATEMENT EXECUTE FUNCTION eyebot_moved()"
            )
            await old.execute(text(f"CREATE TRIGGER eyebot_moved_{table.name} {what}"))
            continue
        for change in ("INSERT", "UPDATE", "DELETE"):
            body = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            await old.execute(
                text(
                    f"CREATE TRIGGER eyebot_moved_{table.name}_{change.lower()} BEFORE {change} ON "
                    f"{table.name} {body}"
                )
            )


class _Digest:
    """A sum over rows that doesn't depend on their order."""

    def __init__(self, table: Table) -> None:
        self._names = [column.name for column in table.columns]
        self._sum = 0
        self._count = 0

    def add(self, rows: list[Row[Any]]) -> None:
        """Some more rows."""
        for row in rows:
            line = repr([_plain(row._mapping[name]) for name in self._names]).encode()
            self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) % (
                1 << 256
            )
            self._count += 1

    def value(self) -> tuple[int, int]:
        """How many rows, and their sum."""
        return self._count, self._sum


def _plain(value: object) -> object:
    """The same from either driver: JSON objects in the order of their keys, bytes as bytes."""
    if isinstance(value, dict):
        return sorted((key, _plain(one)) for key, one in value.items())
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return bytes(value) if isinstance(value, memoryview | bytearray) else value
