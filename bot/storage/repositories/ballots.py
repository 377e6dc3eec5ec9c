"""Ballots read back: by their voter alone, or counted without names. They are cast through the
group writer, but for reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.ballots import Decide
from bot.debate.formats import LOOKED_AT
from bot.debate.models import Ballot, Debate, OwnAnswer
from bot.errors import UnavailableError
from bot.storage.ballot_rows import Key, store
from bot.storage.pseudonyms import pseudonym
from bot.storage.tables import ballots, debate_keys


class SqlBallots:
    """The port `Ballots`, within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def answers(self, debate_id: int, member: str) -> Mapping[str, OwnAnswer]:
        """A member's own answers by question; none once the debate's key is destroyed."""
        key = await self._key(debate_id)
        if key is None:
            return {}
        mine = select(ballots).where(_of(debate_id, pseudonym(key, member)))
        rows = await self._connection.execute(mine)
        return {row.question: OwnAnswer(row.choice, row.sealed) for row in rows}

    async def act(self, debate: Debate, member: str, decide: Decide) -> None:
        """Let `decide` see the member's answers and store what it says, with whatever else this
        transaction stores. Raises what it raises, and UnavailableError once the debate's key is
        destroyed.
        """
        key = await self._key(debate.id)
        if key is None:
            raise UnavailableError
        voter = pseudonym(key, member)
        changed: dict[Key, OwnAnswer | None] = {}
        for question, choice, sealed in decide(debate, await self.answers(debate.id, member)):
            answer = None if choice is None else OwnAnswer(choice, sealed)
            changed[debate.id, voter, question] = answer
        await store(self._connection, changed)

    async def set_aside(self, debate_id: int, question: str) -> None:
        """Reports that a moderator has looked at stay, and count no more."""
        reported = (ballots.c.debate_id == debate_id) & (ballots.c.question == question)
        await self._connection.execute(update(ballots).where(reported).values(choice=LOOKED_AT))

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
        """How many members answered any question but a report or a mark on an argument."""
        query = select(func.count(func.distinct(ballots.c.voter))).where(
            ballots.c.debate_id == debate_id,
            ballots.c.question.not_like("r%"),
            ballots.c.question.not_like("k:%"),
        )
        return int(await self._connection.scalar(query) or 0)

    async def all(self, debate_id: int, *, most: int | None = None) -> Sequence[Ballot] | None:
        """Every ballot of a debate, for its result; None where there are more than `most`."""
        query = select(ballots).where(ballots.c.debate_id == debate_id)
        if most is not None:
            query = query.limit(most + 1)
        rows = (await self._connection.execute(query)).all()
        if most is not None and len(rows) > most:
            return None
        return [Ballot(row.voter, row.question, row.choice) for row in rows]

    async def _key(self, debate_id: int) -> bytes | None:
        which = select(debate_keys.c.secret).where(debate_keys.c.debate_id == debate_id)
        key: bytes | None = await self._connection.scalar(which)
        return key

    async def _count(self, query: Select[Any]) -> Mapping[str, int]:
        return {row.name: row.n for row in await self._connection.execute(query)}


def _of(debate_id: int, voter: bytes) -> ColumnElement[bool]:
    return (ballots.c.debate_id == debate_id) & (ballots.c.voter == voter)
