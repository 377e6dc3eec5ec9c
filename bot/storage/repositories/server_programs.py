"""PostgreSQL's own programs: `pg_dump`, `pg_restore` and `psql`."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from bot.errors import SetUpError


def run(url: URL, command: Sequence[str]) -> str:
    """What it says; SetUpError when it fails or isn't installed."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed programs
            command, env=_environment(url), capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise _missing(command[0]) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise SetUpError(f"{command[0]}: {said[0]}")
    return done.stdout


def rows_in(dump: Path, tables: Sequence[str]) -> Counter[str]:
    """How many rows a dump holds of each of these tables, counted in the dump itself."""
    wanted = [f"--table={name}" for name in tables]
    command = ["pg_restore", "--data-only", "--schema=public", *wanted, "--file=-", str(dump)]
    counts: Counter[str] = Counter()
    table = ""
    # A fixed program.
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603
        assert running.stdout is not None  # noqa: S101  # it is piped
        for line in running.stdout:
            if line.startswith("COPY public."):
                table = line.removeprefix("COPY public.").split(" ", 1)[0]
            elif line == "\\.\n":
                table = ""
            elif table:
                counts[table] += 1
    return counts


def _environment(url: URL) -> dict[str, str]:
    """The password goes by the environment, where no list of processes shows it."""
    given = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or url.query.get("port", "") or ""),
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else "",
        "PGDATABASE": url.database,
    }
    return os.environ | {name: value for name, value in given.items() if value}


def _missing(program: str) -> SetUpError:
    return SetUpError(
        f"{program}: not installed; install PostgreSQL's client programs, of the server's version"
        " or newer"
    )
