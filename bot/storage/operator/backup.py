"""Backups: SQLite by its own online copy, PostgreSQL by `pg_dump`. Written beside the final name,
verified, counted, then moved into place.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import SetUpError
from bot.storage.address import Access, sqlite_uri
from bot.storage.migrate import newest
from bot.storage.operator.existing import require_file
from bot.storage.repositories.server_programs import rows_in, run

NEEDED = {"debates", "debate_keys", "ballots", "alembic_version"}


@dataclass(frozen=True, slots=True)
class Holding:
    """What a backup holds: the revision of its tables (empty for a server's) and how much."""

    revision: str
    debates: int
    ballots: int

    def __str__(self) -> str:
        at = f" at revision {self.revision}" if self.revision else ""
        return f"{_many(self.debates, 'debate')}, {_many(self.ballots, 'ballot')}{at}"


def backup(url: URL, file: Path, *, force: bool = False, empty: bool = False) -> str:
    """Write a backup; votes go on meanwhile, and what was acknowledged before it began is in it.
    Returns a line about it. One without a single debate is refused unless `empty` is meant.
    """
    with writing_beside(file, "free space or name another place") as beside:
        if file.exists() and not force:
            raise SetUpError(
                f"{file}: exists already; name another file, or add --force to write over it"
            )
        is_file = url.get_backend_name() == "sqlite"
        holding = _copy_file(url, beside) if is_file else _dump(url, beside)
        if not holding.debates and not empty:
            raise SetUpError(
                f"{url.render_as_string()}: holds no debates, so nothing was written; is this the"
                " bot's own database (EYEBOT_DATA, EYEBOT_DATABASE_URL)? If so, add --empty"
            )
    kind = "SQLite" if is_file else "PostgreSQL"
    return f"{file}: {holding}, {kind}, {file.stat().st_size:,} bytes"


@contextmanager
def writing_beside(file: Path, cure: str) -> Iterator[Path]:
    """A file for its owner only, beside the final name, which it takes when all went well. Raises
    SetUpError where it can't be written.
    """
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        beside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        raise SetUpError(f"{file}: {error.strerror or error}; {cure}") from error
    finally:
        with suppress(OSError):  # a folder that can't be written has nothing to be taken away
            beside.unlink(missing_ok=True)


def holding_of(file: Path) -> Holding:
    """What a sound SQLite backup holds; SetUpError for anything else."""
    try:
        with closing(sqlite3.connect(sqlite_uri(file, Access.READ), uri=True)) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not {name for (name,) in tables} >= NEEDED:
                raise SetUpError(
                    f"{file}: is no backup of eyebot's database; name the file that"
                    " `eyebot db backup` wrote"
                )
            (health,) = database.execute("PRAGMA integrity_check").fetchone()
            (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            counts = [_count(database, table) for table in ("debates", "ballots")]
    except sqlite3.Error as error:
        raise SetUpError(
            f"{file}: is no sound SQLite file ({error}); take another backup"
        ) from error
    if health != "ok":
        raise SetUpError(f"{file}: is damaged ({health}); take another backup")
    if revision > newest():
        raise SetUpError(
            f"{file}: is of a newer version (revision {revision}); restore it with the eyebot that"
            " made it"
        )
    return Holding(str(revision), *counts)


def _copy_file(url: URL, beside: Path) -> Holding:
    source = require_file(url)
    try:
        # In one step, so that the copy is of one moment; in WAL mode nobody who writes has to wait
        # for it.
        with (
            closing(sqlite3.connect(sqlite_uri(source, Access.READ), uri=True)) as here,
            closing(sqlite3.connect(beside)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise SetUpError(
            f"{source}: can't be copied ({error}); `eyebot db check` looks closer"
        ) from error
    return holding_of(beside)


def _dump(url: URL, beside: Path) -> Holding:
    which = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public"]
    run(url, ["pg_dump", *which, f"--file={beside}"])
    listed = run(url, ["pg_restore", "--list", str(beside)])
    if not all(_is_listed(name, listed) for name in NEEDED):
        raise SetUpError(
            "the dump lacks eyebot's tables; is EYEBOT_DATABASE_URL the bot's own database?"
        )
    rows = rows_in(beside, ("debates", "ballots"))
    return Holding("", rows["debates"], rows["ballots"])


def _is_listed(table: str, listed: str) -> bool:
    return f"TABLE public {table} " in listed or f"TABLE public {table}\n" in listed


def _count(database: sqlite3.Connection, table: str) -> int:
    # One of two names.
    return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
