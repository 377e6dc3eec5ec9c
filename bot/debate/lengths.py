"""How long a debate lasts, as people write it: `90s`, `30m`, `12h`, `3d`, `1d12h`, `2 weeks`."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.errors import DebateError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PART = re.compile(r"\s*(\d{1,5})\s*(s|m|h|d|w)[a-z]*\s*,?", re.IGNORECASE)


def read_length(text: str) -> timedelta:
    """The length written; raises DebateError when it cannot be read."""
    total, at = timedelta(), 0
    while match := _PART.match(text, at):
        total += timedelta(
            **{_UNITS[match[2].lower()]: int(match[1])}
        )  # five digits of weeks are 1,900 years: no overflow
        at = match.end()
    if not total or text[at:].strip():
        raise DebateError("debate.refused.length")
    return total


def read_lengths(text: str) -> tuple[timedelta, ...]:
    """Several lengths, one a phase, between `/` or `|`: `1d / 12h / 12h`."""
    return tuple(read_length(part) for part in re.split(r"[/|]", text))
