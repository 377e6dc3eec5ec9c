"""Ballots in the database: cast through the group writer, read back by their voter alone, counted
without names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Acted, Decide
from bot.debate.formats import LOOKED_AT
from bot.debate.models import Answer, Ballot
from bot.services.meters import Meters
from bot.storage.ballot_writer import BallotWriter
from bot.storage.engine import reading, translating_errors
from bot.storage.pseudonyms import pseudonym
from bot.storage.tables import ballots, debate_keys


class SqlBallotBox:
    """The port `BallotBox` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine, meters: Meters | None = None) -> None:
        self._engine = engine
        self.writer = BallotWriter(engine, meters)

    async def act(self, debate_id: int, member: str, decide: Decide) -> Acted:
        """Let `decide` see the debate and the member's answers and store what it says, in one
        transaction; returns after the commit.
        """
        return await self.writer.act(debate_id, member, decide)

    async def finish(self) -> None:
        """Return when every act that waits has been stored or refused."""
        await self.writer.finish()

    def give_up(self) -> None:
        """Tell every act that still waits that nothing was recorded."""
        self.writer.give_up()

    async def answers(self, debate_id: int, member: str) -> Mapping[str, Answer]:
        """A member's own answers by question; none once the debate's key is destroyed."""
        with translating_errors():
            async with reading(self._engine) as connection:
                key = await connection.scalar(
                    select(debate_keys.c.secret).where(debate_keys.c.debate_id == debate_id)
                )
                if key is None:
                    return {}
                rows = await connection.execute(
                    select(ballots).where(_of(debate_id, pseudonym(key, member)))
                )
                return {row.question: Answer(row.choice, row.sealed) for row in rows}

    async def counts(self, debate_id: int, question: str) -> Mapping[str, int]:
        """Answers to one question by choice."""
        query = select(ballots.c.choice.label("name"), func.count().label("n")).where(
            ballots.c.debate_id == debate_id, ballots.c.question == question
        )
        return await self._count(query.group_by(ballots.c.choice))

    async def seen(self, debate_id: int) -> Mapping[str, int]:
        """How many answered each question."""
        query = select(ballots.c.question.label("name"), func.count().label("n")).where(
            ballots.c.debate_id == debate_id
        )
        return await self._count(query.group_by(ballots.c.question))

    async def voters(self, debate_id: int) -> int:
        """How many members answered any question but a report."""
        query = select(func.count(func.distinct(ballots.c.voter))).where(
            ballots.c.debate_id == debate_id, ballots.c.question.not_like("r%")
        )
        with translating_errors():
            async with reading(self._engine) as connection:
                return int(await connection.scalar(query) or 0)

    async def set_aside(self, debate_id: int, question: str) -> None:
        """Reports that a moderator has looked at stay, and count no more."""
        reported = (ballots.c.debate_id == debate_id) & (ballots.c.question == question)
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(update(ballots).where(reported).values(choice=LOOKED_AT))

    async def all(self, debate_id: int) -> Sequence[Ballot]:
        """Every ballot of a debate, for its result."""
        with translating_errors():
            async with reading(self._engine) as connection:
                rows = await connection.execute(
                    select(ballots).where(ballots.c.debate_id == debate_id)
                )
                return [Ballot(row.voter, row.question, row.choice) for row in rows]

    async def _count(self, query: Select[Any]) -> Mapping[str, int]:
        with translating_errors():
            async with reading(self._engine) as connection:
                return {row.name: row.n for row in await connection.execute(query)}


def _of(debate_id: int, voter: bytes) -> ColumnElement[bool]:
    return (ballots.c.debate_id == debate_id) & (ballots.c.voter == voter)
