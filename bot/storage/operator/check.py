"""Looks for what is wrong with a database and says how to mend it; changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.models import State
from bot.storage.causes import KEY_GONE
from bot.storage.engine import reading
from bot.storage.keys import ring_of
from bot.storage.migrate import current, newest
from bot.storage.tables import ballots, debate_keys, debates, metadata

_ENDED = (State.CLOSED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and the cure where something is wrong."""

    subject: str
    found: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.subject}: {self.found}" + (f"; {self.cure}" if self.cure else "")


async def examine(engine: AsyncEngine) -> list[Finding]:
    """All findings; those with a cure are faults."""
    async with reading(engine) as connection:
        revision = await connection.run_sync(current)
        if revision != newest():
            cure = (
                "`eyebot db upgrade` brings it up"
                if revision < newest()
                else "run the eyebot that made it"
            )
            return [Finding("revision", revision or "none", cure)]
        found = [Finding("revision", revision)]
        found += [one async for one in _file(connection)]
        if wrong := await connection.run_sync(_columns):
            return [*found, *wrong]
        found += [one async for one in _debates(connection)]
        found += [
            Finding(
                table.name,
                f"{await connection.scalar(select(func.count()).select_from(table)):,} rows",
            )
            for table in metadata.sorted_tables
        ]
    return found


async def _file(connection: AsyncConnection) -> AsyncIterator[Finding]:
    """SQLite can look through its own file; PostgreSQL keeps keys whole by itself."""
    if connection.dialect.name != "sqlite":
        return
    health = (await connection.execute(text("PRAGMA integrity_check"))).scalars().all()
    yield Finding(
        "file", ", ".join(health[:3]), "" if health == ["ok"] else "restore the last backup"
    )
    orphans = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
    if orphans:
        yield Finding(
            "references", f"{len(orphans)} rows point at nothing", "restore the last backup"
        )


def _columns(connection: Connection) -> list[Finding]:
    """Each table as this version knows it."""
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    found = []
    for table in metadata.sorted_tables:
        if table.name not in present:
            found.append(Finding(table.name, "the table is missing", "restore the last backup"))
            continue
        columns = {column["name"] for column in inspector.get_columns(table.name)}
        if missing := {column.name for column in table.columns} - columns:
            found.append(
                Finding(
                    table.name, f"lacks {', '.join(sorted(missing))}", "restore the last backup"
                )
            )
    return found


async def _debates(connection: AsyncConnection) -> AsyncIterator[Finding]:
    """What should never be."""
    key = exists().where(debate_keys.c.debate_id == debates.c.id)
    wrong: tuple[tuple[str, ColumnElement[bool], str], ...] = (
        (
            "without a ballot key though not ended",
            debates.c.state.not_in(_ENDED) & ~key,
            "cancel and start anew; nobody can vote there",
        ),
        (
            "closed a day ago without a result",
            (debates.c.state == State.CLOSED) & debates.c.result.is_(None) & ~key,
            "their ballots are gone; restore a backup from before",
        ),
    )
    kept = (
        select(debates.c.id, debate_keys.c.handle)
        .join(debate_keys, debate_keys.c.debate_id == debates.c.id)
        .where(debates.c.state.not_in(_ENDED))
    )
    ring = ring_of(connection)
    gone = [row.id for row in await connection.execute(kept) if ring.of(row.handle) is None]
    if gone:
        yield Finding("keys", f"{len(gone)} of running debates are not there", KEY_GONE.cure)
    for subject, condition, cure in wrong:
        numbers = (
            (await connection.execute(select(debates.c.id).where(condition).order_by(debates.c.id)))
            .scalars()
            .all()
        )
        if numbers:
            yield Finding(
                "debates", f"{len(numbers)} {subject} ({', '.join(map(str, numbers[:10]))})", cure
            )
    loose = (
        select(func.count())
        .select_from(ballots)
        .where(~exists().where(debate_keys.c.debate_id == ballots.c.debate_id))
    )
    if count := await connection.scalar(loose):
        yield Finding(
            "ballots", f"{count} whose key is gone", "start the bot once: it deletes them"
        )


def is_fault(finding: Finding) -> bool:
    """Whether something has to be mended."""
    return bool(finding.cure)
