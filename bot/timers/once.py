"""Work that makes what comes later quicker, done once beside the requests after the start."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

_LOG = logging.getLogger(__name__)


class Once:
    """Runs the work in a thread that no end waits for, as it would for one of asyncio's own.
    Nothing depends on the work, so a failure is logged and no trouble.
    """

    trouble = ""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._thread = threading.Thread(target=self._run, name="once", daemon=True)
        self._has_begun = False

    async def start(self) -> None:
        """Begin it; it is not waited for."""
        if not self._has_begun:
            self._has_begun = True
            self._thread.start()

    async def stop(self) -> None:
        """Nothing: a thread can't be ended, and this one ends with the process."""

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # noqa: BLE001  # whatever it is, it can wait for the first use
            _LOG.warning("not done ahead of time: %s", type(error).__name__)
