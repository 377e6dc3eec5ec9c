"""What is known of an open database: the file that was opened, and why its last write failed.

SQLite goes on writing to a file that has been deleted or replaced, and every vote acknowledged
there is lost with it. So each commit looks first whether the file is still the one that was opened.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.storage.causes import (
    FULL,
    GONE,
    READ_ONLY,
    Cause,
    DatabaseGoneError,
    note_cause,
    wrong_owner,
)

_LEAST_FREE = 1 << 20
"""Bytes that must be free on SQLite's disk: a commit of a full batch of ballots takes some of it.
"""


class Condition:
    """Of one engine. `file` is SQLite's; None for a server, and for a database in memory."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.last: Cause | None = None
        """Why the last write failed; None once one has succeeded."""
        self._opened: tuple[int, int] | None = None
        self._has_log = False

    def note_opened(self, *, has_log: bool) -> None:
        """A connection was opened; `has_log` in WAL mode, where `FILE-wal` holds the newest."""
        if self.file is None:
            return
        self._opened = self._opened or _identity(self.file)
        self._has_log = has_log

    def require_same_file(self) -> None:
        """DatabaseGoneError when what is written would be lost."""
        if not self._is_same():
            self.last = GONE
            raise DatabaseGoneError(str(GONE))

    def note_failed(self, error: BaseException) -> None:
        """A statement failed."""
        self.last = note_cause(error, self.file)

    def note_written(self) -> None:
        """A commit is on its way."""
        self.last = None

    def ails(self) -> Cause | None:
        """What can be seen from outside, without asking the database."""
        if self.file is None:
            return None
        if not self._is_same():
            return GONE
        if owned := wrong_owner(self.file):
            return owned
        if not os.access(self.file, os.W_OK) or not os.access(self.file.parent, os.W_OK):
            return READ_ONLY
        return FULL if _free(self.file) < _LEAST_FREE else None

    def shows_to_others(self) -> Cause | None:
        """Whether every user of the machine can read the file: it holds ballots and their keys."""
        if self.file is None or not self.file.stat().st_mode & stat.S_IROTH:
            return None
        return Cause("every user of this machine can read it", f"chmod 600 {self.file}*")

    def _is_same(self) -> bool:
        """A file with a log of writes is only half there without it."""
        if self.file is None or self._opened is None:
            return True
        log = self.file.with_name(f"{self.file.name}-wal")
        return _identity(self.file) == self._opened and (not self._has_log or log.exists())


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _free(file: Path) -> int:
    """Bytes that this user may still write."""
    try:
        disk = os.statvfs(file)
    except OSError:
        return _LEAST_FREE
    return disk.f_frsize * (disk.f_bfree if os.geteuid() == 0 else disk.f_bavail)
