"""What goes wrong in one debate stays there: the others end, and what is past its time is forgotten
everywhere.
"""

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.conclude import Record, conclude
from bot.debate.models import Result, State, View
from bot.services.debating import settling
from bot.services.meters import NoMeters
from bot.storage.repositories.debates import SqlDebates
from bot.storage.tables import ballots, debate_keys
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases

_SECRET = "the motion of a member"


class _Counted(NoMeters):
    def __init__(self) -> None:
        self.failures: list[str] = []

    def background_failed(self, part: str) -> None:
        self.failures.append(part)


@pytest.fixture
def meters() -> _Counted:
    return _Counted()


@pytest.fixture
def debates(engine: AsyncEngine, meters: _Counted) -> UseCases:
    return UseCases(engine, meters=meters)


@pytest.fixture
def spoiled(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Debates whose result can't be worked out."""
    numbers: set[int] = set()

    def fail(record: Record, k: int) -> Result:
        if record.debate.id in numbers:
            raise KeyError(_SECRET)
        return conclude(record, k)

    monkeypatch.setattr(settling, "conclude", fail)
    return numbers


async def _voted(records: Records, box: Box) -> int:
    debate = await records.add(spec(motion=_SECRET), NOW)
    for n in range(3):
        assert await cast(box, debate.id, f"m{n}", "vote", "for", NOW)
    return debate.id


async def _left(engine: AsyncEngine, table: Table) -> int:
    async with engine.connect() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


@pytest.mark.parametrize("beside_engine", [False, True])
# Fixtures.
async def test_a_debate_that_fails_keeps_nothing_else_from_ending(  # noqa: PLR0917
    records: Records,
    box: Box,
    debates: UseCases,
    engine: AsyncEngine,
    spoiled: set[int],
    meters: _Counted,
    caplog: pytest.LogCaptureFixture,
    beside_engine: bool,
) -> None:
    forgotten = await _voted(records, box)
    await debates.close(forgotten, by="mod", now=NOW)
    bad, good = await _voted(records, box), await _voted(records, box)
    later = NOW + timedelta(hours=25)
    spoiled.add(bad)
    for number in (bad, good):
        debate = await records.get(number)
        assert debate is not None
        assert await records.close(debate, later)

    with caplog.at_level(logging.ERROR):
        if beside_engine:
            await debates.sweep_beside_engine(later, overdue_at=NOW)
        else:
            await debates.sweep(later)

    assert await records.result(good) is not None
    assert await records.result(bad) is None
    assert await _left(engine, ballots) == 6, "the first debate's three are gone"
    assert meters.failures == ["debate"]
    assert f"debate {bad}: KeyError in fail" in caplog.text
    assert _SECRET not in caplog.text


async def test_a_debate_that_never_gets_a_result_is_forgotten_in_time_all_the_same(
    records: Records,
    box: Box,
    debates: UseCases,
    engine: AsyncEngine,
    spoiled: set[int],
) -> None:
    bad = await _voted(records, box)
    spoiled.add(bad)
    for hours in (1, 2, 25, 26):
        await debates.sweep(NOW + timedelta(hours=hours))

    ended = await records.get(bad)

    assert ended is not None
    assert ended.state is State.CANCELLED
    assert await _left(engine, ballots) == 0
    assert await _left(engine, debate_keys) == 0


class _Stuck:
    """A surface that hangs at one debate."""

    def __init__(self) -> None:
        self.stuck = 0
        self.is_free = asyncio.Event()
        self.announced: list[int] = []

    async def announce(self, view: View, *, again: bool = False) -> str:
        if view.debate.id == self.stuck:
            await self.is_free.wait()
        self.announced.append(view.debate.id)
        return "message"


async def test_a_result_that_hangs_delays_no_other(
    records: Records, box: Box, engine: AsyncEngine
) -> None:
    surface = _Stuck()
    debates = UseCases(engine, announcer=surface)  # as much of one as results need
    numbers = [await _voted(records, box) for _ in range(4)]
    surface.stuck = numbers[0]

    sweep = asyncio.create_task(debates.sweep(NOW + timedelta(hours=1)))
    async with asyncio.timeout(20):
        while len(surface.announced) < 3:  # noqa: ASYNC110  # it tells nobody
            await asyncio.sleep(0.01)
    others = list(surface.announced)
    surface.is_free.set()
    await sweep

    assert sorted(others) == numbers[1:]
    assert surface.announced[-1] == numbers[0]


async def test_forgetting_that_fails_is_told_of(
    debates: UseCases,
    records: Records,
    meters: _Counted,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object) -> int:
        raise RuntimeError(_SECRET)

    monkeypatch.setattr(SqlDebates, "forget", fail)

    with pytest.raises(RuntimeError):
        await debates.sweep_beside_engine(NOW, overdue_at=NOW)

    assert meters.failures == ["forgetting"]
    assert "forgetting failed (RuntimeError)" in caplog.text
    assert _SECRET not in caplog.text
