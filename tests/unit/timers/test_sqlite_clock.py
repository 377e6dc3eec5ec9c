"""SQLite tells fractions of a second, whichever version it is."""

import sqlite3
import time
from pathlib import Path

import pytest

from bot.timers.sqlite_clock import Connection, connecting


def test_an_old_sqlite_is_given_what_the_engine_asks_for(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db", factory=Connection) as connection:
        connection.execute("CREATE TABLE t (n, at DEFAULT (unixepoch('subsec') * 1000))")
        connection.execute("INSERT INTO t (n) VALUES (1)")
        at = connection.execute("SELECT at FROM t").fetchone()[0]
    connection.close()

    assert at / 1000 == pytest.approx(time.time(), abs=5)


def test_only_sqlite_is_connected_to_so() -> None:
    assert connecting("postgresql+psycopg://host/eyebot") == {}
    assert connecting("sqlite:///eyebot-deadlines.db")["connect_args"]["factory"] is Connection
