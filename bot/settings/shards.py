"""Which of Discord's shards a process serves, as EYEBOT_SHARDS says it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import SetUpError

_SHARDS = re.compile(r"^(?:each:(?P<each>\d+)|(?P<first>\d+)(?:-(?P<last>\d+))?)/(?P<count>\d+)$")


@dataclass(frozen=True, slots=True)
class ShardRange:
    """Some of Discord's shards, and how many there are in all."""

    ids: tuple[int, ...]
    count: int


def shard_range(shards: str, ordinal: int | None) -> ShardRange | None:
    """`auto` is None; `0-15/64` those; `each:16/64` sixteen of them, the first, second … as the
    ordinal says. Raises SetUpError.
    """
    if shards == "auto":
        return None
    first, last, count = _parts(shards)
    if shards.startswith("each:"):
        if ordinal is None:
            raise SetUpError(
                "EYEBOT_ORDINAL: not set, and the hostname doesn't end in a number; say which of "
                "the processes this is, from 0"
            )
        first, last = ordinal * last, min((ordinal + 1) * last, count) - 1
        if first >= count:
            raise SetUpError(
                f"EYEBOT_SHARDS: process {ordinal} is left without a shard by {shards}; run fewer "
                "processes"
            )
    return ShardRange(tuple(range(first, last + 1)), count)


def known_shards(shards: str) -> str:
    """The same, where it reads as shards. Raises ValueError."""
    if shards != "auto":
        _parts(shards)
    return shards


def _parts(shards: str) -> tuple[int, int, int]:
    """First and last shard and how many in all; for `each:`, 0 and how many each."""
    found = _SHARDS.match(shards)
    if not found:
        raise ValueError(
            "must be auto, a range such as 0-15/64, one shard such as 3/64, or each:16/64"
        )
    each, first, last, count = found["each"], found["first"], found["last"], int(found["count"])
    if each:
        if not 0 < int(each) <= count:
            raise ValueError("each process must serve at least one shard and at most all")
        return 0, int(each), count
    if not int(first) <= int(last or first) < count:
        raise ValueError(
            "the range must rise and stay below the number of shards, which are counted from 0"
        )
    return int(first), int(last or first), count


def trailing_number(name: str) -> int | None:
    """The ordinal in the name of a StatefulSet's pod, such as 3 of eyebot-3."""
    found = re.search(r"-(\d+)$", name)
    return int(found[1]) if found else None
