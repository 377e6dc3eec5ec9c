"""Twice what one process can take: `python -m tests.benchmarks.overload [SECONDS]`, on more cores
than two, for the small Discord that sends it all takes as much as the bot. How many of
each kind were answered within Discord's three seconds, and how many votes among the rest were
stored although their members heard nothing.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

from tests.benchmarks.load import Load
from tests.network.payloads import Payload

_LIMIT = 3_000.0
"""Milliseconds after which Discord takes no answer."""


class Impatient(Load):
    """Nobody waits longer than eight seconds."""

    async def one(self, shown: Payload) -> None:
        """Counted as unanswered then."""
        try:
            async with asyncio.timeout(8):
                await super().one(shown)
        except TimeoutError:
            self.failed += 1


async def main(seconds: float) -> None:
    """Measure what one costs, then send twice what a core can take."""
    load = Impatient(300)
    await load.start()
    shown = await load.open_debate()
    await load.at_pace(shown, 40, 3)
    load.times.clear()
    used = load.cpu()
    await load.at_pace(shown, 60, 5)
    full = sum(map(len, load.times.values())) / (load.cpu() - used)
    load.times.clear()
    load.failed = 0
    print(f"one core takes {full:.0f}/s; now {2 * full:.0f}/s for {seconds:.0f} s", flush=True)
    await load.at_pace(shown, 2 * full, seconds)
    in_time = Counter({kind: sum(t <= _LIMIT for t in ts) for kind, ts in load.times.items()})
    late = Counter({kind: len(ts) - in_time[kind] for kind, ts in load.times.items()})
    print(f"in time {dict(in_time)}, late {dict(late)}, unanswered {load.failed}", flush=True)
    print(load.latencies(), flush=True)
    stored = len(load.bot.choices())
    print(f"votes answered {in_time['vote'] + late['vote']}, stored {stored}", flush=True)
    await load.stop()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0))
