"""Several processes at one gateway: which servers are whose, and who may identify when."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Protocol

PACE = 5.0
"""Seconds between two IDENTIFYs of one bucket, by Discord's rule; a shard's bucket is its number
modulo `max_concurrency`.
"""


class Pacer(Protocol):
    """Lets one IDENTIFY of a bucket through every five seconds, among all processes."""

    async def wait(self, bucket: int) -> None:
        """Return when it is this process's turn."""


class LocalPacer:
    """Among the shards of this process."""

    def __init__(self, pace: float = PACE) -> None:
        self._pace = pace
        self._free_at: dict[int, float] = {}

    async def wait(self, bucket: int) -> None:
        """The first goes at once."""
        loop = asyncio.get_running_loop()
        turn = max(loop.time(), self._free_at.get(bucket, 0.0))
        self._free_at[bucket] = turn + self._pace
        await asyncio.sleep(turn - loop.time())


def serves(community: str, shard_ids: Collection[int] | None, shard_count: int | None) -> bool:
    """Whether a process with these shards is told of a server, by Discord's own rule; the
    terminal's community has no number.
    """
    if not community.isdigit():
        return False
    return not shard_count or not shard_ids or (int(community) >> 22) % shard_count in shard_ids
