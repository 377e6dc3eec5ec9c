"""Members who want to be told of a debate's last vote, in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import reminders


class SqlReminders:
    """The port `Reminders`, within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def toggle(self, debate_id: int, member: str) -> bool:
        """Whether the member is to be told from now on: yes, unless they were."""
        mine = (reminders.c.debate_id == debate_id) & (reminders.c.member == member)
        if await self._connection.scalar(select(reminders.c.member).where(mine)):
            await self._connection.execute(delete(reminders).where(mine))
            return False
        await self._connection.execute(
            insert(reminders), {"debate_id": debate_id, "member": member}
        )
        return True

    async def take(self, debate_id: int) -> Sequence[str]:
        """Who is to be told now; they are forgotten with it."""
        which = delete(reminders).where(reminders.c.debate_id == debate_id)
        found = await self._connection.execute(which.returning(reminders.c.member))
        return list(found.scalars())
