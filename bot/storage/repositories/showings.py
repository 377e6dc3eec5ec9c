"""What has been shown of each debate, and who is at showing it: stamps that keep several processes,
and a process that is started again, from showing anything twice or never.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import debates


class SqlShowings:
    """The port `Showings`, within a transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""
        await self._note(debates.c.id == debate_id, message=message)

    async def claim_phase(self, debate_id: int, phase: int) -> bool:
        """Take the announcement of a phase for oneself; False when it has been announced or another
        process is at it.
        """
        first = (debates.c.id == debate_id) & (debates.c.shown_phase < phase)
        return await self._note(first, shown_phase=phase)

    async def release_phase(self, debate_id: int, phase: int) -> None:
        """Give it back, to be tried again."""
        await self._note(debates.c.id == debate_id, shown_phase=phase - 1)

    async def claim_reminder(self, debate_id: int, phase: int) -> bool:
        """Take the reminder of a phase's end for oneself; False when there was one."""
        first = (debates.c.id == debate_id) & (debates.c.reminded_phase < phase)
        return await self._note(first, reminded_phase=phase)

    async def claim_result(self, debate_id: int, now: datetime, until: datetime) -> bool:
        """Take the showing of a result for oneself until then; False when it has been shown or
        another process is at it.
        """
        free = debates.c.announcing_until.is_(None) | (debates.c.announcing_until <= now)
        mine = (debates.c.id == debate_id) & debates.c.announced_at.is_(None) & free
        return await self._note(mine, announcing_until=until)

    async def renew_result(self, debate_id: int, until: datetime) -> None:
        """Keep the showing of a result for oneself for longer, once it has been taken."""
        is_taken = (debates.c.id == debate_id) & debates.c.announcing_until.is_not(None)
        await self._note(is_taken, announcing_until=until)

    async def release_result(self, debate_id: int) -> None:
        """Give it back, to be tried again."""
        await self._note(debates.c.id == debate_id, announcing_until=None)

    async def note_result_shown(self, debate_id: int, message: str, now: datetime) -> None:
        """Remember that the result has been shown, and where; empty where it never can be."""
        await self._note(debates.c.id == debate_id, announced_at=now, result_message=message)

    async def note_panel(self, debate_id: int, panel: str) -> None:
        """Remember where moderators see it."""
        await self._note(debates.c.id == debate_id, panel=panel)

    async def _note(self, which: ColumnElement[bool], **values: object) -> bool:
        changed = await self._connection.execute(update(debates).where(which).values(**values))
        return changed.rowcount > 0
