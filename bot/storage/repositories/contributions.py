"""Members' arguments and statements in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.contributions import UNDECIDED, Contribution, Kind, Standing
from bot.storage.tables import contributions, debates


class SqlContributions:
    """The port `Contributions`, within a transaction. With a `community`, others' don't exist."""

    def __init__(self, connection: AsyncConnection, community: str | None = None) -> None:
        self._connection = connection
        self._community = community

    async def add(self, one: Contribution) -> Contribution:
        """Store it; the id given is replaced by a new one."""
        row = {name: value for name, value in asdict(one).items() if name != "id"}
        added = await self._connection.execute(insert(contributions).returning(contributions), row)
        return _contribution(added.one())

    async def get(self, number: int) -> Contribution | None:
        """One of them."""
        query = self._mine(select(contributions).where(contributions.c.id == number))
        row = (await self._connection.execute(query)).one_or_none()
        return _contribution(row) if row else None

    async def of_debate(
        self, debate_id: int, *standings: Standing, author: str | None = None
    ) -> Sequence[Contribution]:
        """Those of a debate in the order they came, of these standings (all without any), and of
        one author.
        """
        query = self._mine(select(contributions).where(contributions.c.debate_id == debate_id))
        if standings:
            query = query.where(contributions.c.standing.in_(standings))
        if author is not None:
            query = query.where(contributions.c.author == author)
        rows = await self._connection.execute(query.order_by(contributions.c.id))
        return [_contribution(row) for row in rows]

    async def decide(
        self, one: Contribution, standing: Standing, *, note: str = "", is_told: bool
    ) -> Contribution | None:
        """Change its standing from exactly the one that was read; None when another moderator came
        first.
        """
        same = (contributions.c.id == one.id) & (contributions.c.standing == one.standing)
        return await self._change(same, standing=standing, note=note, is_told=is_told)

    async def expire(self, debate_id: int) -> Sequence[Contribution]:
        """Of a debate that is over: all that no moderator has decided on comes too late."""
        waits = contributions.c.standing.in_(UNDECIDED)
        query = update(contributions).where(contributions.c.debate_id == debate_id, waits)
        late = query.values(standing=Standing.LATE, is_told=False).returning(contributions)
        return [_contribution(row) for row in await self._connection.execute(late)]

    async def revise(self, one: Contribution, text: str, standing: Standing) -> Contribution | None:
        """The author's new words for one that was handed back; None when it no longer is."""
        same = (contributions.c.id == one.id) & (contributions.c.standing == Standing.RETURNED)
        return await self._change(same, text=text, standing=standing, note="", is_told=True)

    async def note_told(self, number: int) -> None:
        """Remember that its author knows the outcome."""
        await self._change(contributions.c.id == number, is_told=True)

    async def _change(self, where: ColumnElement[bool], **values: object) -> Contribution | None:
        query = update(contributions).where(where).values(**values).returning(contributions)
        row = (await self._connection.execute(query)).one_or_none()
        return _contribution(row) if row else None

    def _mine(self, query: Select[Any]) -> Select[Any]:
        if self._community is None:
            return query
        of_community = select(debates.c.id).where(debates.c.community == self._community)
        return query.where(contributions.c.debate_id.in_(of_community))


def _contribution(row: Row[Any]) -> Contribution:
    return Contribution(
        id=row.id,
        debate_id=row.debate_id,
        kind=Kind(row.kind),
        text=row.text,
        side=row.side,
        citation=row.citation,
        standing=Standing(row.standing),
        author=row.author,
        note=row.note,
        is_told=row.is_told,
    )
