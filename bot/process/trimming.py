"""Keeps glibc's allocator small, and gives memory back to the machine that a start has used and no
longer needs.
"""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import suppress

_ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's malloc.h."""


def share_one_arena() -> None:
    """Called before any thread is started. glibc gives each thread an arena of its own, which keeps
    what its busiest moment took; only one thread of Python runs at a time anyway.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Reading the knowledge, and a busy hour, take some MB that glibc would keep for good; other C
    libraries give back by themselves. It takes a millisecond.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


async def give_back_aside(_: object) -> None:
    """The same beside a loop, now and again."""
    await asyncio.to_thread(give_back)
