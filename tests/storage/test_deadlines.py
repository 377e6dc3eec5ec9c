"""Deadlines kept by DBOS: each transition once, whoever is killed, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import State
from bot.services.meters import NoMeters
from bot.timers.dbos_engine import engine_of
from bot.timers.deadlines import Deadlines
from tests.storage.conftest import spec
from tests.storage.deadline_trial import keep_deadlines
from tests.storage.use_cases import Records, UseCases


def now() -> datetime:
    return datetime.now(UTC)


class Heard(NoMeters):
    """Remembers how late transitions came."""

    def __init__(self) -> None:
        self.lags: list[float] = []

    def deadline_met(self, lag: float) -> None:
        self.lags.append(lag)


@pytest.fixture
async def heard(engine: AsyncEngine, debates: UseCases) -> AsyncIterator[tuple[Deadlines, Heard]]:
    """Deadlines of this process, not started."""
    heard = Heard()
    url = engine.url.render_as_string(hide_password=False)
    deadlines = Deadlines(
        engine_of(url, "test"),
        debates.settling,
        now,
        heard,
        every=timedelta(seconds=0.5),
    )
    yield deadlines, heard
    await deadlines.stop()


async def _until(records: Records, debate: int, state: State, seconds: float = 120) -> None:
    async with asyncio.timeout(seconds):
        # The database can't wake us.
        found = await records.get(debate)
        while found is None or found.state is not state:
            await asyncio.sleep(0.05)
            found = await records.get(debate)


async def test_debates_open_advance_and_close_by_themselves(
    records: Records, heard: tuple[Deadlines, Heard]
) -> None:
    deadlines, meters = heard
    ends = await records.add(spec(), now() - timedelta(minutes=59, seconds=58))
    overdue = await records.add(spec(), now() - timedelta(hours=9))
    opens = await records.add(spec(opens_at=now() + timedelta(seconds=1)), now())
    rounds = await records.add(
        spec(length=timedelta(hours=4), format="oxford"),
        now() - timedelta(minutes=59, seconds=59),
    )
    later = await records.add(spec(), now())

    await deadlines.start()

    for debate, state in ((overdue, State.CLOSED), (ends, State.CLOSED), (opens, State.OPEN)):
        await _until(records, debate.id, state)
    advanced, untouched = await records.get(rounds.id), await records.get(later.id)
    assert advanced is not None
    assert (advanced.phase, advanced.rev) == (1, 2)
    assert untouched is not None
    assert untouched.rev == 1
    async with asyncio.timeout(60):
        while len(meters.lags) < 4:  # noqa: ASYNC110  # told just after the change can be seen
            await asyncio.sleep(0.02)
    assert max(sorted(meters.lags)[:3]) < 30, "at its time, not by the second try a minute later"


async def test_a_deadline_that_was_moved_is_not_kept_at_its_old_time(
    records: Records, heard: tuple[Deadlines, Heard]
) -> None:
    debate = await records.add(spec(), now() - timedelta(minutes=59, seconds=58))
    await heard[0].start()
    assert await records.move(debate, State.OPEN, due_at=now() + timedelta(hours=1))

    await asyncio.sleep(3.5)

    moved = await records.get(debate.id)
    assert moved is not None
    assert (moved.state, moved.rev) == (State.OPEN, 2)


async def test_each_transition_comes_once_while_processes_are_killed(engine: AsyncEngine) -> None:
    url = engine.url.render_as_string(hide_password=False)

    trial = await keep_deadlines(
        url, skews=(0.0, 2.0, -2.0)[: 2 if "sqlite" in url else 3], debates=12, within=8, kills=2
    )

    assert trial.faults() == []
    assert len(trial.debates) == 12
    assert trial.shown.total() == 12
