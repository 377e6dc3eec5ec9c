"""Twice what the whole bot can take: `python -m tests.benchmarks.flood [TIMES ...]`. The unmodified
process and a Discord on the loopback; first what it takes at full speed, then so many times that
for a quarter of a minute. Of every vote: counted, told to press again, or nothing heard; and
whether just those are stored that were counted.

The small Discord shares the machine's cores, so that twice is rather three times what is left to
the bot; `tests.benchmarks.overload` counts the same without it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter

import numpy as np

from tests.benchmarks.load import Load
from tests.network.conftest import SIDES
from tests.network.payloads import Payload

_FIRST, _SECONDS, _LIMIT = 1_500, 15.0, 3.0
_AGAIN = "Press again"


class Flood(Load):
    """Votes among the other interactions, each by another member, and what became of them."""

    def __init__(self) -> None:
        super().__init__(1_000)
        self.votes: Counter[str] = Counter()
        self.ages: list[float] = []

    async def vote(self, shown: Payload) -> None:
        """One; whoever hears nothing in time is told by Discord that it failed."""
        self._asked += 1
        began = time.perf_counter()
        try:
            async with asyncio.timeout(4 * _LIMIT):
                heard = await self.discord.vote(self._asked, shown, SIDES[self._asked % 3])
        except TimeoutError:
            self.votes["nothing heard"] += 1
            return
        took = time.perf_counter() - began
        self.ages.append(took)
        kind = "told to press again" if _AGAIN in heard.text else "counted"
        self.votes[kind if took <= _LIMIT else f"{kind}, too late"] += 1

    async def come(self, shown: Payload, rate: float) -> None:
        """Interactions in the usual mix that come at random, whatever becomes of those before."""
        tasks, due, began = [], time.perf_counter(), time.perf_counter()
        while time.perf_counter() - began < _SECONDS:
            while due <= time.perf_counter():
                is_vote = random.random() < 0.3
                tasks.append(
                    asyncio.create_task(self.vote(shown) if is_vote else self.other(shown))
                )
                due += random.expovariate(rate)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await asyncio.gather(*tasks)

    async def other(self, shown: Payload) -> None:
        """A question or a suggestion; what is dropped isn't waited for."""
        try:
            async with asyncio.timeout(4 * _LIMIT):
                await self.one(shown, random.choice(("ask", "ask", "type")))
        except TimeoutError:
            self.failed += 1


async def main(times: list[float]) -> None:
    """One line a pace."""
    flood = Flood()
    await flood.start()
    shown = await flood.open_debate()
    await flood.at_once(shown, _FIRST // 5)
    began = time.perf_counter()
    await flood.at_once(shown, _FIRST)
    rate = _FIRST / (time.perf_counter() - began)
    print(f"full speed: {rate:.0f} interactions a second", flush=True)
    for factor in times:
        before = len(flood.bot.choices())
        flood.votes.clear()
        flood.ages.clear()
        await flood.come(shown, factor * rate)
        stored = len(flood.bot.choices()) - before
        counted = sum(number for kind, number in flood.votes.items() if "counted" in kind)
        told = ", ".join(f"{number:,} {kind}" for kind, number in flood.votes.most_common())
        print(
            f"{factor:g} times: {flood.votes.total():,} votes, {told} (p50 "
            f"{np.percentile(flood.ages, 50):.2f} s, p99 {np.percentile(flood.ages, 99):.2f} s);"
            f" {stored:,} stored, lost {max(0, counted - stored)}",
            flush=True,
        )
    await flood.stop()


if __name__ == "__main__":
    asyncio.run(main([float(one) for one in sys.argv[1:]] or [1.0, 2.0]))
