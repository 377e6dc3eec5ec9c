"""What a start has used and freed goes back to the machine."""

import asyncio
import subprocess
import sys
from collections.abc import Callable

import psutil
import pytest

from bot.process.trimming import give_back, give_back_aside


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's own")
@pytest.mark.parametrize("how", [give_back, lambda: asyncio.run(give_back_aside(None))])
def test_memory_that_was_freed_is_given_back(how: Callable[[], None]) -> None:
    blocks = [bytearray(2_000) for _ in range(20_000)]  # too small to be mapped by themselves
    kept = blocks[-1]
    del blocks
    before = psutil.Process().memory_info().rss

    how()

    assert psutil.Process().memory_info().rss < before - 20 * 2**20
    assert len(kept) == 2_000


_BUSY_THREADS = """
import sys, threading
from bot.process.trimming import share_one_arena
if sys.argv[1] == "shared":
    share_one_arena()
together = threading.Barrier(5)
def work():
    blocks = [bytearray(2_000) for _ in range(100)]
    together.wait()
    together.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
together.wait()
maps = open("/proc/self/maps").read().splitlines()
print(sum(int(line.split("-")[0], 16) % 2**26 == 0 for line in maps))
together.wait()
"""
"""An arena of a thread lies at a whole 64 MB; tells how many there are."""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's own")
def test_threads_share_one_arena() -> None:
    def arenas(how: str) -> int:
        told = subprocess.run(
            [sys.executable, "-c", _BUSY_THREADS, how], capture_output=True, text=True, check=True
        )
        return int(told.stdout)

    assert arenas("shared") < arenas("apart")
