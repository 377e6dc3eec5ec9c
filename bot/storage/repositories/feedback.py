"""What members handed to the maintainers: questions that found no answer, and what they think of an
answer. Text, server and day; nothing of who handed it over.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, insert, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.inbox import About, Feedback
from bot.services.server.retention import HANDED_QUESTIONS
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import handed_questions

_LONGEST = 500


class SqlFeedback:
    """The port `FeedbackRecords` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, given: Feedback, *, now: datetime) -> None:
        """Store it; what is past its time goes."""
        row = {
            "about": str(given.about),
            "question": given.question[:_LONGEST],
            "entry": given.entry,
            "note": given.note[:_LONGEST],
            "community": given.community,
            "kept_on": now.date(),
        }
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(
                    delete(handed_questions).where(
                        handed_questions.c.kept_on < (now - HANDED_QUESTIONS).date()
                    )
                )
                await connection.execute(insert(handed_questions), row)

    async def all(self) -> list[tuple[date, Feedback]]:
        """What is held of all servers, oldest first."""
        return await self._held(true())

    async def of(self, community: str) -> list[tuple[date, Feedback]]:
        """What was handed over in one server, oldest first."""
        return await self._held(handed_questions.c.community == community)

    async def _held(self, which: ColumnElement[bool]) -> list[tuple[date, Feedback]]:
        query = select(handed_questions).where(which).order_by(handed_questions.c.id)
        with translating_errors():
            async with reading(self._engine) as connection:
                return [
                    (
                        row.kept_on,
                        Feedback(
                            About(row.about), row.question, row.entry, row.note, row.community
                        ),
                    )
                    for row in await connection.execute(query)
                ]
