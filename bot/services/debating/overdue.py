"""What the sweep does beside an engine that keeps deadlines: all that is left to show, and each
deadline that the engine does not keep.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.services.debating.catch_up import CatchUp
from bot.services.debating.settling import Settling
from bot.services.meters import Meters

GRACE = timedelta(seconds=15)
"""How late a deadline may be before it is taken from an engine that should have kept it."""


class DeadlineEngine(Protocol):
    """Keeps deadlines, as long as it can."""

    @property
    def is_keeping(self) -> bool:
        """Whether deadlines can be left to it."""

    def missed(self, debates: int) -> None:
        """So many deadlines it should have kept were carried out in its place."""


class BesideEngine:
    """A sweep's work and when it is due next."""

    def __init__(
        self, catch_up: CatchUp, settling: Settling, engine: DeadlineEngine, meters: Meters
    ) -> None:
        self._catch_up = catch_up
        self._settling = settling
        self._engine = engine
        self._meters = meters

    async def __call__(self, now: datetime) -> None:
        """Carry out what is due. Without the engine that is every deadline; with it, those that are
        late. Raises as `CatchUp.sweep` does.
        """
        now -= await self._settling.clock_ahead(now)
        is_kept = self._engine.is_keeping
        late = now - GRACE if is_kept else now
        try:
            carried_out = await self._catch_up.sweep_beside_engine(now, overdue_at=late)
        finally:
            self._meters.overdue(len(await self._settling.due(now)))
        if is_kept:
            self._engine.missed(carried_out)

    async def next_look(self, now: datetime) -> datetime | None:
        """Soon while a result waits to be shown; else when a deadline is, or must have
        been, kept.
        """
        due = await self._settling.next_due()
        if due is not None and self._engine.is_keeping:
            due += GRACE
        again = await self._catch_up.next_try(now)
        return min((one for one in (due, again) if one), default=None)
