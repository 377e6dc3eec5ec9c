"""The whole bot under load: the unmodified process on SQLite, a Discord on the loopback, members
who ask, type and vote.

`python -m tests.benchmarks.load`: throughput and latency at a steady pace and at full speed, CPU,
memory through an hour's worth of traffic of a thousand servers, and growth with servers. Latency is
from the event to Discord's having the answer.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import psutil

from tests.network.bot_process import BotProcess
from tests.network.conftest import MODERATOR, SIDES
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import Payload, member

_ROOT = Path(__file__).parents[2]
_MIX = (("ask", 0.4), ("type", 0.3), ("vote", 0.3))
_HOUR = 12_000
"""Interactions of an hour in which a thousand servers ask 5, type 4 and vote 3 times each: a busy
evening.
"""


class Load:
    """A fake Discord with so many servers, and the bot."""

    def __init__(self, guilds: int) -> None:
        self.discord = FakeDiscord(
            f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
        )
        self.discord.gateway.guilds = guilds
        self.discord.gateway.remembers = False
        self.guilds = guilds
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed = 0
        self._folder = tempfile.TemporaryDirectory()
        (Path(self._folder.name) / "cache").symlink_to(_ROOT / "var" / "cache")
        self.bot = BotProcess(self.discord, Path(self._folder.name))
        lines = (
            (_ROOT / "knowledge" / "eye-in-the-sky" / "golden" / "in_scope.jsonl")
            .read_text(encoding="utf-8")
            .splitlines()
        )
        self.questions = [json.loads(line)["q"] for line in lines]
        self._asked = 0

    async def start(self) -> float:
        """Seconds until ready."""
        await self.discord.start()
        began = time.perf_counter()
        await self.bot.start()
        return time.perf_counter() - began

    async def stop(self) -> None:
        """Both."""
        await self.bot.kill()
        await self.discord.stop()
        self._folder.cleanup()

    async def open_debate(self) -> Payload:
        """One everybody votes in."""
        heard = await self.discord.command(
            MODERATOR,
            "moderate start",
            motion="We need an eye in the sky.",
            duration="1d",
            format="poll",
        )
        await self.bot.until(lambda: "is open" in heard.text)
        return self.discord.board()

    async def one(self, shown: Payload, kind: str = "") -> None:
        """One interaction of a member who has done nothing for a while, of any kind or this."""
        kind = kind or random.choices([name for name, _ in _MIX], [share for _, share in _MIX])[0]
        self._asked += 1
        number = 600_000_000_000_000_000 + self._asked
        who, place = member(str(number)), self._asked % self.guilds
        began = time.perf_counter()
        try:
            if kind == "ask":
                heard = await self.discord.ask(who, random.choice(self.questions), place)
            elif kind == "type":
                heard = await self.discord.type_ahead(
                    who, random.choice(self.questions)[:12], place
                )
            else:
                heard = await self.discord.vote(self._asked, shown, SIDES[self._asked % 3])
        except TimeoutError:
            self.failed += 1
            return
        self.times[kind].append((time.perf_counter() - began) * 1000)
        self.failed += "slow down" in heard.text.lower()
        self.discord.heard.pop(heard.payload["token"], None)

    async def at_pace(self, shown: Payload, rate: float, seconds: float) -> None:
        """Interactions that come at random."""
        tasks, due, began = [], time.perf_counter(), time.perf_counter()
        while time.perf_counter() - began < seconds:
            while due <= time.perf_counter():
                tasks.append(asyncio.create_task(self.one(shown)))
                due += random.expovariate(rate)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await asyncio.gather(*tasks)

    async def at_once(self, shown: Payload, number: int, at_a_time: int = 40) -> None:
        """So many, as fast as they are answered."""
        left = iter(range(number))

        async def worker() -> None:
            for _ in left:
                await self.one(shown)

        await asyncio.gather(*(worker() for _ in range(at_a_time)))

    def memory(self) -> float:
        """MB of the bot's process."""
        return psutil.Process(self.bot.pid).memory_info().rss / 2**20

    def cpu(self) -> float:
        """Seconds of CPU it has used."""
        used = psutil.Process(self.bot.pid).cpu_times()
        return float(used.user + used.system)

    def latencies(self) -> str:
        """p50, p95 and p99 by kind, and forget them."""
        parts = []
        for kind, times in sorted(self.times.items()):
            p50, p95, p99 = np.percentile(times, [50, 95, 99])
            parts.append(f"{kind} {p50:.0f}/{p95:.0f}/{p99:.0f}")
        self.times.clear()
        return ", ".join(parts) + " ms (p50/p95/p99)"


async def steady_and_full() -> None:
    """Latency and CPU at several paces, then an hour's traffic at full speed with the memory at
    each quarter.
    """
    load = Load(1000)
    ready = await load.start()
    shown = await load.open_debate()
    print(f"1,000 servers: ready after {ready:.1f} s, {load.memory():.0f} MB", flush=True)
    for rate in (10, 50, 100):
        cpu = load.cpu()
        await load.at_pace(shown, rate, 15)
        print(
            f"{rate:4d}/s: {load.latencies()}, CPU {100 * (load.cpu() - cpu) / 15:.0f} % of a "
            f"core, {load.failed} failed",
            flush=True,
        )
    memory, cpu, began = [load.memory()], load.cpu(), time.perf_counter()
    for _ in range(4):
        await load.at_once(shown, _HOUR // 4)
        memory.append(load.memory())
    took, used = time.perf_counter() - began, load.cpu() - cpu
    print(
        f"full speed: {_HOUR / took:.0f}/s, {load.latencies()}, {1000 * used / _HOUR:.1f} ms of "
        f"CPU each, {load.failed} failed"
    )
    print(
        "memory through an hour's traffic: " + " → ".join(f"{one:.0f}" for one in memory) + " MB",
        flush=True,
    )
    await load.stop()


async def growth() -> None:
    """Start and memory with the number of servers."""
    for guilds in (1, 100, 1000, 2500):
        load = Load(guilds)
        ready = await load.start()
        await asyncio.sleep(3)
        print(f"{guilds:6,} servers: ready after {ready:.1f} s, {load.memory():.0f} MB", flush=True)
        await load.stop()


async def main() -> None:
    """All of it."""
    await steady_and_full()
    if "--quick" not in sys.argv:
        await growth()


if __name__ == "__main__":
    asyncio.run(main())
