"""Reports a blocked event loop: nobody is answered for as long as one call holds it, and what holds
it can only be seen from another thread, while it does.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import FrameType

from bot.services.meters import Meters

_LOG = logging.getLogger(__name__)
_BEAT = 0.1
"""Seconds between two signs of life."""
_LATE = 0.5
"""Seconds without one that count as blocked: half a second is felt by everyone who waits."""
_FRAMES = 6


class Watchdog:
    """A part of the background. `late` is how long the loop may be held."""

    def __init__(self, meters: Meters, *, late: float = _LATE) -> None:
        self._meters = meters
        self._late = late
        self._last = 0.0
        self._beating: asyncio.TimerHandle | None = None
        self._over = threading.Event()

    @property
    def trouble(self) -> str:
        """None: whoever asks is answered by the loop, so it isn't blocked."""
        return ""

    async def start(self) -> None:
        """Watch the loop that runs, from a thread."""
        await self.stop()
        self._over = threading.Event()
        loop = asyncio.get_running_loop()
        self._beat(loop)
        watching = threading.Thread(
            target=self._watch, args=(threading.get_ident(), self._over), daemon=True
        )
        watching.name = "watchdog"
        watching.start()

    async def stop(self) -> None:
        """Watch no more."""
        self._over.set()
        if self._beating is not None:
            self._beating.cancel()

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        self._last = time.monotonic()
        self._beating = loop.call_later(_BEAT, self._beat, loop)

    def _watch(self, watched: int, over: threading.Event) -> None:
        """One line when the loop is found blocked, and one when it is free again."""
        held_by, since = "", 0.0
        while not over.wait(_BEAT):
            silent = time.monotonic() - self._last
            if silent >= self._late and not held_by:
                held_by, since = _doing(watched, sys._current_frames), self._last
                _LOG.error("the event loop has been blocked for %.1f s by %s", silent, held_by)
            elif held_by and silent < self._late:
                blocked = self._last - since
                _LOG.warning("the event loop was blocked for %.1f s", blocked)
                self._meters.blocked(blocked)
                held_by = ""


def _doing(thread: int, frames: Callable[[], dict[int, FrameType]]) -> str:
    """Where a thread is: files, lines and names, never a value."""
    frame = frames().get(thread)
    found = traceback.extract_stack(frame)[-_FRAMES:] if frame else []
    return " < ".join(
        f"{one.filename.rpartition('/')[2]}:{one.lineno} {one.name}" for one in reversed(found)
    )
