"""A database with rows in every table, made through the services."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind, Standing
from bot.storage.repositories.settings import SqlSettings
from bot.storage.tables import handed_questions, left_communities, outcome_counts
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases


async def fill(engine: AsyncEngine) -> int:
    """Two debates with votes, one of them closed, and a row of everything else; returns the open
    debate's number.
    """
    records, box = Records(engine), Box(engine)
    debates = UseCases(engine, k=3)
    closed = await records.add(spec(), NOW)
    running = await records.add(spec(format="oxford", length=timedelta(days=9)), NOW)
    for number in range(12):
        await cast(box, closed.id, f"m{number}", "vote", ("for", "against")[number % 3 == 0], NOW)
        await cast(box, running.id, f"m{number}", "first", "undecided", NOW)
    await debates.close(closed.id, by="mod", now=NOW)
    await records.bring(
        [
            Contribution(
                0, running.id, Kind.ARGUMENT, "Because.", side="for", standing=Standing.APPROVED
            )
        ]
    )
    await SqlSettings(engine).keep("c1", "moderator_role", "4400", by="mod", now=NOW)
    async with engine.begin() as connection:
        await connection.execute(
            insert(handed_questions), {"question": "why?", "kept_on": date(2026, 5, 1)}
        )
        await connection.execute(
            insert(outcome_counts),
            {"day": date(2026, 5, 1), "outcome": "absent", "entry": "x", "count": 3},
        )
        await connection.execute(
            insert(left_communities), {"community": "c9", "left_on": date(2026, 5, 1)}
        )
    return running.id
