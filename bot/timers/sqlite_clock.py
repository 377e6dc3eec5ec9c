"""SQLite's clock in fractions of a second, for the engine that asks for them.

From Python 3.12 on DBOS reads it by `unixepoch('subsec')`, which SQLite knows since 3.42 and gives
NULL before: workflows would be enqueued and never come due. Debian 12 has SQLite 3.40, also
beside a newer Python, so connections to an older one bring the function along.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any


class Connection(sqlite3.Connection):
    """One that knows `unixepoch('subsec')`, whatever SQLite it is to."""

    # As the class has it.
    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **named)
        if self.execute("SELECT unixepoch('subsec')").fetchone()[0] is None:
            self.create_function("unixepoch", 1, _seconds)


def _seconds(modifier: str) -> float | None:
    """As SQLite would answer; NULL for what nobody asks here."""
    return time.time() if modifier == "subsec" else None


def connecting(url: str) -> dict[str, Any]:
    """What SQLAlchemy is to connect with, where the address is SQLite's."""
    return {"connect_args": {"factory": Connection}} if url.startswith("sqlite") else {}
