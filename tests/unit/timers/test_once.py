"""Work ahead of time runs beside the start, once, holds up no end, and is no trouble when it
fails.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.timers.once import Once

ROOT = Path(__file__).parents[3]


async def until(event: threading.Event) -> None:
    assert await asyncio.to_thread(event.wait, 5)


async def test_the_start_does_not_wait_for_it() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(5)
        done.set()

    once = Once(work)
    await once.start()
    await until(begun)

    assert not done.is_set()
    go_on.set()
    await until(done)


async def test_it_is_done_once() -> None:
    done, times = threading.Event(), []

    def work() -> None:
        times.append(1)
        done.set()

    once = Once(work)
    await once.start()
    await once.start()
    await until(done)
    await once.stop()
    await once.start()

    assert times == [1]


async def test_a_failure_is_logged_and_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise OSError("no fonts here")

    once = Once(work)
    await once.start()
    await asyncio.to_thread(once._thread.join, 5)

    assert once.trouble == ""
    assert "not done ahead of time: OSError" in caplog.text
    assert "no fonts" not in caplog.text


def test_a_process_ends_while_it_is_still_at_work() -> None:
    program = (
        "import asyncio, time; from bot.timers.once import Once;"
        "once = Once(lambda: time.sleep(60)); asyncio.run(once.start()); print('over')"
    )
    began = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "over\n"
    assert done.stderr == ""
    assert time.monotonic() - began < 30
