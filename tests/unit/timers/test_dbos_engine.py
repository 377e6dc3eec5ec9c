"""The deadline engine is not trusted where it would let every deadline pass."""

import sys

import pytest

from bot.errors import SetUpError
from bot.timers import dbos_engine
from bot.timers.dbos_engine import check_sqlite


@pytest.mark.parametrize(("python", "is_refused"), [((3, 11, 9), False), ((3, 12, 0), True)])
def test_an_sqlite_without_fractions_of_seconds_is_refused_where_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, python: tuple[int, ...], is_refused: bool
) -> None:
    monkeypatch.setattr(dbos_engine, "_seconds_of_sqlite", lambda: None)
    monkeypatch.setattr(sys, "version_info", python)

    check_sqlite("postgresql+psycopg://host/eyebot")
    if is_refused:
        with pytest.raises(SetUpError, match=r"too old for the deadline engine; it needs 3\.42"):
            check_sqlite("sqlite:///eyebot-deadlines.db")
    else:
        check_sqlite("sqlite:///eyebot-deadlines.db")


def test_an_sqlite_with_fractions_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbos_engine, "_seconds_of_sqlite", lambda: 1.5)
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))

    check_sqlite("sqlite:///eyebot-deadlines.db")
