"""Times as members type and read them: `2d`, `1h 30m`, `90 minutes` in, Discord timestamps out (each reader's own zone)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import discord

from bot.errors import EyebotError

_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "mins": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "minutes": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "hours": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "days": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "weeks": timedelta(weeks=1),
}
_PART = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)\s*([a-z]+)")
_BETWEEN = re.compile(r"(?:\s|,|and)*")

SUGGESTED = ("30m", "1h", "6h", "1d", "2d", "3d", "1w", "2w")


def read_duration(text: str) -> timedelta:
    """A length of time; raises EyebotError when it can't be read. Whether it is too long is the rules' business."""
    wanted = text.strip().lower()
    parts = _PART.findall(wanted)
    if not parts or _BETWEEN.fullmatch(_PART.sub(" ", wanted)) is None or any(unit not in _UNITS for _, unit in parts):
        raise EyebotError("discord.when.unreadable", text=text)
    return sum((_UNITS[unit] * float(number.replace(",", ".")) for number, unit in parts), timedelta())


def suggest_durations(typed: str) -> list[str]:
    """For autocomplete: what was typed when it can be read, else the usual lengths."""
    try:
        read_duration(typed)
    except EyebotError:
        number = typed.strip()
        return [f"{number}{unit}" for unit in ("m", "h", "d", "w")] if number.isdigit() and len(number) < 4 else list(SUGGESTED)
    return [typed.strip()]


def relative(moment: datetime) -> str:
    """`in 2 days`, as each reader's Discord says it."""
    return discord.utils.format_dt(moment, "R")


def exact(moment: datetime) -> str:
    """Date and time in each reader's own zone."""
    return discord.utils.format_dt(moment, "f")
