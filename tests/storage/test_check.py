"""`eyebot db check` finds what is wrong and names the cure."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.operator.check import examine, is_fault
from tests.storage.filled import fill


async def faults(engine: AsyncEngine) -> list[str]:
    return [str(finding) for finding in await examine(engine) if is_fault(finding)]


async def _do(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))


async def test_a_sound_database_has_no_faults_and_counts_its_rows(engine: AsyncEngine) -> None:
    await fill(engine)

    assert await faults(engine) == []
    assert "debates: 2 rows" in [str(finding) for finding in await examine(engine)]


async def test_an_open_debate_without_its_key_and_ballots_without_one_are_found(
    engine: AsyncEngine,
) -> None:
    await fill(engine)
    await _do(engine, "DELETE FROM debate_keys")

    found = "\n".join(await faults(engine))

    assert "debates: 1 without a ballot key though not ended (2); cancel and start anew" in found
    assert "ballots: 24 whose key is gone; start the bot once" in found


async def test_a_missing_table_column_and_an_older_revision_are_found(engine: AsyncEngine) -> None:
    await _do(engine, "DROP TABLE handed_questions")
    await _do(engine, "ALTER TABLE left_communities RENAME COLUMN left_on TO gone_on")
    assert set(await faults(engine)) == {
        "handed_questions: the table is missing; restore the last backup",
        "left_communities: lacks left_on; restore the last backup",
    }

    await _do(engine, "UPDATE alembic_version SET version_num = '0003'")
    assert await faults(engine) == ["revision: 0003; `eyebot db upgrade` brings it up"]
