"""What members handed to the maintainers: questions that found no answer, and what they think of an
answer. Text, server and day; nothing of who handed it over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, insert, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.inbox import About, Feedback
from bot.services.asking.triage import Held
from bot.services.retention import HANDED_QUESTIONS
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import handed_questions

_LONGEST = 500
_AT_ONCE = 500
"""Rows named in one statement; SQLite takes some thousand."""


class SqlFeedback:
    """The ports `FeedbackRecords` and `HandedOver` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine, community: str = "") -> None:
        """With a `community`, what is `held` is what was handed over in that server."""
        self._engine = engine
        self._community = community

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

    async def held(self) -> list[Held]:
        """What is held, oldest first."""
        mine = handed_questions.c.community == self._community
        return await self._held(mine if self._community else true())

    async def of(self, community: str) -> list[tuple[date, Feedback]]:
        """What was handed over in one server, oldest first."""
        rows = await self._held(handed_questions.c.community == community)
        return [(row.day, row.given) for row in rows]

    async def remove(self, numbers: Sequence[int]) -> None:
        """Delete these: they were dealt with."""
        with translating_errors():
            async with self._engine.begin() as connection:
                for first in range(0, len(numbers), _AT_ONCE):
                    some = numbers[first : first + _AT_ONCE]
                    await connection.execute(
                        delete(handed_questions).where(handed_questions.c.id.in_(some))
                    )

    async def _held(self, which: ColumnElement[bool]) -> list[Held]:
        query = select(handed_questions).where(which).order_by(handed_questions.c.id)
        with translating_errors():
            async with reading(self._engine) as connection:
                return [
                    Held(
                        row.id,
                        row.kept_on,
                        Feedback(
                            About(row.about), row.question, row.entry, row.note, row.community
                        ),
                    )
                    for row in await connection.execute(query)
                ]
