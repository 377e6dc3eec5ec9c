"""Carries out what is due: at start, at the next deadline, and every minute in any case. The
database says what is due; this only looks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import EyebotError
from bot.timers.ending import end

_LOG = logging.getLogger(__name__)
_EVERY = timedelta(minutes=1)
_AGAIN = timedelta(seconds=5)
"""The least time before another look at what was due at the last one already and still is."""

Work = Callable[[datetime], Awaitable[object]]
"""Does all that is due at a moment; doing it twice changes nothing."""


async def nothing_due() -> datetime | None:
    """For work that is looked at every minute and has no moments of its own."""
    return None


class Sweep:
    """One task that sleeps until something is due. A failure is logged and tried again at the next
    look.
    """

    def __init__(
        self,
        work: Work,
        next_due: Callable[[], Awaitable[datetime | None]],
        clock: Clock,
        *,
        again: timedelta = _AGAIN,
    ) -> None:
        self._work = work
        self._next_due = next_due
        self._clock = clock
        self._again = again
        self._looked_at: datetime | None = None
        self._sleeps = False
        self._task: asyncio.Task[None] | None = None
        self.trouble = ""
        """Why the last look failed; empty when it didn't."""

    def wake(self) -> None:
        """Something may be due earlier than it seemed: find out when to look next. A look that is
        at work does so by itself.
        """
        if self._task and self._sleeps:
            self._task.cancel()
            self._task = asyncio.create_task(self._run())

    async def start(self) -> None:
        """Do what fell due while nobody looked, then go on looking."""
        await self.run_once()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        task, self._task = self._task, None
        await end(task)

    async def run_once(self) -> None:
        """One look; a failure waits for the next."""
        self.trouble = await self._try()

    async def _try(self) -> str:
        self._looked_at = self._clock()
        try:
            await self._work(self._looked_at)
        except EyebotError as error:
            _LOG.warning("sweep: %s", error.key)
            return error.key
        # A look that fails must not be the last one; its message may quote a member.
        except Exception as error:  # noqa: BLE001
            _LOG.error("sweep: %s", type(error).__name__)
            return type(error).__name__
        return ""

    async def _run(self) -> None:
        while True:
            pause = await self._pause()
            self._sleeps = True
            try:
                await asyncio.sleep(pause)
            finally:
                self._sleeps = False
            await self.run_once()

    async def _pause(self) -> float:
        """Seconds until the next look: the next deadline, at most a minute: a deadline set or moved
        meanwhile is seen at the next look.
        """
        try:
            due = await self._next_due()
        # The usual time will do; the look tells what is wrong.
        except Exception as error:  # noqa: BLE001
            _LOG.warning("sweep: the next deadline is not known (%s)", type(error).__name__)
            due = None
        if due is None:
            return _EVERY.total_seconds()
        wait = min(due - self._clock(), _EVERY)
        if self._looked_at is not None and due <= self._looked_at:
            wait = self._again  # it could not be done, and no time must not mean no rest
        return max(0.05, wait.total_seconds())
