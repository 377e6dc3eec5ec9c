"""The end of the process: every step of stopping takes bounded time, and whatever hangs in spite of
that is cut off. Whoever stops a process waits ten seconds and then kills it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import FrameType

_LOG = logging.getLogger(__name__)
_WHOLE = 8.5
"""Seconds from the signal to the end at the latest."""
_REST = 0.6
"""Seconds for the interpreter to end once everything is handed over: a thread that waits for a
locked database would keep it.
"""
_TELLING = 0.2
PASSING = 1
"""Exit code where the process ended for a reason that it told in one line and that may pass."""
LASTING = 78
"""The same where somebody has to mend something first, so that starting again is no use:
`EX_CONFIG` of sysexits.h, which the units know.
"""
UNFINISHED = 3
"""Exit code where something that was at work could not be finished or handed over."""


class Shutdown:
    """Listens for SIGTERM and SIGINT, and sees to it that the process ends. `leave` ends it at
    once with an exit code.
    """

    def __init__(self, leave: Callable[[int], None] = os._exit, whole: float = _WHOLE) -> None:
        self._leave = leave
        self._whole = whole
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[object] | None = None
        self._ends_at = 0.0
        self._doing = "starting"
        self._reason, self._failed = "", LASTING
        self.asked = asyncio.Event()
        self.unfinished: list[str] = []
        """What could not be finished or handed over, in the order it was tried."""
        self.has_begun = False
        """Whether anything is at work that an end would cut off."""

    @property
    def code(self) -> int:
        """The exit code that is true now."""
        if self._reason:
            return self._failed
        return UNFINISHED if self.unfinished else 0

    def listen(self) -> None:
        """From now on; call it in the main thread, before anything that takes long."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._on_signal)

    def attach(self) -> None:
        """The running task is the one that a signal ends, as long as nothing is at work."""
        self._loop = asyncio.get_running_loop()
        self._main = asyncio.current_task()
        if self._ends_at:  # it came before the loop did
            self._wake()

    async def step(
        self, name: str, work: Awaitable[object], seconds: float, *, matters: bool = True
    ) -> bool:
        """One step of stopping; whether it came to its end in time and without an error. One that
        matters and didn't makes the exit code say so.
        """
        self._doing = name
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            task.cancel()
            _LOG.warning("stopping: %s is cut off after %.1f s", name, seconds)
        elif task.cancelled() or task.exception() is not None:
            error = None if task.cancelled() else task.exception()
            _LOG.warning("stopping: %s failed (%s)", name, type(error).__name__)
        else:
            return True
        if matters:
            self.unfinished.append(name)
        return False

    def ends(self) -> None:
        """The process ends by itself, in bounded time like one that is told to: a thread that an
        engine left behind would keep the interpreter.
        """
        if self._ends_at:
            return
        self._ends_at = time.monotonic() + self._whole
        threading.Thread(target=self._watch, name="shutdown", daemon=True).start()

    def fails(self, reason: str, code: int) -> None:
        """Why it ends, in one line; told by the watch where nobody else comes to tell it."""
        self._reason, self._failed = reason, code
        self.ends()

    def done(self) -> None:
        """Everything is handed over that can be: what still hangs may hang only a moment longer."""
        self._doing = "ending"
        if self._ends_at:
            self._ends_at = min(self._ends_at, time.monotonic() + _REST)

    def leave(self) -> None:
        """End the process here, with the exit code that is true. The interpreter's own end would
        wait for threads that an engine left behind, or abort (SIGABRT) where one of them writes a
        line meanwhile.
        """
        self.ends()  # the watch ends it where even this hangs
        self.done()
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # whoever read it may have gone
                stream.flush()
        self._leave(self.code)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._ends_at:
            return
        self.ends()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.asked.set()
        if self._main is not None and not self.has_begun:
            self._main.cancel()

    def _watch(self) -> None:
        """In a thread of its own, so that nothing the event loop does can keep it from its work."""
        while (left := self._ends_at - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))
        is_over = self._doing == "ending" or not self.has_begun
        code = self.code if is_over or self._reason else UNFINISHED
        if self._reason or not is_over:
            telling = threading.Thread(target=self._tell, daemon=True)
            telling.start()
            telling.join(_TELLING)  # whoever reads the log may have stopped doing so
        self._leave(code)

    def _tell(self) -> None:
        if self._reason:
            sys.stderr.write(f"eyebot: {self._reason}\n")
            sys.stderr.flush()
        else:
            _LOG.error("stopped by force while at: %s", self._doing)
