"""Ballots in the database: cast through the group writer, read back by their voter alone, counted without names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.models import Answer, Ballot, State
from bot.storage.ballot_writer import BallotWriter, Vote
from bot.storage.engine import told
from bot.storage.pseudonyms import pseudonym
from bot.storage.tables import ballots, debate_keys, debates


class SqlBallotBox:
    """The port `BallotBox` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = BallotWriter(engine)

    async def vote(
        self, debate_id: int, member: str, question: str, choice: str, now: datetime, *, phase: int = 0, sealed: bool = False
    ) -> bool:
        """Store or change a ballot if the debate is open and in that phase at `now`; returns after the commit."""
        return await self._writer.write(Vote(debate_id, member, question, choice, now, phase, sealed))

    async def seal(self, debate_id: int, member: str, question: str, now: datetime) -> bool:
        """Make a ballot of an open debate final; False when there is none."""
        with told():
            async with self._engine.begin() as connection:
                key = await _open_key(connection, debate_id, now)
                if key is None:
                    return False
                mine = _of(debate_id, pseudonym(key, member)) & (ballots.c.question == question)
                done = await connection.execute(update(ballots).where(mine).values(sealed=True))
        return done.rowcount > 0

    async def withdraw(self, debate_id: int, member: str, question: str, now: datetime) -> bool:
        """Remove a ballot of an open debate; False when there was none."""
        with told():
            async with self._engine.begin() as connection:
                key = await _open_key(connection, debate_id, now)
                if key is None:
                    return False
                mine = _of(debate_id, pseudonym(key, member)) & (ballots.c.question == question)
                gone = await connection.execute(delete(ballots).where(mine))
        return gone.rowcount > 0

    async def answers(self, debate_id: int, member: str) -> Mapping[str, Answer]:
        """A member's own answers by question; none once the debate's key is destroyed."""
        with told():
            async with self._engine.connect() as connection:
                key = await connection.scalar(select(debate_keys.c.secret).where(debate_keys.c.debate_id == debate_id))
                if key is None:
                    return {}
                rows = await connection.execute(select(ballots).where(_of(debate_id, pseudonym(key, member))))
                return {row.question: Answer(row.choice, row.sealed) for row in rows}

    async def counts(self, debate_id: int, question: str) -> Mapping[str, int]:
        """Answers to one question by choice."""
        query = select(ballots.c.choice.label("name"), func.count().label("n")).where(
            ballots.c.debate_id == debate_id, ballots.c.question == question
        )
        return await self._count(query.group_by(ballots.c.choice))

    async def seen(self, debate_id: int) -> Mapping[str, int]:
        """How many answered each question."""
        query = select(ballots.c.question.label("name"), func.count().label("n")).where(ballots.c.debate_id == debate_id)
        return await self._count(query.group_by(ballots.c.question))

    async def voters(self, debate_id: int) -> int:
        """How many members answered any question but a report."""
        query = select(func.count(func.distinct(ballots.c.voter))).where(
            ballots.c.debate_id == debate_id, ballots.c.question.not_like("r%")
        )
        with told():
            async with self._engine.connect() as connection:
                return int(await connection.scalar(query) or 0)

    async def all(self, debate_id: int) -> Sequence[Ballot]:
        """Every ballot of a debate, for its result."""
        with told():
            async with self._engine.connect() as connection:
                rows = await connection.execute(select(ballots).where(ballots.c.debate_id == debate_id))
                return [Ballot(row.voter, row.question, row.choice) for row in rows]

    async def _count(self, query: Select[Any]) -> Mapping[str, int]:
        with told():
            async with self._engine.connect() as connection:
                return {row.name: row.n for row in await connection.execute(query)}


def _of(debate_id: int, voter: bytes) -> ColumnElement[bool]:
    return (ballots.c.debate_id == debate_id) & (ballots.c.voter == voter)


async def _open_key(connection: AsyncConnection, debate_id: int, now: datetime) -> bytes | None:
    query = (
        select(debate_keys.c.secret)
        .join(debates, debates.c.id == debate_keys.c.debate_id)
        .where(debates.c.id == debate_id, debates.c.state == State.OPEN, debates.c.due_at > now)
    )
    key: bytes | None = await connection.scalar(query.with_for_update(read=True, of=debates))
    return key
