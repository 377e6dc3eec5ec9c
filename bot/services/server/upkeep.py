"""What goes on beside the debates: what was promised to be forgotten is, counts are written down,
and what is past its time is deleted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.services.asking.outcomes import OutcomeCounter, OutcomeRecords

_EVERY = timedelta(minutes=10)

Forget = Callable[[datetime], Awaitable[object]]
"""Destroys the keys, ballots and authors of debates that ended long enough ago."""


class Purge(Protocol):
    """Deletes what is past its time."""

    async def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete all that is; how many rows by table. Doing it twice changes nothing."""


class Upkeep:
    """Work for a sweep of its own. A failure of one part does not keep the others from being
    tried.
    """

    def __init__(
        self, forget: Forget, purge: Purge, counter: OutcomeCounter, outcomes: OutcomeRecords
    ) -> None:
        self._forget = forget
        self._purge = purge
        self._counter = counter
        self._outcomes = outcomes
        self._purged: datetime | None = None

    async def __call__(self, now: datetime) -> None:
        """All that is due. Raises what the last part that failed did."""
        try:
            await self._forget(now)
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
