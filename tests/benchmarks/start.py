"""From the start of the process to ready, its memory, and its first seconds: `python -m
tests.benchmarks.start [RUNS]`, against a fake Discord on the loopback.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks.load import Load
from tests.network.bot_process import BotProcess
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import token

_ROOT = Path(__file__).parents[2]


async def main(runs: int) -> None:
    """One line a run; the first makes the database, too."""
    discord = FakeDiscord(token())
    await discord.start()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "cache").symlink_to(_ROOT / "var" / "cache")
        for run in range(runs):
            bot = BotProcess(discord, Path(folder))
            began = time.perf_counter()
            await bot.start()
            took = time.perf_counter() - began
            await asyncio.sleep(5)
            memory = psutil.Process(bot.pid).memory_full_info()
            print(
                f"run {run + 1}: ready after {took:.2f} s; after five idle seconds"
                f" {memory.rss / 2**20:.0f} MB resident, {memory.pss / 2**20:.0f} its share,"
                f" {memory.uss / 2**20:.0f} its own",
                flush=True,
            )
            await bot.end()
    await discord.stop()
    await first_seconds()


async def first_seconds(rate: float = 20, seconds: float = 10) -> None:
    """A thousand servers' members ask, type and vote from the moment that it is ready: latencies of
    each half, and an interaction's processor time, which other work on the machine moves least.
    """
    load = Load(1_000)
    await load.start()
    shown = await load.open_debate()
    for half in ("first", "second"):
        used = load.cpu()
        await load.at_pace(shown, rate, seconds / 2)
        number = sum(map(len, load.times.values()))
        each = 1000 * (load.cpu() - used) / number
        times = sorted(time for times in load.times.values() for time in times)
        print(
            f"{half} {seconds / 2:.0f} s at {rate:.0f}/s: p50 {times[len(times) // 2]:.0f} ms,"
            f" p99 {times[int(0.99 * len(times))]:.0f} ms, {each:.1f} ms of CPU each",
            flush=True,
        )
        load.latencies()
    await load.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
