"""Members' arguments and statements in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind, Standing
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import contributions


class SqlContributions:
    """The port `Contributions` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, given: Sequence[Contribution]) -> Sequence[Contribution]:
        """Store them; the ids given are replaced by new ones."""
        found = []
        with translating_errors():
            async with self._engine.begin() as connection:
                for one in given:
                    row = {
                        column.name: getattr(one, column.name)
                        for column in contributions.columns
                        if column.name != "id"
                    }
                    found.append(
                        (
                            await connection.execute(
                                insert(contributions).returning(contributions), row
                            )
                        ).one()
                    )
        return [_contribution(row) for row in found]

    async def get(self, number: int) -> Contribution | None:
        """One of them."""
        with translating_errors():
            async with reading(self._engine) as connection:
                row = (
                    await connection.execute(
                        select(contributions).where(contributions.c.id == number)
                    )
                ).one_or_none()
        return _contribution(row) if row else None

    async def of_debate(
        self, debate_id: int, *standings: Standing, author: str | None = None
    ) -> Sequence[Contribution]:
        """Those of a debate in the order they came, of these standings (all without any), and of
        one author.
        """
        query = (
            select(contributions)
            .where(contributions.c.debate_id == debate_id)
            .order_by(contributions.c.id)
        )
        if standings:
            query = query.where(contributions.c.standing.in_(standings))
        if author is not None:
            query = query.where(contributions.c.author == author)
        with translating_errors():
            async with reading(self._engine) as connection:
                return [_contribution(row) for row in await connection.execute(query)]

    async def decide(
        self, one: Contribution, standing: Standing, *, note: str = "", is_told: bool
    ) -> Contribution | None:
        """Change its standing from exactly the one that was read; None when another moderator came
        first.
        """
        same = (contributions.c.id == one.id) & (contributions.c.standing == one.standing)
        return await self._change(same, standing=standing, note=note, is_told=is_told)

    async def revise(self, one: Contribution, text: str, standing: Standing) -> Contribution | None:
        """The author's new words for one that was handed back; None when it no longer is."""
        same = (contributions.c.id == one.id) & (contributions.c.standing == Standing.RETURNED)
        return await self._change(same, text=text, standing=standing, note="", is_told=True)

    async def note_told(self, number: int) -> None:
        """Remember that its author knows the outcome."""
        await self._change(contributions.c.id == number, is_told=True)

    async def _change(self, where: ColumnElement[bool], **values: object) -> Contribution | None:
        with translating_errors():
            async with self._engine.begin() as connection:
                query = update(contributions).where(where).values(**values).returning(contributions)
                row = (await connection.execute(query)).one_or_none()
        return _contribution(row) if row else None


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
