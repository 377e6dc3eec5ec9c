"""A process that keeps deadlines until it is killed: `python -m tests.storage.deadline_process URL
NAME SKEW`. Its clock is SKEW seconds off.

What it shows is written to standard output as `ACTION DEBATE PHASE`, a line each.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.debate.models import View
from bot.services.meters import NoMeters
from bot.timers.dbos_engine import engine_of
from bot.timers.deadlines import Deadlines
from tests.storage.opening import open_engine
from tests.storage.use_cases import UseCases


class Teller:
    """An announcer that says what it was told."""

    def _tell(self, action: str, view: View) -> None:
        os.write(1, f"{action} {view.debate.id} {view.debate.phase}\n".encode())

    async def publish(self, view: View, *, again: bool = False) -> str:
        self._tell("publish", view)
        return "message"

    async def update(self, view: View) -> None:
        """Nothing to tell."""

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        self._tell("phase", view)

    async def remind(self, view: View) -> None:
        """Nothing to tell."""

    async def announce(self, view: View, *, again: bool = False) -> str:
        self._tell("announce", view)
        return view.debate.message

    async def tell_author(self, *_: object) -> bool:
        return True

    async def read_back(self, view: View) -> None:
        return None


async def keep(url: str, name: str, skew: float) -> None:
    """Until killed. The skew is put under DBOS, too, which asks the machine itself for the time."""
    real, off = time.time, skew
    time.time = lambda: real() + off

    def clock() -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)

    engine = open_engine(url)
    debates = UseCases(engine, k=3, announcer=Teller())
    deadlines = Deadlines(
        engine_of(url, name),
        debates.settling,
        clock,
        NoMeters(),
        every=timedelta(seconds=2),
    )
    await deadlines.start()
    os.write(1, b"ready 0 0\n")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(keep(sys.argv[1], sys.argv[2], float(sys.argv[3])))
