"""Everything moves from one database to another while members vote: what was acknowledged is in the
new one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind
from bot.errors import SetUpError, UnavailableError
from bot.storage.migrate import upgrade
from bot.storage.operator.check import examine, is_fault
from bot.storage.operator.move import move
from tests.storage.conftest import NOW, _postgres_database, cast, spec
from tests.storage.filled import fill
from tests.storage.opening import open_engine
from tests.storage.test_transactions import dump
from tests.storage.use_cases import Box, Records


@pytest.fixture
async def target(engine: AsyncEngine, postgres: str, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """The other kind of database."""
    is_sqlite = engine.dialect.name == "sqlite"
    made = open_engine(
        await _postgres_database(postgres)
        if is_sqlite
        else f"sqlite+aiosqlite:///{tmp_path / 'new.db'}",
        tmp_path / "keys",
    )
    yield made
    await made.dispose()


async def test_no_vote_is_lost_that_was_acknowledged_while_everything_moved(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    running = await fill(engine)
    box, acknowledged, refused = Box(engine), set[str](), 0
    enough = asyncio.Event()

    async def member(first: int) -> None:
        nonlocal refused
        for number in range(first, first + 100_000):
            try:
                if await cast(box, running, f"m{number}", "first", "for", NOW):
                    acknowledged.add(f"m{number}")
                if len(acknowledged) > 20:
                    enough.set()
            except UnavailableError:
                refused += 1
                return

    voters = [asyncio.create_task(member(n * 1_000_000 + 100)) for n in range(5)]
    await asyncio.wait_for(enough.wait(), 300)
    await move(engine, target)
    await asyncio.wait_for(asyncio.gather(*voters), 300)

    there = Box(target)
    assert refused == 5, "the old database takes no vote any more"
    assert await there.voters(running) == len(acknowledged) + 12
    for one in list(acknowledged)[:200]:
        assert (await there.answers(running, one))["first"].choice == "for"
    assert [str(finding) for finding in await examine(target) if is_fault(finding)] == []


async def test_the_new_database_goes_on_counting_where_the_old_one_was(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    running = await fill(engine)
    await move(engine, target)

    assert (await Records(target).add(spec(), NOW)).id == running + 1
    assert await cast(Box(target), running, "new", "first", "for", NOW)


async def test_the_old_database_refuses_a_start_and_says_where_to_look(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    await fill(engine)
    await move(engine, target)

    with pytest.raises(SetUpError, match="EYEBOT_DATABASE_URL to the new one"):
        await upgrade(engine)
    with pytest.raises(UnavailableError):
        await Records(engine).add(spec(), NOW)


async def test_the_old_database_holds_no_ballot_and_no_member_any_more(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    """Nobody would ever delete them there: it refuses every write."""
    await fill(engine)
    debate = await Records(engine).add(spec(), NOW)
    await Records(engine).bring([Contribution(0, debate.id, Kind.ARGUMENT, "Why?", author="ada")])
    before = await dump(engine)

    await move(engine, target)

    after = await dump(engine)
    assert len(before["ballots"]) == 24
    assert (after["ballots"], after["debate_keys"]) == ([], [])
    assert {row["author"] for row in after["contributions"]} == {""}
    assert {row["moderator"] for row in after["moderator_actions"]} == {""}
    assert len((await dump(target))["ballots"]) == 24


async def test_nothing_is_moved_to_where_its_keys_cannot_be_found(
    engine: AsyncEngine, target: AsyncEngine, tmp_path: Path
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("keys that are wrapped are found by every process with the wrapping key")
    await fill(engine)
    elsewhere = open_engine(target.url.render_as_string(hide_password=False), tmp_path / "none")

    with pytest.raises(SetUpError, match="the keys of 2 debates can't be found"):
        await move(engine, elsewhere)
    await elsewhere.dispose()


async def test_a_copy_leaves_the_old_one_as_it_was(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    running = await fill(engine)
    await move(engine, target, keep=True)

    await upgrade(engine)
    assert await cast(Box(engine), running, "new", "first", "for", NOW)


async def test_a_database_with_rows_is_not_moved_into(
    engine: AsyncEngine, target: AsyncEngine
) -> None:
    running = await fill(engine)
    await upgrade(target)
    await Records(target).add(spec(), NOW)

    with pytest.raises(SetUpError, match="has rows already"):
        await move(engine, target)

    assert await cast(Box(engine), running, "new", "first", "for", NOW), "nothing has changed"
