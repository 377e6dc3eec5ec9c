"""The audit trail: which moderator did what to which debate; never who voted what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import moderator_actions

_STARTED, _NOT_SHOWN = "start", "not shown"


class SqlAudit:
    """The port `Audit`, within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(
        self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime
    ) -> None:
        """Remember an action."""
        row = {
            "community": community,
            "moderator": moderator,
            "action": action,
            "debate_id": debate_id,
            "at": now,
        }
        await self._connection.execute(insert(moderator_actions), row)

    async def starter(self, debate_id: int) -> str:
        """Who started a debate; empty where nobody is known."""
        started = (moderator_actions.c.debate_id == debate_id) & (
            moderator_actions.c.action == _STARTED
        )
        query = select(moderator_actions.c.moderator).where(started)
        return str(await self._connection.scalar(query) or "")

    async def moderator_to_tell(self, debate_id: int, now: datetime) -> str:
        """Who started a debate that can't be shown, the first time that is asked; empty afterwards,
        and where nobody did. That it was asked stands in the audit trail, without a name.
        """
        of_debate = moderator_actions.c.debate_id == debate_id
        actions = select(moderator_actions).where(
            of_debate, moderator_actions.c.action.in_([_STARTED, _NOT_SHOWN])
        )
        known = {row.action: row for row in await self._connection.execute(actions)}
        if _STARTED not in known or _NOT_SHOWN in known:
            return ""
        started = known[_STARTED]
        await self.record(started.community, "", _NOT_SHOWN, debate_id, now)
        return str(started.moderator)
