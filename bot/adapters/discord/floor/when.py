"""Times as members read them: Discord timestamps, in each reader's own zone; and lengths to choose
from while typing.
"""

from __future__ import annotations

from datetime import datetime

import discord

from bot.debate.lengths import read_length
from bot.debate.openings import read_opening
from bot.errors import EyebotError

SUGGESTED = ("30m", "1h", "6h", "1d", "2d", "3d", "1w", "2w")


def suggest_lengths(typed: str) -> list[str]:
    """What was typed when it can be read, else the usual lengths."""
    number = typed.strip()
    if number.isdigit() and len(number) < 4:
        return [f"{number}{unit}" for unit in ("m", "h", "d", "w")]
    try:
        read_length(typed)
    except EyebotError:
        return list(SUGGESTED)
    return [number[:100]]


def suggest_openings(typed: str, now: datetime) -> list[str]:
    """What was typed when it is a moment, else the usual lengths."""
    try:
        read_opening(typed, now)
    except EyebotError:
        return suggest_lengths(typed)
    return [typed.strip()[:100]]


def relative(moment: datetime) -> str:
    """`in 2 days`, as each reader's Discord says it."""
    return discord.utils.format_dt(moment, "R")


def exact(moment: datetime) -> str:
    """Date and time in each reader's own zone."""
    return discord.utils.format_dt(moment, "f")
