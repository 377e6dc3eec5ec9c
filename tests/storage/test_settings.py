"""A server's settings in the database, and what they do to debates that run."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Ending, State
from bot.storage.repositories.settings import SqlSettings
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases


async def _set(engine: AsyncEngine, name: str, value: str, voters: int = 0) -> None:
    await SqlSettings(engine).keep("c1", name, value, by="mod", now=NOW, voters=voters)


async def test_settings_are_kept_by_server_and_taken_back(engine: AsyncEngine) -> None:
    kept = SqlSettings(engine)
    await _set(engine, "moderator_role", "7")
    await _set(engine, "moderator_role", "8")
    await _set(engine, "length", "2d")
    await _set(engine, "length", "")

    assert await kept.all("c1") == {"moderator_role": "8"}
    assert await kept.all("c2") == {}
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT action FROM moderator_actions"))
        assert Counter(rows.scalars()) == {"settings moderator_role": 2, "settings length": 2}


async def test_a_server_that_asks_for_more_voters_gets_no_numbers_below(
    engine: AsyncEngine, box: Box, debates: UseCases, records: Records
) -> None:
    """Three debates of twelve voters: begun under 20, raised to 20 while running, never raised."""
    begun = await records.add(spec(voters=20), NOW)
    raised = await records.add(spec(), NOW)
    other = await records.add(spec(community="c2"), NOW)
    for debate in (begun, raised, other):
        for number in range(12):
            await cast(box, debate.id, f"m{number}", "vote", ("for", "against")[number % 2], NOW)
    await _set(engine, "voters", "20", voters=20)
    await _set(engine, "voters", "6", voters=6)

    endings = [
        (await debates.close(debate.id, by="mod", now=NOW)).result for debate in (begun, raised)
    ]
    free = (await debates.close(other.id, by="mod", now=NOW)).result

    assert [result and result.ending for result in endings] == [Ending.TOO_FEW] * 2
    assert [result and result.counts for result in endings] == [{}, {}]
    assert free is not None
    assert free.counts == {"for": 6, "against": 6, "undecided": 0}


async def test_a_debate_that_has_ended_stays_as_it_was_published(
    engine: AsyncEngine, records: Records
) -> None:
    debate = await records.add(spec(), NOW)
    await records.close(debate, NOW)

    await _set(engine, "voters", "20", voters=20)

    (closed,) = await records.in_community("c1", State.CLOSED)
    assert closed.voters == 0
