"""Migrations forwards and backwards with data in the tables, on both databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SetUpError
from bot.storage import migrate
from bot.storage.keys import ring_of
from bot.storage.sealing import DebateKey
from tests.storage.conftest import _postgres_database
from tests.storage.filled import fill
from tests.storage.opening import open_engine


async def rows(engine: AsyncEngine, query: str) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(text(query))).all())


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def secrets(engine: AsyncEngine) -> list[tuple[int, bytes]]:
    """The debates' keys."""
    found = await rows(engine, "SELECT debate_id, handle FROM debate_keys ORDER BY 1")
    keys = [(debate, ring_of(engine).of(handle)) for debate, handle in found]
    return [(debate, key.secret) for debate, key in keys if key]


async def opened(engine: AsyncEngine) -> list[tuple[object, ...]]:
    """All ballots, unsealed."""
    query = "SELECT debate_id, voter, question, choice, sealed FROM ballots ORDER BY 1, 2, 3"
    keys = {debate: DebateKey(secret) for debate, secret in await secrets(engine)}
    return [
        (debate, voter, question, keys[debate].unseal(voter, question, choice), sealed)
        for debate, voter, question, choice, sealed in await rows(engine, query)
    ]


def test_the_newest_file_is_alembics_head() -> None:
    config = Config()
    config.set_main_option(
        "script_location", str(migrate.Path(migrate.__file__).with_name("migrations"))
    )

    assert ScriptDirectory.from_config(config).get_current_head() == migrate.newest()


async def test_down_step_by_step_and_up_again_with_data(engine: AsyncEngine) -> None:
    await fill(engine)
    kept = "SELECT id, community, motion, state, rev FROM debates ORDER BY id"
    debates = await rows(engine, kept)
    polls = await opened(engine)
    keys = await secrets(engine)

    for revision in reversed(migrate.revisions()[:-1]):
        assert await migrate.downgrade(engine, revision) == revision
        assert await rows(engine, kept) == debates
        assert await rows(engine, "SELECT version_num FROM alembic_version") == [(revision,)]
    assert await tables(engine) == {
        "debates",
        "debate_keys",
        "ballots",
        "community_settings",
        "moderator_actions",
        "alembic_version",
    }
    assert await rows(engine, "SELECT DISTINCT choice FROM ballots ORDER BY 1") == [
        ("against",),
        ("for",),
    ]
    assert await rows(engine, "SELECT debate_id, secret FROM debate_keys ORDER BY 1") == keys

    assert await migrate.upgrade(engine) == migrate.newest()
    assert await rows(engine, kept) == debates
    assert [ballot for ballot in await opened(engine) if ballot[2] == "vote"] == [
        ballot for ballot in polls if ballot[2] == "vote"
    ]
    assert await secrets(engine) == keys


async def test_one_step_down_and_up_loses_nothing(engine: AsyncEngine) -> None:
    await fill(engine)
    query = "SELECT debate_id, voter, question, choice, sealed FROM ballots ORDER BY 1, 2, 3"
    before = await opened(engine)

    await migrate.downgrade(engine, "0004")
    assert await rows(engine, query) == before
    await migrate.upgrade(engine)

    assert await opened(engine) == before
    assert len(before) == 24


async def test_a_newer_database_is_refused_in_both_directions(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SetUpError, match=r"newer version \(revision 9999\)"):
        await migrate.upgrade(engine)
    with pytest.raises(SetUpError, match="is at revision 9999"):
        await migrate.downgrade(engine, "0001")


async def test_an_unknown_revision_is_told_with_those_there_are(engine: AsyncEngine) -> None:
    with pytest.raises(SetUpError, match="there are 0001, 0002"):
        await migrate.downgrade(engine, "77")


async def test_processes_that_start_at_once_migrate_once(postgres: str) -> None:
    url = await _postgres_database(postgres)
    engines = [open_engine(url) for _ in range(5)]

    assert set(await asyncio.gather(*(migrate.upgrade(engine) for engine in engines))) == {
        migrate.newest()
    }
    for engine in engines:
        await engine.dispose()
