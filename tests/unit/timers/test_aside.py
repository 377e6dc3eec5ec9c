"""Work in a process of its own ends with whoever started it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot.errors import KnowledgeError, SetUpError
from bot.timers.aside import Worker, run_aside
from tests.processes import end_with_parent

ROOT = Path(__file__).parents[3]


def note_and_sleep(file: str) -> None:
    """Say who works, then work for long."""
    Path(f"{file}.part").write_text(str(os.getpid()))
    Path(f"{file}.part").replace(file)
    time.sleep(600)


async def _worker(file: Path) -> psutil.Process:
    while not file.exists():  # noqa: ASYNC110  # another process makes it
        await asyncio.sleep(0.02)
    return psutil.Process(int(file.read_text()))


async def test_work_that_is_cancelled_is_killed_at_once(tmp_path: Path) -> None:
    work = asyncio.create_task(run_aside(note_and_sleep, str(tmp_path / "pid")))
    worker = await _worker(tmp_path / "pid")

    work.cancel()
    await asyncio.gather(work, return_exceptions=True)

    assert not worker.is_running()


async def test_work_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import asyncio\n"
        "from bot.timers.aside import run_aside\n"
        "from tests.unit.timers.test_aside import note_and_sleep\n"
        "if __name__ == '__main__':\n"
        f"    asyncio.run(run_aside(note_and_sleep, {str(tmp_path / 'pid')!r}))\n"
    )
    (tmp_path / "parent.py").write_text(program)
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        str(tmp_path / "parent.py"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=end_with_parent,
    )
    worker = await _worker(tmp_path / "pid")

    parent.send_signal(signal.SIGKILL)
    await parent.wait()

    gone, _ = psutil.wait_procs([worker], timeout=60)
    assert gone == [worker]


def double(number: int) -> int:
    """Something to do aside."""
    return 2 * number


def refuse(why: str) -> None:
    """Something that can't be done."""
    raise KnowledgeError(why)


async def test_what_work_comes_to_is_returned() -> None:
    assert await run_aside(double, 21) == 42


async def test_why_work_is_refused_is_raised_here() -> None:
    with pytest.raises(KnowledgeError, match="broken"):
        await run_aside(refuse, "a.yaml:1:1: broken")


async def test_work_that_fails_is_told() -> None:
    with pytest.raises(SetUpError, match=r"_exit failed aside \(exit code 3\)"):
        await run_aside(os._exit, 3)


def whoami() -> int:
    """The process that does it."""
    return os.getpid()


def fails() -> None:
    """Goes wrong."""
    raise ValueError("a secret")


def ends() -> None:
    """Takes its process with it."""
    os._exit(1)


def naps() -> None:
    """Takes long."""
    time.sleep(600)


@pytest.fixture
def worker() -> Iterator[Worker]:
    """One that ends soon when there is nothing to do."""
    made = Worker(idle=1.0, longest=20.0)
    yield made
    made.end()


def test_one_process_does_one_work_after_another(worker: Worker) -> None:
    first, second = worker.do(whoami), worker.do(whoami)

    assert first == second != os.getpid()


def test_a_worker_without_work_ends_and_the_next_work_starts_another(worker: Worker) -> None:
    first = worker.do(whoami)
    gone = psutil.Process(first)
    until = time.monotonic() + 20
    while gone.status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
        time.sleep(0.05)

    assert worker.do(whoami) != first


def test_a_failure_is_told_by_its_kind_and_the_worker_works_on(worker: Worker) -> None:
    first = worker.do(whoami)

    with pytest.raises(SetUpError, match=r"fails failed aside \(ValueError\)$"):
        worker.do(fails)

    assert worker.do(whoami) == first


def test_a_worker_that_ends_in_the_midst_of_work_is_told_of(worker: Worker) -> None:
    with pytest.raises(SetUpError, match="ends"):
        worker.do(ends)

    assert worker.do(whoami) != os.getpid()


def test_work_that_takes_too_long_is_ended() -> None:
    worker = Worker(longest=0.2)

    with pytest.raises(SetUpError, match="takes too long"):
        worker.do(naps)

    assert worker._process is None
