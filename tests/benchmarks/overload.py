"""Twice what one core can take, counted in virtual time: `python -m tests.benchmarks.overload
[SECONDS] [TIMES]`. What becomes of each kind of interaction when so many times the capacity comes:
answered, and how late, or dropped at once.

On two cores that the small Discord shares with the bot, what was measured was mostly their share
of the machine. So the real admission runs here on a clock of its own: whatever is begun takes the
core for the processor time that an interaction of its kind was measured to take, one after another,
and Discord's three seconds are the clock's. No other work on the machine moves the result.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from bot.adapters.discord.admission import Admission

LIMIT = 3.0
"""Seconds after which Discord takes no answer."""
COSTS = {"command": 0.010, "autocomplete": 0.004, "component": 0.008}
"""Seconds of processor time of a question, a suggestion and a vote (`tests.benchmarks.load`)."""
SHARES = {"command": 0.4, "autocomplete": 0.3, "component": 0.3}
_LINE = 0.15
"""Seconds to Discord and back, while others are worked on."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to what is due next."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def time(self) -> float:
        """The virtual clock."""
        return self._now

    def _run_once(self) -> None:
        scheduled = self._scheduled  # type: ignore[attr-defined]  # no public way to let time pass
        if not self._ready and scheduled:  # type: ignore[attr-defined]
            self._now = max(self._now, scheduled[0]._when)
        super()._run_once()  # type: ignore[misc]


class Core:
    """One processor: works on what is begun, one after another."""

    def __init__(self) -> None:
        self._free_at = 0.0

    async def work(self, seconds: float) -> None:
        """Take the core for so long, after those that came before."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(now, self._free_at) + seconds
        await asyncio.sleep(self._free_at - now)


@dataclass
class Outcome:
    """How many of each kind came, and when those that were answered were."""

    came: Counter[str] = field(default_factory=Counter)
    ages: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in COSTS})
    dropped: Counter[str] = field(default_factory=Counter)
    waited: list[float] = field(default_factory=list)
    """How old what was dropped was when it was."""

    def late(self, kind: str) -> int:
        """Answers that Discord took no more."""
        return sum(age > LIMIT for age in self.ages[kind])


def capacity() -> float:
    """Interactions a second that one core can take of the mix."""
    return 1 / sum(COSTS[kind] * share for kind, share in SHARES.items())


async def _flood(rate: float, seconds: float, seed: int) -> Outcome:
    loop, core, outcome = asyncio.get_running_loop(), Core(), Outcome()
    chance = random.Random(seed)  # the same flood each time
    admission = Admission(lambda kind: outcome.dropped.update((kind,)))

    async def one(place: int, kind: str) -> None:
        sent = loop.time()
        outcome.came[kind] += 1
        number = (int(sent * 1000) << 22) + place
        if not await admission.begin(number, kind):
            outcome.waited.append(loop.time() - sent)
            return
        await core.work(COSTS[kind])
        outcome.ages[kind].append(loop.time() - sent + _LINE)
        await asyncio.sleep(_LINE)
        admission.end(number)

    tasks = []
    while loop.time() < seconds:
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        tasks.append(asyncio.create_task(one(len(tasks), kind)))
        await asyncio.sleep(chance.expovariate(rate))
    await asyncio.gather(*tasks)
    return outcome


def flood(times: float, seconds: float, seed: int = 7) -> Outcome:
    """So many times the capacity for so long."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(_flood(times * capacity(), seconds, seed))
    finally:
        loop.close()


def main(seconds: float, times: list[float]) -> None:
    """One line a kind at each pace."""
    for factor in times:
        outcome = flood(factor, seconds)
        print(f"{factor:g} times what one core can take, {seconds:.0f} s:", flush=True)
        for kind, came in sorted(outcome.came.items()):
            ages = outcome.ages[kind] or [0.0]
            print(
                f"  {kind:13s} {came:6,} came, {len(outcome.ages[kind]):6,} answered"
                f" (p50 {np.percentile(ages, 50):.2f} s, p99 {np.percentile(ages, 99):.2f} s,"
                f" {outcome.late(kind)} too late), {outcome.dropped[kind]:6,} dropped",
                flush=True,
            )


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else 60.0,
        [float(one) for one in sys.argv[2:]] or [0.5, 1.0, 2.0, 4.0],
    )
