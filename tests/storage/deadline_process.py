"""A process that keeps deadlines and shows results, as the bot does, until it is killed: `python -m
tests.storage.deadline_process URL NAME SKEW`. Its clock is SKEW seconds off.

What it shows is written to standard output as `ACTION DEBATE PHASE`, a line each; "again" behind it
says that it is to be looked for first, as the surface does.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.debate.models import View
from bot.services.debating.overdue import BesideEngine
from bot.services.meters import NoMeters
from bot.timers.dbos_engine import engine_of
from bot.timers.deadlines import Deadlines
from bot.timers.supervisor import Supervisor
from bot.timers.sweep import Sweep
from tests.storage.opening import open_engine
from tests.storage.use_cases import UseCases


class Teller:
    """An announcer that says what it was told."""

    def _tell(self, action: str, view: View, *, again: bool = False) -> None:
        last = " again" if again else ""
        os.write(1, f"{action} {view.debate.id} {view.debate.phase}{last}\n".encode())

    async def publish(self, view: View, *, again: bool = False) -> str:
        self._tell("publish", view, again=again)
        return "message"

    async def update(self, view: View) -> None:
        """Nothing to tell."""

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        self._tell("phase", view, again=again)

    async def remind(self, view: View) -> None:
        """Nothing to tell."""

    async def announce(self, view: View, *, again: bool = False) -> str:
        self._tell("announce", view, again=again)
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
    # There is a sweep once it is called.
    debates = UseCases(engine, k=3, announcer=Teller(), wake=lambda: sweep.wake())  # noqa: PLW0108
    meters = NoMeters()
    deadlines = Deadlines(
        engine_of(url, name), debates.settling, clock, meters, every=timedelta(seconds=2)
    )
    beside = BesideEngine(debates.catch_up, debates.settling, deadlines, meters)
    sweep = Sweep(beside, lambda: beside.next_look(clock()), clock)
    await Supervisor({"deadlines": deadlines, "sweep": sweep}, meters).start()
    while not deadlines.is_keeping:  # noqa: ASYNC110  # it can't wake us
        await asyncio.sleep(0.05)
    os.write(1, b"ready 0 0\n")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(keep(sys.argv[1], sys.argv[2], float(sys.argv[3])))
