"""A blocked loop is reported with what blocks it."""

import asyncio
import logging
import time

import pytest

from bot.services.meters import NoMeters
from bot.timers.watchdog import Watchdog


class Heard(NoMeters):
    def __init__(self) -> None:
        self.seconds: list[float] = []

    def blocked(self, seconds: float) -> None:
        self.seconds.append(seconds)


def hold_everybody_up(seconds: float) -> None:
    time.sleep(seconds)


async def test_what_blocks_the_loop_is_named_and_how_long_it_did(
    caplog: pytest.LogCaptureFixture,
) -> None:
    meters = Heard()
    watchdog = Watchdog(meters, late=0.3)
    await watchdog.start()
    await asyncio.sleep(0.3)

    hold_everybody_up(1.0)
    await asyncio.sleep(0.5)
    await watchdog.stop()

    (error,) = [one for one in caplog.messages if "has been blocked for" in one]
    assert "hold_everybody_up" in error
    assert len(meters.seconds) == 1
    assert 0.8 < meters.seconds[0] < 5


async def test_a_loop_that_only_waits_is_not_reported(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    watchdog = Watchdog(NoMeters(), late=20.0)
    await watchdog.start()

    await asyncio.sleep(0.5)
    await watchdog.stop()

    assert caplog.messages == []
