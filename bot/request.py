"""Which request the code is at work for: a short random name that ties its log lines together and
says nothing of who asked.
"""

from __future__ import annotations

import secrets
from contextvars import ContextVar

_CURRENT: ContextVar[str] = ContextVar("request", default="")


def begin(name: str = "") -> str:
    """From here on, and in every task started from here, log lines belong to this request; returns
    its name.
    """
    name = name or secrets.token_hex(4)
    _CURRENT.set(name)
    return name


def current() -> str:
    """The request at work; empty outside any."""
    return _CURRENT.get()
