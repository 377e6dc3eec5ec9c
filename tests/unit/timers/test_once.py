"""Work ahead of time runs beside the start, once, and is no trouble when it fails."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.timers.once import Once


async def test_the_start_does_not_wait_for_it() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(5)

    once = Once(work)
    await once.start()
    assert await asyncio.to_thread(begun.wait, 5)
    go_on.set()
    await once.stop()


async def test_it_is_done_once() -> None:
    done = []
    once = Once(lambda: done.append(1))

    await once.start()
    await once.start()
    await asyncio.sleep(0.1)
    await once.stop()

    assert done == [1]


async def test_a_failure_is_logged_and_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise OSError("no fonts here")

    once = Once(work)
    await once.start()
    await asyncio.sleep(0.1)
    await once.stop()

    assert once.trouble == ""
    assert "not done ahead of time: OSError" in caplog.text
    assert "no fonts" not in caplog.text
