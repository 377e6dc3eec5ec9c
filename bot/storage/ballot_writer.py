"""Group commit: the votes waiting while one transaction runs are written by the next, and each is acknowledged only after its commit.

The first waiting vote leads and writes for all (no task sleeps on a queue). The queue is bounded. When a batch fails its votes are tried one by
one, so that a bad one fails alone; what then fails is told to its voter, never dropped.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.models import State
from bot.errors import UnavailableError
from bot.storage.pseudonyms import pseudonym
from bot.storage.tables import ballots, debate_keys, debates

_BATCH = 1_000
_WAITING = 20_000


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote as it came in; it counts only while the debate is in the phase it was cast for."""

    debate_id: int
    member: str
    question: str
    choice: str
    at: datetime
    phase: int = 0
    sealed: bool = False


@dataclass(slots=True)
class _Waiting:
    vote: Vote
    done: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class BallotWriter:
    """Writes the votes of this process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._queue: deque[_Waiting] = deque()
        self._leading: asyncio.Task[None] | None = None

    async def write(self, vote: Vote) -> bool:
        """Store the vote; False when its debate is not open. Raises UnavailableError when nothing was recorded."""
        if len(self._queue) >= _WAITING:
            raise UnavailableError
        waiting = _Waiting(vote)
        self._queue.append(waiting)
        if self._leading is None:
            self._leading = asyncio.create_task(self._drain())
        return await waiting.done

    async def _drain(self) -> None:
        """Write until nobody waits. Whatever happens, every waiting vote is answered."""
        try:
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(_BATCH, len(self._queue)))]
                await self._answer(batch)
        finally:
            self._leading = None
            for waiting in self._queue:
                _fail(waiting)
            self._queue.clear()

    async def _answer(self, batch: Sequence[_Waiting]) -> None:
        try:
            counted = await self._commit([waiting.vote for waiting in batch])
        except (SQLAlchemyError, OSError):
            if len(batch) == 1:
                _fail(batch[0])
            for waiting in batch if len(batch) > 1 else ():
                await self._answer([waiting])
            return
        except BaseException:
            for waiting in batch:
                _fail(waiting)
            raise
        for waiting, stored in zip(batch, counted, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(stored)

    async def _commit(self, votes: Sequence[Vote]) -> list[bool]:
        """One transaction: look which debates are open, keep the last vote of each voter, write in key order (PostgreSQL locks rows in order)."""
        async with self._engine.begin() as connection:
            open_until = await self._open(connection, {vote.debate_id for vote in votes})
            counted: list[bool] = []
            rows: dict[tuple[int, str, bytes], tuple[str, bool]] = {}
            for vote in votes:
                key, due_at, phase = open_until.get(vote.debate_id, (b"", vote.at, -1))
                counted.append(bool(key) and vote.at < due_at and vote.phase == phase)
                if counted[-1]:
                    rows[vote.debate_id, vote.question, pseudonym(key, vote.member)] = (vote.choice, vote.sealed)
            if rows:
                await self._upsert(connection, rows)
        return counted

    async def _open(self, connection: AsyncConnection, ids: set[int]) -> dict[int, tuple[bytes, datetime, int]]:
        query = (
            select(debates.c.id, debate_keys.c.secret, debates.c.due_at, debates.c.phase)
            .join(debate_keys, debate_keys.c.debate_id == debates.c.id)
            .where(debates.c.id.in_(ids), debates.c.state == State.OPEN)
        )
        # A close waits for this lock, so no vote can slip in after its tally. SQLite's immediate transaction does the same.
        rows = await connection.execute(query.with_for_update(read=True, of=debates))
        return {row.id: (row.secret, row.due_at, row.phase) for row in rows}

    async def _upsert(self, connection: AsyncConnection, rows: dict[tuple[int, str, bytes], tuple[str, bool]]) -> None:
        insert = postgresql.insert(ballots) if connection.dialect.name == "postgresql" else sqlite.insert(ballots)
        values = [
            {"debate_id": debate, "question": question, "voter": voter, "choice": choice, "sealed": sealed}
            for (debate, question, voter), (choice, sealed) in sorted(rows.items())
        ]
        new = insert.excluded
        upsert = insert.on_conflict_do_update(
            index_elements=["debate_id", "question", "voter"],
            set_={"choice": new.choice, "sealed": new.sealed},
            where=ballots.c.sealed.is_(False),
        )
        await connection.execute(upsert, values)


def _fail(waiting: _Waiting) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(UnavailableError())
