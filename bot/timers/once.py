"""Work that makes what comes later quicker, done once beside the requests after the start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

_LOG = logging.getLogger(__name__)


class Once:
    """Runs the work in a thread. Nothing depends on it, so a failure is logged and no trouble."""

    trouble = ""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin it; it is not waited for."""
        self._task = self._task or asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Wait for it no longer; a thread can't be ended, and comes to its end by itself."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await asyncio.to_thread(self._work)
        except Exception as error:  # noqa: BLE001  # whatever it is, it can wait for the first use
            _LOG.warning("not done ahead of time: %s", type(error).__name__)
