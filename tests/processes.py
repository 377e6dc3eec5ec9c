"""Every process that a test starts ends: with its test, with the run, or with the one that started
it, whichever comes first.

A run puts its mark into the environment, so that also what outlived its parent is found at the end.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import uuid
from collections.abc import Iterable

import psutil

_MARK = "TESTS_RUN"
_GRACE = 5.0
"""Seconds for what is ending anyway, such as a server that was told to stop."""
_HELPER = "multiprocessing.resource_tracker"
"""Python's own, which ends with the process that it helps."""


def mark_run() -> None:
    """From now on every process that is started, and what that starts, carries this run's mark."""
    os.environ[_MARK] = uuid.uuid4().hex


def end_on_sigterm() -> None:
    """A run that is told to stop ends like one that is interrupted: its fixtures clean up."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def bare_environment() -> dict[str, str]:
    """The environment without the bot's settings and its token."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EYEBOT_", "DISCORD_"))
    }


def end_with_parent() -> None:
    """For `preexec_fn`: even when the tests are killed (`kill -9`), their process is. Linux
    only.
    """
    if sys.platform == "linux":
        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def end_leftovers() -> list[str]:
    """Kill what this run has left running; a line each, naming the test that started it."""
    _, alive = psutil.wait_procs(_of_this_run(), timeout=_GRACE)
    lines = [line for process in alive if (line := _kill(process))]
    psutil.wait_procs(alive, timeout=_GRACE)
    return lines


def _of_this_run() -> list[psutil.Process]:
    mark = os.environ.get(_MARK, "")
    ours = {*psutil.Process().children(recursive=True), *_marked(psutil.process_iter(), mark)}
    return [process for process in ours if process.pid != os.getpid() and not _is_helper(process)]


def _marked(processes: Iterable[psutil.Process], mark: str) -> Iterable[psutil.Process]:
    for process in processes:
        try:
            if mark and process.environ().get(_MARK) == mark:
                yield process
        except (psutil.Error, OSError):  # another user's, or gone meanwhile
            continue


def _is_helper(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE or _HELPER in " ".join(process.cmdline())
    except psutil.Error:
        return True


def _kill(process: psutil.Process) -> str:
    """What it was; empty when it has ended by itself meanwhile."""
    try:
        started_by = process.environ().get("PYTEST_CURRENT_TEST", "a fixture of the session")
        line = f"{' '.join(process.cmdline())[:120]} (started in {started_by})"
        process.kill()
    except (psutil.Error, OSError):
        return ""
    return line
