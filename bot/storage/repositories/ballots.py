"""Ballots read back: by their voter alone, or counted without names. They are cast through the
group writer, but for reports.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.ballots import Decide
from bot.debate.formats import LOOKED_AT
from bot.debate.models import Ballot, Debate, OwnAnswer
from bot.errors import UnavailableError
from bot.storage.ballot_rows import Key, store
from bot.storage.causes import KeyGoneError
from bot.storage.keys import ring_of
from bot.storage.sealing import DebateKey
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
        mine = select(ballots).where(_of(debate_id) & (ballots.c.voter == key.pseudonym(member)))
        rows = await self._connection.execute(mine)
        return {
            row.question: OwnAnswer(key.unseal(row.voter, row.question, row.choice), row.sealed)
            for row in rows
        }

    async def act(self, debate: Debate, member: str, decide: Decide) -> None:
        """Let `decide` see the member's answers and store what it says, with whatever else this
        transaction stores. Raises what it raises, and UnavailableError once the debate's key is
        destroyed.
        """
        key = await self._key(debate.id)
        if key is None:
            raise UnavailableError
        voter = key.pseudonym(member)
        changed: dict[Key, OwnAnswer | None] = {}
        for question, choice, sealed in decide(debate, await self.answers(debate.id, member)):
            answer = None if choice is None else OwnAnswer(choice, sealed)
            changed[debate.id, voter, question] = answer
        await store(self._connection, changed, {debate.id: key})

    async def set_aside(self, debate_id: int, question: str) -> None:
        """Reports that a moderator has looked at stay, and count no more."""
        rows = await self._rows(_of(debate_id, question))
        key = await self._key(debate_id)
        if not rows or key is None:
            return
        looked_at: dict[Key, OwnAnswer | None] = {
            (debate_id, row.voter, question): OwnAnswer(LOOKED_AT, row.sealed) for row in rows
        }
        await store(self._connection, looked_at, {debate_id: key})

    async def counts(self, debate_id: int, question: str) -> Mapping[str, int]:
        """Answers to one question by choice."""
        opened = await self._opened(debate_id, await self._rows(_of(debate_id, question)))
        return Counter(ballot.choice for ballot in opened)

    async def seen(self, debate_id: int) -> Mapping[str, int]:
        """How many answered each question."""
        query = select(ballots.c.question.label("name"), func.count().label("n"))
        grouped = query.where(_of(debate_id)).group_by(ballots.c.question)
        return {row.name: row.n for row in await self._connection.execute(grouped)}

    async def voters(self, debate_id: int) -> int:
        """How many members answered any question but a report or a mark on an argument."""
        query = select(func.count(func.distinct(ballots.c.voter))).where(
            _of(debate_id),
            ballots.c.question.not_like("r%"),
            ballots.c.question.not_like("k:%"),
        )
        return int(await self._connection.scalar(query) or 0)

    async def all(self, debate_id: int, *, most: int | None = None) -> Sequence[Ballot] | None:
        """Every ballot of a debate, for its result; None where there are more than `most`."""
        rows = await self._rows(_of(debate_id), limit=None if most is None else most + 1)
        if most is not None and len(rows) > most:
            return None
        return await self._opened(debate_id, rows)

    async def _rows(
        self, which: ColumnElement[bool], limit: int | None = None
    ) -> Sequence[Row[Any]]:
        query = select(ballots).where(which).limit(limit)
        rows: Sequence[Row[Any]] = (await self._connection.execute(query)).all()
        return rows

    async def _opened(self, debate_id: int, rows: Sequence[Row[Any]]) -> list[Ballot]:
        """Unsealed, many of them beside the loop. Raises KeyGoneError: a result of nothing, where
        there are ballots, would be a false one.
        """
        key = await self._key(debate_id)
        if not rows:
            return []
        if key is None:
            raise KeyGoneError(debate_id)

        def opened() -> list[Ballot]:
            return [
                Ballot(row.voter, row.question, key.unseal(row.voter, row.question, row.choice))
                for row in rows
            ]

        return opened() if len(rows) < _FEW else await asyncio.to_thread(opened)

    async def _key(self, debate_id: int) -> DebateKey | None:
        which = select(debate_keys.c.handle).where(debate_keys.c.debate_id == debate_id)
        return ring_of(self._connection).of(await self._connection.scalar(which))


_FEW = 1_000
"""Ballots that are unsealed in two milliseconds."""


def _of(debate_id: int, question: str | None = None) -> ColumnElement[bool]:
    in_debate = ballots.c.debate_id == debate_id
    return in_debate if question is None else in_debate & (ballots.c.question == question)
