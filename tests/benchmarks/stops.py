"""SIGTERM at a random moment, again and again, from the first instant of a start to the midst of
votes: `python -m tests.benchmarks.stops [TIMES]`. Prints how long each took to end, and what was
acknowledged, lost and doubled.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.network.bot_process import BotProcess
from tests.network.conftest import SIDES, World
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import Payload

_ROOT = Path(__file__).parents[2]
_LONGEST = 10.0
_AT_WORK = 4.0
"""Seconds after "ready" within which the signal comes."""
_PAUSE = 0.05
_VOTERS = 6
"""Who vote at the same time."""


async def vote_on(world: World, shown: Payload, numbers: list[int]) -> None:
    """One after another, each noted when it is acknowledged; those cut off may be stored or not."""
    while True:
        number = len(numbers)
        numbers.append(number)
        heard = await world.discord.vote(number, shown, SIDES[number % 3], wait=False)
        with suppress(TimeoutError):
            await asyncio.wait_for(heard.said.wait(), 2)
        if "Counted" in heard.text:
            world.votes[number] = SIDES[number % 3]
        await asyncio.sleep(_PAUSE)


async def one(world: World, shown: Payload, numbers: list[int], starts_in: float) -> float:
    """Start it, stop it at some moment; seconds until it was gone."""
    bot = world.bot = BotProcess(world.discord, world.bot.data)
    is_early = random.random() < 0.4  # half-started
    await bot.start(ready=not is_early)
    voters = [
        asyncio.create_task(vote_on(world, shown, numbers))
        for _ in range(0 if is_early else _VOTERS)
    ]
    await asyncio.sleep(random.uniform(0, starts_in if is_early else _AT_WORK))
    if not is_early and random.random() < 0.3:
        world.discord.gateway.away = True
        await world.discord.gateway.cut()
        await asyncio.sleep(random.uniform(0, 2))
    began = time.monotonic()
    code = await bot.end(signal.SIGTERM, 30)
    took = time.monotonic() - began
    for voter in voters:
        voter.cancel()
    await asyncio.gather(*voters, return_exceptions=True)
    world.discord.gateway.away = False
    state = "half-started" if is_early else "at work"
    print(f"{state:12s} gone in {took:4.1f} s, exit code {code}", flush=True)
    return took


async def main(times: int) -> None:
    """All of them on one database."""
    discord = FakeDiscord(
        f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
    )
    await discord.start()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cache").symlink_to(_ROOT / "var" / "cache")
        world = World(discord, BotProcess(discord, Path(folder)), {})
        began = time.monotonic()
        await world.bot.start()
        starts_in = time.monotonic() - began
        shown = await world.debate("5h")
        await world.bot.end()
        numbers: list[int] = []
        took = sorted([await one(world, shown, numbers, starts_in) for _ in range(times)])
        stored = Counter(world.bot.choices())
        told = Counter(side.lower() for side in world.votes.values())
        lost = sum((told - stored).values())
        doubled = max(0, stored.total() - len(numbers))
    await discord.stop()
    print(
        f"{times} stops: median {took[len(took) // 2]:.1f} s, longest {took[-1]:.1f} s;"
        f" acknowledged {told.total()}, lost {lost}, doubled {doubled}",
        flush=True,
    )
    if lost or doubled or took[-1] >= _LONGEST:
        sys.exit(1)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
