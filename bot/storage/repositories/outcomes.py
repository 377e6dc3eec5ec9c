"""Outcomes of questions as counts a day: no text, no member, no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.outcomes import Asked, Counted
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import outcome_counts


class SqlOutcomes:
    """The port `OutcomeRecords` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, counts: Mapping[Counted, int]) -> None:
        """Add to the counts, in key order, so that processes don't lock each other out."""
        insert = (
            postgresql.insert(outcome_counts)
            if self._engine.dialect.name == "postgresql"
            else sqlite.insert(outcome_counts)
        )
        added = insert.on_conflict_do_update(
            index_elements=["day", "article", "outcome", "entry"],
            set_={"count": outcome_counts.c.count + insert.excluded.count},
        )
        rows = [
            {"day": day, "article": article, "outcome": outcome, "entry": entry, "count": n}
            for (day, article, outcome, entry), n in sorted(counts.items())
        ]
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(added, rows)

    async def since(self, day: date) -> Sequence[Asked]:
        """Sums from that day on, most first."""
        total = func.sum(outcome_counts.c.count)
        parts = (outcome_counts.c.article, outcome_counts.c.outcome, outcome_counts.c.entry)
        query = select(*parts, total.label("n")).where(outcome_counts.c.day >= day)
        query = query.group_by(*parts)
        with translating_errors():
            async with reading(self._engine) as connection:
                rows = await connection.execute(
                    query.order_by(total.desc(), outcome_counts.c.article, outcome_counts.c.entry)
                )
                return [Asked(row.outcome, row.entry, int(row.n), row.article) for row in rows]
