"""The end of the process comes in time, and its exit code is true."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from bot.process.shutdown import LASTING, UNFINISHED, Shutdown


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Exit codes with which the process would have been left by force."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield []
    for name, handler in before.items():
        signal.signal(name, handler)


async def test_a_step_that_hangs_is_cut_off_and_makes_the_exit_code_say_so() -> None:
    shutdown = Shutdown()

    assert await shutdown.step("quick", asyncio.sleep(0), 1)
    assert not await shutdown.step("goodbyes", asyncio.sleep(60), 0.05, matters=False)
    assert shutdown.code == 0
    assert not await shutdown.step("votes", asyncio.sleep(60), 0.05)

    assert (shutdown.code, shutdown.unfinished) == (UNFINISHED, ["votes"])


async def test_a_step_that_fails_does_not_keep_the_next_from_its_turn() -> None:
    async def fail() -> None:
        raise OSError("secret")

    shutdown = Shutdown()

    assert not await shutdown.step("counts", fail(), 1)
    assert await shutdown.step("next", asyncio.sleep(0), 1)
    assert shutdown.unfinished == ["counts"]


async def test_whatever_blocks_the_loop_the_process_is_left_by_force(codes: list[int]) -> None:
    shutdown = Shutdown(leave=codes.append, whole=0.3)
    shutdown.listen()
    shutdown.attach()
    shutdown.has_begun = True

    os.kill(os.getpid(), signal.SIGTERM)
    until = time.monotonic() + 3
    while not codes and time.monotonic() < until:
        time.sleep(0.01)  # noqa: ASYNC251  # the loop is blocked: this is the point

    assert codes == [UNFINISHED]
    await asyncio.sleep(0)
    assert shutdown.asked.is_set()


async def test_once_all_is_handed_over_a_thread_that_hangs_changes_no_exit_code(
    codes: list[int],
) -> None:
    shutdown = Shutdown(leave=codes.append, whole=60)
    shutdown.listen()
    shutdown.attach()
    shutdown.has_begun = True
    os.kill(os.getpid(), signal.SIGTERM)
    await shutdown.asked.wait()

    shutdown.done()
    async with asyncio.timeout(5):
        while not codes:  # noqa: ASYNC110  # a thread does it
            await asyncio.sleep(0.02)

    assert codes == [0]


async def test_a_signal_before_anything_is_at_work_ends_the_start(codes: list[int]) -> None:
    async def start() -> None:
        shutdown.attach()
        await asyncio.sleep(60)

    shutdown = Shutdown(leave=codes.append)
    shutdown.listen()
    starting = asyncio.create_task(start())
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(asyncio.CancelledError):
        await starting

    assert shutdown.code == 0
    shutdown._ends_at = time.monotonic() + 3600  # the watch is a daemon: it ends with the tests


async def test_a_thread_that_hangs_keeps_no_end_with_a_reason(
    codes: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    shutdown = Shutdown(leave=codes.append, whole=0.3)
    shutdown.has_begun = True

    shutdown.ends()
    shutdown.fails("Discord refuses the token", LASTING)
    until = time.monotonic() + 3
    while not codes and time.monotonic() < until:  # noqa: ASYNC110  # the watch is a thread
        await asyncio.sleep(0.01)

    assert codes == [LASTING]
    assert capsys.readouterr().err == "eyebot: Discord refuses the token\n"
