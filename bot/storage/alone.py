"""One process at a time works with an SQLite file: two would post each result twice, and each
member's clicks would reach either.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SetUpError
from bot.storage.address import file_of


@contextmanager
def alone_with(engine: AsyncEngine) -> Iterator[None]:
    """Hold `FILE.lock` for as long as the process works with the database; the kernel lets go of it
    however the process ends. Raises SetUpError where another holds it.

    A lock of the file's own (`lockf`) would be lost with the first of SQLite's handles that is
    closed, and one by `flock` be inherited by the process that learns aside.
    """
    file = file_of(engine.url)
    if file is None:
        yield
        return
    handle = _taken(file.with_name(f"{file.name}.lock"), file)
    try:
        yield
    finally:
        os.close(handle)


def _taken(lock: Path, file: Path) -> int:
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SetUpError(
            f"{lock}: {error.strerror}; make it writable or set EYEBOT_DATA to another folder"
        ) from error
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        os.close(handle)
        raise SetUpError(
            f"{file}: another eyebot (process {holder or 'unknown'}) works with it; stop that"
            " first, or give this one an EYEBOT_DATA of its own (for several processes, see"
            " `eyebot db move`)"
        ) from error
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    return handle
