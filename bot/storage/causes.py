"""Why a database fails, in words for whoever looks after it: what is wrong, and how to mend it."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, and the cure."""

    name: str
    cure: str

    def __str__(self) -> str:
        return f"{self.name}; {self.cure}"


class DatabaseGoneError(OSError):
    """The file that was opened has been deleted, or another lies in its place: what is written to
    it now is lost.
    """


class KeyGoneError(OSError):
    """The key of a debate is not where the keys are kept, so its ballots can't be read."""

    def __init__(self, debate: int) -> None:
        super().__init__(f"the key of debate {debate} is gone")


FULL = Cause("the disk is full", "free some disk space; what was acknowledged is kept")
READ_ONLY = Cause(
    "the database can't be written",
    "make the file and its folder writable, or name another database in EYEBOT_DATABASE_URL",
)
UNOPENED = Cause(
    "unable to open the file", "make the folder writable, or set EYEBOT_DATA to another one"
)
LOCKED = Cause(
    "the database is locked",
    "another program keeps it from being written: look who has it open (fuser FILE)",
)
DAMAGED = Cause("the file is damaged", "restore the last backup")
ALIEN = Cause(
    "the file is no database",
    "the file is something else; move it away or name another database in EYEBOT_DATABASE_URL",
)
GONE = Cause(
    "the file was deleted or replaced while it was open",
    "stop the bot, put the file (or `eyebot db restore FILE`) in its place, start again",
)
KEY_GONE = Cause(
    "the key of a debate is gone, and nobody can read its ballots",
    "name the folder of keys in EYEBOT_KEYS (or the wrapping key in EYEBOT_WRAPPING_KEY_FILE) as"
    " it was, or restore it; else cancel the debate",
)
PASSWORD = Cause("the server refuses the user", "mend user and password in EYEBOT_DATABASE_URL")
UNKNOWN = Cause("there is no such database on the server", "mend its name in EYEBOT_DATABASE_URL")
RIGHTS = Cause("the user may not do that", "give it the rights of the tables' owner")
CROWDED = Cause("the server has no connection left", "raise its max_connections")
AWAY = Cause(
    "the server can't be reached",
    "start the database server, or mend host and port in EYEBOT_DATABASE_URL",
)
PASSING = (AWAY, CROWDED, FULL, LOCKED)
"""What may be over at the next try without anybody's doing."""

_SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CANTOPEN: UNOPENED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: ALIEN,
}
"""By the low byte of SQLite's result codes; the rest of a code is detail."""
_POSTGRESQL = {
    "53100": FULL,
    "25006": READ_ONLY,
    "28": PASSWORD,
    "3D": UNKNOWN,
    "42501": RIGHTS,
    "53300": CROWDED,
    "08": AWAY,
    "57P": AWAY,
}
"""By the beginning of an SQLSTATE."""
_SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


def reason(error: BaseException) -> str:
    """What the driver says, without statement and parameters."""
    return str(error.orig if isinstance(error, DBAPIError) else error).split("\n", maxsplit=1)[0]


def cause_of(error: BaseException, file: Path | None = None) -> Cause:
    """Why; `file` is SQLite's. What isn't known is told in the driver's words."""
    if isinstance(error, DatabaseGoneError):
        return GONE
    if isinstance(error, KeyGoneError):
        return KEY_GONE
    if isinstance(error, DBAPIError) and error.orig:
        error = error.orig
    found = getattr(error, _NOTED, None) or _known(error)
    if found in (READ_ONLY, UNOPENED) and file and (owned := wrong_owner(file)):
        return owned
    return found or Cause(reason(error) or type(error).__name__, "`eyebot doctor` looks closer")


def note_cause(error: BaseException, file: Path | None) -> Cause:
    """Find it while the file is known, and leave it on the driver's error for whoever
    catches it.
    """
    cause = cause_of(error, file)
    setattr(error, _NOTED, cause)
    return cause


_NOTED = "eyebot_cause"


def wrong_owner(file: Path) -> Cause | None:
    """Whether the database's file belongs to somebody else than its folder does, or than who runs
    this and can't write it.
    """
    try:
        of_file, of_folder = file.stat().st_uid, file.parent.stat().st_uid
    except OSError:
        return None
    if of_file != of_folder:
        return Cause(
            f"{file} belongs to {user_name(of_file)}, its folder to {user_name(of_folder)}",
            f"chown --reference={file.parent} {file}",
        )
    if of_file != os.geteuid() and not os.access(file, os.W_OK):
        return Cause(
            f"{file} belongs to {user_name(of_file)}, and this is {user_name(os.geteuid())}",
            f"run this as {user_name(of_file)}",
        )
    return None


def user_name(number: int) -> str:
    """A user's name; the number where it has none."""
    import pwd  # noqa: PLC0415  # Windows has none

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _known(error: BaseException) -> Cause | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    state = str(getattr(error, "sqlstate", None) or getattr(error, "pgcode", None) or "")
    if state:
        return next((cause for sign, cause in _POSTGRESQL.items() if state.startswith(sign)), None)
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return _SYSTEM[error.errno]
    return AWAY if isinstance(error, ConnectionError | TimeoutError) else None
