"""The sweep goes on, whatever happens to one look."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.timers.sweep import Sweep

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_a_look_that_breaks_is_not_the_last_one(caplog: pytest.LogCaptureFixture) -> None:
    looks: list[datetime] = []

    async def work(now: datetime) -> None:
        looks.append(now)
        if len(looks) < 3:
            raise RuntimeError("secret")

    async def due() -> datetime:
        return NOW + timedelta(milliseconds=1)

    sweep = Sweep(work, due, lambda: NOW)
    await sweep.start()
    await asyncio.sleep(0.3)
    await sweep.stop()

    assert len(looks) > 3
    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [(logging.ERROR, "sweep: RuntimeError")] * 2
