"""Puts a backup in a database's place. What the bot's user owned before, it owns afterwards,
whoever restores.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import SetUpError
from bot.storage.address import Access, file_of, sqlite_uri
from bot.storage.causes import user_name
from bot.storage.operator.backup import holding_of, writing_beside
from bot.storage.repositories.server_programs import rows_in, run

_IN_USE = "a bot (or another program) has it open; stop that first"


def restore(url: URL, file: Path, *, force: bool = False) -> str:
    """Put a backup in the database's place; what is there now is only replaced with `force`.
    Returns a line about it. Raises SetUpError where there is no such file, or debates would be
    lost.
    """
    if not file.is_file():
        raise SetUpError(f"{file}: there is no such file")
    target = file_of(url)
    if target is not None:
        return _restore_file(target, file, force=force)
    return _restore_server(url, file, force=force)


def _restore_file(target: Path, file: Path, *, force: bool) -> str:
    holding = holding_of(file)
    if target.exists():
        if _debates_in(target) and not force:
            raise SetUpError(f"{target}: holds debates; back it up, then add --force to replace it")
        _require_alone(target)
    with writing_beside(target, "nothing was replaced") as beside:
        shutil.copyfile(file, beside)
        owned = _give_to_owner(beside, target)
        for log in ("-wal", "-shm"):
            target.with_name(target.name + log).unlink(missing_ok=True)
    return f"{target}: restored {holding}; {owned}"


def _give_to_owner(beside: Path, target: Path) -> str:
    """To whom the former file belonged, or its folder where there is none; a line about it."""
    former = (target if target.exists() else target.parent).stat()
    mode = stat.S_IMODE(former.st_mode) if target.exists() else 0o600
    owner = user_name(former.st_uid)
    if (former.st_uid, former.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(beside, former.st_uid, former.st_gid)
        except PermissionError as error:
            raise SetUpError(
                f"{target}: is {owner}'s; run this as {owner}. Nothing was replaced"
            ) from error
    beside.chmod(mode)
    return f"it belongs to {owner}, mode {mode:04o}"


def _debates_in(target: Path) -> int:
    try:
        with closing(sqlite3.connect(sqlite_uri(target, Access.READ), uri=True)) as database:
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


def _restore_server(url: URL, file: Path, *, force: bool) -> str:
    if "TABLE DATA public debates" not in run(url, ["pg_restore", "--list", str(file)]):
        raise SetUpError(
            f"{file}: is no backup of eyebot's database; name the file that `eyebot db backup`"
            " wrote"
        )
    address = url.render_as_string()
    if _holds_debates(url) and not force:
        raise SetUpError(f"{address}: holds debates; back it up, then add --force to replace it")
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    if int(_ask(url, others)):
        raise SetUpError(f"{address}: {_IN_USE}")
    how = ["--single-transaction", "--clean", "--if-exists", "--no-owner"]
    run(url, ["pg_restore", *how, f"--dbname={url.database}", str(file)])
    rows = rows_in(file, ("debates", "ballots"))
    return f"{address}: restored {rows['debates']:,} debates, {rows['ballots']:,} ballots"


def _holds_debates(url: URL) -> bool:
    there = _ask(url, "SELECT to_regclass('public.debates') IS NOT NULL").strip() == "t"
    return there and int(_ask(url, "SELECT count(*) FROM public.debates")) > 0


def _ask(url: URL, query: str) -> str:
    return run(url, ["psql", "-qAt", "-c", query])
