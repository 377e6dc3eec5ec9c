"""The sweep goes on, whatever happens to one look."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.timers.sweep import Sweep

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_a_look_that_breaks_is_not_the_last_one(caplog: pytest.LogCaptureFixture) -> None:
    looks: list[datetime] = []
    enough = asyncio.Event()

    async def work(now: datetime) -> None:
        looks.append(now)
        if len(looks) < 3:
            raise RuntimeError("secret")
        if len(looks) > 3:
            enough.set()

    async def due() -> datetime:
        return NOW + timedelta(milliseconds=1)

    sweep = Sweep(work, due, lambda: NOW)
    await sweep.start()
    await enough.wait()
    await sweep.stop()

    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.ERROR, "sweep: RuntimeError")
    ] * 2


async def test_a_sweep_that_is_woken_finds_out_anew_when_to_look() -> None:
    looks: list[datetime] = []
    due = [NOW + timedelta(hours=1), NOW + timedelta(milliseconds=1)]

    asked, woken = asyncio.Event(), asyncio.Event()

    async def work(now: datetime) -> None:
        looks.append(now)
        if len(looks) > 1:
            woken.set()

    async def next_due() -> datetime:
        asked.set()
        return due.pop(0) if len(due) > 1 else due[0]

    sweep = Sweep(work, next_due, lambda: NOW)
    await sweep.start()
    await asked.wait()
    await asyncio.sleep(0)  # it sleeps now, for an hour
    assert len(looks) == 1

    sweep.wake()
    await woken.wait()
    await sweep.stop()


async def test_what_can_not_be_done_is_not_tried_twenty_times_a_second() -> None:
    looks: list[datetime] = []

    async def work(now: datetime) -> None:
        looks.append(now)

    async def due() -> datetime:
        return NOW - timedelta(hours=1)

    sweep = Sweep(work, due, lambda: NOW)
    await sweep.start()
    await asyncio.sleep(0.4)
    await sweep.stop()

    assert len(looks) == 1


async def test_a_look_that_failed_shows_until_one_succeeds() -> None:
    fails = True

    async def work(_: datetime) -> None:
        if fails:
            raise RuntimeError("secret")

    async def due() -> None:
        raise ValueError("secret")

    sweep = Sweep(work, due, lambda: NOW)
    await sweep.start()
    failed = sweep.trouble
    fails = False
    await sweep.run_once()

    assert (failed, sweep.trouble) == ("RuntimeError", "")
    await asyncio.sleep(0.05)
    assert sweep._task is not None
    assert not sweep._task.done(), "an unknown deadline does not end the sweep"
    await sweep.stop()
