"""What goes on beside the debates' deadlines: counts are written down, and what is past its time is
deleted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.services.outcomes import OutcomeCounter, OutcomeRecords

_EVERY = timedelta(minutes=10)

Sweep = Callable[[datetime], Awaitable[object]]


class Purge(Protocol):
    """Deletes what is past its time."""

    async def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete all that is; how many rows by table. Doing it twice changes nothing."""


class Upkeep:
    """A sweep's work: the debates first, then this. A failure of one does not keep the others from
    being tried.
    """

    def __init__(
        self, debates: Sweep, purge: Purge, counter: OutcomeCounter, outcomes: OutcomeRecords
    ) -> None:
        self._debates = debates
        self._purge = purge
        self._counter = counter
        self._outcomes = outcomes
        self._purged: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        """All that is due."""
        try:
            await self._debates(now)
        finally:
            try:
                await self.flush()
            finally:
                await self._tidy(now)

    async def flush(self) -> None:
        """Write down what was counted; also the last thing before the end."""
        await self._counter.flush(self._outcomes)

    async def _tidy(self, now: datetime) -> None:
        if self._purged is None or now - self._purged >= _EVERY:
            await self._purge.purge(now)
            self._purged = now
