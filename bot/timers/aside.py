"""Heavy work in a process of its own, so that it holds nobody up; the process ends with whoever
started it, however that ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

from bot.errors import SetUpError

T = TypeVar("T")


async def run_aside(work: Callable[..., T], *args: object) -> T:
    """Run it to its end and return what it does; when this is cancelled, it is killed. What `work`
    and `args` are must be importable. Raises SetUpError when it fails: the one it raised itself, or
    one about a failure that it has told on standard error.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sending, work, args))
    process.start()
    sending.close()  # so that its end is seen when the process ends
    try:
        found: list[T | SetUpError] = await asyncio.to_thread(_received, receiving)
        await asyncio.to_thread(process.join)
        if not found or process.exitcode:
            raise SetUpError(
                f"{work.__name__} failed aside (exit code {process.exitcode});"
                " is there enough memory for it?"
            )
    finally:
        process.kill()
        process.join()
        process.close()
        receiving.close()
    if isinstance(found[0], SetUpError):
        raise found[0]
    return found[0]


def _received(receiving: Connection) -> list[T | SetUpError]:
    """What was sent, if anything was."""
    with suppress(EOFError):
        return [receiving.recv()]
    return []


def _work(sending: Connection, work: Callable[..., object], args: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        found = work(*args)
    except SetUpError as error:
        found = error
    sending.send(found)


def _end_with_parent() -> None:
    """A parent that was killed can't end anybody."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
