"""Accepted ballots -> the published result of a debate, as its format has it."""

from __future__ import annotations

from bot.debate.formats import Record, format_of
from bot.debate.models import Result

__all__ = ["Record", "conclude"]


def conclude(record: Record, k: int) -> Result:
    """What may be published: nothing below `k` voters, no winner below the quorum. May take
    seconds.
    """
    return format_of(record.debate.format).conclude(record, k)
