"""Heavy work in a process of its own, so that it holds nobody up; the process ends with whoever
started it, however that ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from threading import Thread

from bot.errors import SetUpError


async def run_aside(work: Callable[..., object], *args: object) -> None:
    """Run it to its end; when this is cancelled, it is killed. What `work` and `args` are must be
    importable. Raises SetUpError when it fails, which it has told on standard error.
    """
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(work, args))
    process.start()
    try:
        await asyncio.to_thread(process.join)
        if process.exitcode:
            raise SetUpError(
                f"{work.__name__} failed aside (exit code {process.exitcode});"
                " is there enough memory for it?"
            )
    finally:
        process.kill()
        process.join()
        process.close()


def _work(work: Callable[..., object], args: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    work(*args)


def _end_with_parent() -> None:
    """A parent that was killed can't end anybody."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
