"""Questions that found no answer and that their askers handed to the maintainers: text and day,
nothing of who asked or where.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.inbox import Held
from bot.services.server.retention import HANDED_QUESTIONS
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import handed_questions

_AT_ONCE = 500
"""Rows named in one statement; SQLite takes some thousand."""


class SqlFeedback:
    """The handed-over questions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, question: str, *, now: datetime) -> None:
        """Store a question's text; those past their time go."""
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(
                    delete(handed_questions).where(
                        handed_questions.c.kept_on < (now - HANDED_QUESTIONS).date()
                    )
                )
                await connection.execute(
                    insert(handed_questions), {"question": question[:500], "kept_on": now.date()}
                )

    async def held(self) -> list[Held]:
        """What is held, oldest first."""
        with translating_errors():
            async with reading(self._engine) as connection:
                rows = await connection.execute(
                    select(handed_questions).order_by(handed_questions.c.id)
                )
                return [Held(row.id, row.kept_on, row.question) for row in rows]

    async def remove(self, numbers: Sequence[int]) -> None:
        """Delete these: they were dealt with."""
        with translating_errors():
            async with self._engine.begin() as connection:
                for first in range(0, len(numbers), _AT_ONCE):
                    some = numbers[first : first + _AT_ONCE]
                    await connection.execute(
                        delete(handed_questions).where(handed_questions.c.id.in_(some))
                    )
