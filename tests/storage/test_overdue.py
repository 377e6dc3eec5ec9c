"""The sweep beside a deadline engine: without it every deadline is kept, with it those it
misses.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import State
from bot.services.debating.overdue import GRACE, BesideEngine
from bot.services.meters import NoMeters
from bot.storage.unit_of_work import SqlTransactions
from bot.timers.dbos_engine import engine_of
from bot.timers.deadlines import Deadlines
from tests.storage.conftest import NOW, spec
from tests.storage.use_cases import Records, UseCases

END = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def same_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests have a time of their own, which PostgreSQL doesn't know."""

    async def nothing(*_: object) -> timedelta:
        return timedelta()

    monkeypatch.setattr(SqlTransactions, "clock_ahead", nothing)


class FakeEngine:
    """A deadline engine that may work or not."""

    def __init__(self, *, is_keeping: bool) -> None:
        self.is_keeping = is_keeping
        self.missed_debates = 0

    def missed(self, debates: int) -> None:
        self.missed_debates += debates


class Overdue(NoMeters):
    """Remembers the gauge."""

    debates = -1

    def overdue(self, debates: int) -> None:
        self.debates = debates


async def test_without_the_engine_the_sweep_keeps_deadlines_in_time(
    debates: UseCases, records: Records
) -> None:
    ends = await records.add(spec(), NOW)
    opens = await records.add(spec(opens_at=NOW + timedelta(minutes=1)), NOW)
    engine, meters = FakeEngine(is_keeping=False), Overdue()
    sweep = BesideEngine(debates.catch_up, debates.settling, engine, meters)

    assert await sweep.next_look(NOW) == NOW + timedelta(minutes=1)
    await sweep(NOW + timedelta(minutes=1))
    await sweep(END)

    ended, opened = await records.get(ends.id), await records.get(opens.id)
    assert ended is not None
    assert opened is not None
    assert (ended.state, opened.state) == (State.CLOSED, State.OPEN)
    assert (engine.missed_debates, meters.debates) == (0, 0)


async def test_with_the_engine_only_what_it_missed_is_kept_and_told_of(
    debates: UseCases, records: Records
) -> None:
    debate = await records.add(spec(), NOW)
    engine, meters = FakeEngine(is_keeping=True), Overdue()
    sweep = BesideEngine(debates.catch_up, debates.settling, engine, meters)

    assert await sweep.next_look(NOW) == END + GRACE
    await sweep(END + timedelta(seconds=1))
    left = await records.get(debate.id)
    assert left is not None
    assert (left.state, meters.debates) == (State.OPEN, 1)
    await sweep(END + GRACE)

    ended = await records.get(debate.id)
    assert ended is not None
    assert ended.state is State.CLOSED
    assert (engine.missed_debates, meters.debates) == (1, 0)


async def test_another_process_has_its_own_deadlines_until_it_seems_gone(
    engine: AsyncEngine, records: Records
) -> None:
    debates = UseCases(engine, is_mine=lambda _: False)
    debate = await records.add(spec(), NOW)
    sweep = BesideEngine(
        debates.catch_up, debates.settling, FakeEngine(is_keeping=False), NoMeters()
    )

    await sweep(END + timedelta(minutes=4))
    left = await records.get(debate.id)
    await sweep(END + timedelta(minutes=6))
    ended = await records.get(debate.id)

    assert left is not None
    assert ended is not None
    assert (left.state, ended.state) == (State.OPEN, State.CLOSED)


async def test_a_database_user_without_rights_on_the_engines_schema_is_a_failed_start(
    engine: AsyncEngine, debates: UseCases
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no rights")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE SCHEMA dbos"))
        await connection.execute(text("DROP ROLE IF EXISTS poor"))
        await connection.execute(text("CREATE ROLE poor LOGIN PASSWORD 'secret'"))
        await connection.execute(text("REVOKE ALL ON SCHEMA dbos FROM PUBLIC"))
        name = await connection.scalar(text("SELECT current_database()"))
        await connection.execute(text(f'REVOKE CREATE ON DATABASE "{name}" FROM PUBLIC'))
    url = engine.url.set(username="poor", password="secret").render_as_string(hide_password=False)
    deadlines = Deadlines(engine_of(url, "test"), debates.settling, lambda: NOW, NoMeters())

    with pytest.raises(Exception, match=r"permission denied|InsufficientPrivilege"):
        await deadlines.start()

    assert not deadlines.is_keeping
    assert deadlines.trouble
    await deadlines.stop()
