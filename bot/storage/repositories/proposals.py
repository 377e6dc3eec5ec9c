"""Motions that members propose to a server's moderators, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.models import Proposal
from bot.storage.tables import proposals


class SqlProposals:
    """The port `Proposals`, within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, community: str, motion: str, author: str, on: date) -> Proposal:
        """Store one."""
        row = {"community": community, "motion": motion, "author": author, "proposed_on": on}
        added = await self._connection.execute(insert(proposals).returning(proposals), row)
        return _proposal(added.one())

    async def of_community(self, community: str) -> Sequence[Proposal]:
        """A server's, oldest first."""
        query = select(proposals).where(proposals.c.community == community)
        rows = await self._connection.execute(query.order_by(proposals.c.id))
        return [_proposal(row) for row in rows]

    async def take(self, community: str, number: int) -> Proposal | None:
        """Take one off the list; None when it is gone."""
        which = (proposals.c.community == community) & (proposals.c.id == number)
        gone = await self._connection.execute(delete(proposals).where(which).returning(proposals))
        row = gone.one_or_none()
        return _proposal(row) if row else None


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(row.id, row.community, row.motion, row.author)
