"""From the start of the process to ready, and its memory: `python -m tests.benchmarks.start
[RUNS]`, against a fake Discord on the loopback.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil

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


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
