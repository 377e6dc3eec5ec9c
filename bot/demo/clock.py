"""The demo's time: it passes as everywhere, faster, or in leaps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import simcord

_LOG = logging.getLogger(__name__)
_TICK = 1.0
FASTEST = 600
LONGEST_LEAP = timedelta(days=7)

Advance = Callable[[float], Awaitable[None]]
NextDue = Callable[[], Awaitable[datetime | None]]


class Clock:
    """Moves the simulation's clock on. `speed` is how many seconds pass there in one of ours."""

    def __init__(self, advance: Advance, now: Callable[[], datetime], next_due: NextDue) -> None:
        self._advance = advance
        self._next_due = next_due
        self.now = now
        self.speed = 1

    async def run(self) -> None:
        """Tick until cancelled; a tick during which the bot is busy for long is left out."""
        while True:
            await asyncio.sleep(_TICK)
            try:
                await self._advance(_TICK * self.speed)
            except (simcord.SetupError, TimeoutError) as error:
                _LOG.warning("demo: a tick was refused (%s)", type(error).__name__)

    async def leap(self, length: timedelta) -> None:
        """Let so much time pass at once, a week at most."""
        await self._advance(min(length, LONGEST_LEAP).total_seconds())

    async def leap_to_deadline(self) -> bool:
        """Let time pass until just after the next deadline; False where there is none."""
        due = await self._next_due()
        if due is None:
            return False
        await self.leap(max(timedelta(), due - self.now()) + timedelta(seconds=1))
        return True
