"""Backups: SQLite by its own online copy, PostgreSQL by `pg_dump`. Written beside the final name,
verified, then moved into place.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import SetUpError
from bot.storage.migrate import newest

_NEEDED = {"debates", "debate_keys", "ballots", "alembic_version"}
_IN_USE = "a bot (or another program) has it open; stop that first"


def backup(url: URL, file: Path, *, force: bool = False) -> str:
    """Write a backup; votes go on meanwhile, and what was acknowledged before it began is in it.
    Returns a line about it.
    """
    if file.exists() and not force:
        raise SetUpError(
            f"{file}: exists already; name another file, or add --force to write over it"
        )
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(mode=0o600)
        said = (
            _copy_sqlite(url, beside) if url.get_backend_name() == "sqlite" else _dump(url, beside)
        )
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        raise SetUpError(
            f"{file}: {error.strerror or error}; free space or name another place"
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return f"{file}: {said}, {file.stat().st_size:,} bytes"


def restore(url: URL, file: Path, *, force: bool = False) -> str:
    """Put a backup in the database's place; what is there now is only replaced with `force`.
    Returns a line about it.
    """
    if not file.is_file():
        raise SetUpError(f"{file}: there is no such file")
    if url.get_backend_name() == "sqlite":
        return _restore_sqlite(Path(url.database or ""), file, force=force)
    return _restore_postgresql(url, file, force=force)


def _copy_sqlite(url: URL, beside: Path) -> str:
    source = Path(url.database or "")
    if not source.is_file():
        raise SetUpError(
            f"{source}: there is no database to back up; is EYEBOT_DATA the bot's own folder?"
        )
    try:
        # In one step, so that the copy is of one moment; in WAL mode nobody who writes has to wait
        # for it.
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as here,
            closing(sqlite3.connect(beside)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
        return f"SQLite at revision {_examine(beside)}"
    except sqlite3.Error as error:
        raise SetUpError(
            f"{source}: can't be copied ({error}); `eyebot db check` looks closer"
        ) from error


def _examine(file: Path) -> str:
    """The revision of a sound SQLite backup; SetUpError for anything else."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            tables = {
                name
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
            if not tables >= _NEEDED:
                raise SetUpError(
                    f"{file}: is no backup of eyebot's database; name the file that `eyebot db backup` wrote"
                )
            (health,) = database.execute("PRAGMA integrity_check").fetchone()
            (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise SetUpError(
            f"{file}: is no sound SQLite file ({error}); take another backup"
        ) from error
    if health != "ok":
        raise SetUpError(f"{file}: is damaged ({health}); take another backup")
    if revision > newest():
        raise SetUpError(
            f"{file}: is of a newer version (revision {revision}); restore it with the eyebot that made it"
        )
    return str(revision)


def _restore_sqlite(target: Path, file: Path, *, force: bool) -> str:
    revision = _examine(file)
    if target.exists():
        if _debates_in(target) and not force:
            raise SetUpError(f"{target}: holds debates; back it up, then add --force to replace it")
        _require_alone(target)
    beside = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, beside)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        for log in ("-wal", "-shm"):
            target.with_name(target.name + log).unlink(missing_ok=True)
        beside.replace(target)
    except OSError as error:
        raise SetUpError(f"{target}: {error.strerror or error}; nothing was replaced") from error
    finally:
        beside.unlink(missing_ok=True)
    return f"{target}: restored, was at revision {revision}"


def _debates_in(target: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{target}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM debates").fetchone()[0])
    except sqlite3.Error:
        return 0


def _require_alone(target: Path) -> None:
    """SQLite gives up its log of writes only to whoever is alone with the file."""
    try:
        with closing(sqlite3.connect(target, timeout=1.0, isolation_level=None)) as database:
            (mode,) = database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise SetUpError(f"{target}: {_IN_USE}") from error
    except sqlite3.DatabaseError:
        return  # it is no database any more, which is why it is being replaced
    if mode != "delete":
        raise SetUpError(f"{target}: {_IN_USE}")


def _dump(url: URL, beside: Path) -> str:
    _run(
        url,
        [
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--schema=public",
            f"--file={beside}",
        ],
    )
    listed = _run(url, ["pg_restore", "--list", str(beside)])
    if not all(
        f"TABLE public {name} " in listed or f"TABLE public {name}\n" in listed for name in _NEEDED
    ):
        raise SetUpError(
            "the dump lacks eyebot's tables; is EYEBOT_DATABASE_URL the bot's own database?"
        )
    return "PostgreSQL, custom format"


def _restore_postgresql(url: URL, file: Path, *, force: bool) -> str:
    if "TABLE DATA public debates" not in _run(url, ["pg_restore", "--list", str(file)]):
        raise SetUpError(
            f"{file}: is no backup of eyebot's database; name the file that `eyebot db backup` wrote"
        )
    found = (
        _run(
            url, ["psql", "-qAt", "-c", "SELECT to_regclass('public.debates') IS NOT NULL"]
        ).strip()
        == "t"
    )
    if (
        found
        and not force
        and int(_run(url, ["psql", "-qAt", "-c", "SELECT count(*) FROM public.debates"]))
    ):
        raise SetUpError(
            f"{url.render_as_string()}: holds debates; back it up, then add --force to replace it"
        )
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    if int(_run(url, ["psql", "-qAt", "-c", others])):
        raise SetUpError(f"{url.render_as_string()}: {_IN_USE}")
    _run(
        url,
        [
            "pg_restore",
            "--single-transaction",
            "--clean",
            "--if-exists",
            "--no-owner",
            f"--dbname={url.database}",
            str(file),
        ],
    )
    return f"{url.render_as_string()}: restored"


def _run(url: URL, command: Sequence[str]) -> str:
    """One of PostgreSQL's own programs. The password goes by the environment, where no list of
    processes shows it.
    """
    given = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or url.query.get("port", "") or ""),
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else "",
        "PGDATABASE": url.database,
    }
    environment = os.environ | {name: value for name, value in given.items() if value}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # fixed programs
    except FileNotFoundError as error:
        raise SetUpError(
            f"{command[0]}: not installed; install PostgreSQL's client programs, of the server's version or newer"
        ) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise SetUpError(f"{command[0]}: {said[0]}")
    return done.stdout
