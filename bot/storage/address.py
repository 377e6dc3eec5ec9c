"""Where a database lies: its address, its file where it is one, and what may be done to it."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SetUpError


class Access(StrEnum):
    """What may be done to the database; an SQLite file that isn't there is made by `CREATE`
    only.
    """

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


def parse_url(url: str) -> URL:
    """The address; SetUpError when it is none."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise SetUpError(
            "EYEBOT_DATABASE_URL is not an address; write sqlite+aiosqlite:///FILE or"
            " postgresql+asyncpg://…"
        ) from error


def file_of(url: URL) -> Path | None:
    """SQLite's file; None for a server and for a database in memory."""
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in {"", ":memory:"} or name.startswith("file:"):
        return None
    return Path(name)


def sqlite_uri(file: Path, access: Access) -> str:
    """The file as SQLite's own address."""
    options = "&".join(f"{name}={value}" for name, value in _options(file, access).items())
    return f"file:{quote(str(file))}?{options}"


def _options(file: Path, access: Access) -> dict[str, str]:
    """Where nothing may be written beside the file and nobody has it open, it is taken for one that
    doesn't change.
    """
    options = {"mode": str(access)}
    log = file.with_name(f"{file.name}-wal")
    if access is Access.READ and not os.access(file.parent, os.W_OK) and not log.exists():
        options["immutable"] = "1"
    return options


def with_access(url: URL, access: Access) -> URL:
    """The address that lets the driver do no more."""
    file = file_of(url)
    if file is None or access is Access.CREATE:
        return url
    options = {**_options(file, access), "uri": "true"}
    return url.set(database=f"file:{quote(str(file))}", query=options)
