"""Logging: plain lines or JSON on standard error, with tokens, passwords, ids and message text kept
out.
"""

from __future__ import annotations

import json
import logging
import re
import sys

from bot import request

_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w-]{18,32}\.[\w-]{6,7}\.[\w-]{27,45}"), "<token>"),
    (re.compile(r"(\w{1,30}://[^:/\s]{1,200}:)[^@\s]{1,200}@"), r"\1***@"),
    (
        re.compile(
            r"([?&](?:password|passwd|pass|pwd|token|secret|ssl_?key|sslpassword)=)[^&\s'\"]+"
        ),
        r"\1***",
    ),
    (re.compile(r"(?<!\d)\d{15,21}(?!\d)"), "<id>"),
)
"""Discord tokens, passwords in addresses and in their options, and snowflakes (member, channel and
message ids).
"""


def masked(text: str) -> str:
    """The text with every secret replaced."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return masked(f"{line} [{name}]" if (name := request.current()) else line)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        row = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request.current():
            row["request"] = name
        if record.exc_info:
            row["error"] = self.formatException(record.exc_info)
        return masked(json.dumps(row, ensure_ascii=False))


class _Outage(logging.Filter):
    """A gateway that is away for a moment is one line, of the kind of fault, not a traceback for
    each try.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and str(record.msg).startswith("Attempting a reconnect"):
            kind = record.exc_info[0]
            record.msg = f"{record.getMessage()} ({kind.__name__ if kind else 'unknown'})"
            record.args, record.exc_info = (), None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def set_up(level: str, *, as_json: bool) -> None:
    """Send the root logger to standard error; other libraries speak from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Json() if as_json else _Plain("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    handler.addFilter(_Outage())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level)
