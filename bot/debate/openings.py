"""When a planned debate opens, as a moderator writes it: `2h` from now, `20:00 UTC`, `2026-12-01
20:00 +01:00`, or Discord's own timestamp.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from bot.debate.lengths import read_length
from bot.errors import DebateError

_STAMP = re.compile(r"<t:([0-9]{1,12})(?::[a-zA-Z])?>")
_CLOCK = re.compile(
    r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})[ T])?([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})? ?(.{0,9})"
)
_ZONE = re.compile(r"(?:UTC|GMT|Z)?(?:([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?", re.IGNORECASE)
_LONGEST_TEXT = 60


def read_opening(text: str, now: datetime) -> datetime:
    """The moment meant, in UTC; a time without a date is its next. Raises DebateError when it can't
    be read, and for a time without a zone: nobody's zone is known.
    """
    line = " ".join(text[:_LONGEST_TEXT].split())
    if stamp := _STAMP.fullmatch(line):
        return _moment(lambda: datetime.fromtimestamp(int(stamp[1]), UTC))
    if clock := _CLOCK.fullmatch(line):
        return _at(clock, now)
    try:
        return now + read_length(text)
    except DebateError as error:
        if error.key != "debate.refused.length":
            raise
        raise DebateError("debate.refused.opening") from None


def _at(clock: re.Match[str], now: datetime) -> datetime:
    zone = _zone(clock[6])
    here = now.astimezone(zone)
    year, month, day = (int(part) if part else 0 for part in clock.groups()[:3])
    hour, minute = int(clock[4]), int(clock[5])
    if year:
        return _moment(lambda: datetime(year, month, day, hour, minute, tzinfo=zone))
    today = _moment(lambda: here.replace(hour=hour, minute=minute, second=0, microsecond=0))
    return today if today > now else today + timedelta(days=1)


def _zone(text: str) -> timezone:
    found = _ZONE.fullmatch(text)
    if not text or found is None:
        raise DebateError("debate.refused.opening_zone" if not text else "debate.refused.opening")
    hours, minutes = int(found[2] or 0), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        raise DebateError("debate.refused.opening")
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if found[1] == "-" else ahead)


def _moment(made: Callable[[], datetime]) -> datetime:
    """A date that the calendar has."""
    try:
        return made().astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise DebateError("debate.refused.opening") from None
