"""Heavy work in a process of its own, so that it holds nobody up and its memory goes back to the
machine; the process ends with whoever started it, however that ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock, Thread
from typing import TypeVar, cast

from bot.errors import SetUpError

T = TypeVar("T")
_IDLE = 300.0
"""Seconds without work after which a worker ends."""
_LONGEST = 60.0
"""Seconds that one piece of work may take."""


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


class Worker:
    """A process that does one piece of work after another: it starts with the first, keeps what it
    has loaded for the next, and ends when nothing has come for a while.
    """

    def __init__(self, idle: float = _IDLE, longest: float = _LONGEST) -> None:
        self._idle, self._longest = idle, longest
        self._turn = Lock()
        self._line: Connection | None = None
        self._process: SpawnProcess | None = None

    def do(self, work: Callable[..., T], *args: object) -> T:
        """Have it done, and wait for it: call this in a thread. What `work` and `args` are must be
        importable. Raises SetUpError when it fails, takes too long or its process ends.
        """
        with self._turn:
            try:
                answer = self._answer(work, args)
            except (OSError, EOFError):
                self.end()
                raise SetUpError(f"{work.__name__} ended its process") from None
            except BaseException:
                self.end()
                raise
        done, found = answer
        if not done:
            raise SetUpError(f"{work.__name__} failed aside ({found})")
        return cast("T", found)

    def end(self) -> None:
        """End the process; the next work starts another."""
        process, line, self._process, self._line = self._process, self._line, None, None
        if process is not None and line is not None:
            line.close()
            process.kill()
            process.join()
            process.close()

    def _answer(self, work: Callable[..., object], args: tuple[object, ...]) -> tuple[bool, object]:
        if not self._is_ready():
            self.end()
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_work_on, args=(theirs, self._idle))
            self._process.start()
            theirs.close()  # so that its end is seen when the process ends
        line = cast("Connection", self._line)
        line.send((work, args))
        if not line.poll(self._longest):
            raise SetUpError(f"{work.__name__} takes too long")
        answer: tuple[bool, object] = line.recv()
        return answer

    def _is_ready(self) -> bool:
        """Whether a process waits for work: one that has had none for long ends, and its line with
        it. It says that it goes on before it is sent anything, for it may be ending just now.
        """
        if self._process is None or self._line is None:
            return False
        with suppress(OSError, EOFError):
            self._line.send(None)
            return self._line.poll(self._longest) and self._line.recv() is None
        return False


def _work_on(line: Connection, idle: float) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError):  # whoever asked has gone
        _answer_all(line, idle)


def _answer_all(line: Connection, idle: float) -> None:
    while line.poll(idle):
        asked = line.recv()
        if asked is None:
            line.send(None)
            continue
        work, args = asked
        try:
            answer = True, work(*args)
        except Exception as error:  # noqa: BLE001  # whoever asked is told of its kind
            answer = False, type(error).__name__
        line.send(answer)


def _end_with_parent() -> None:
    """A parent that was killed can't end anybody."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
