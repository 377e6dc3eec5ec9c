"""Several bot processes on one PostgreSQL share what Discord allows once: advisory locks on a
connection of their own.

A lock goes with its connection, so a killed process leaves none behind, and nothing is ever
written.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import translating_errors

_HELD = 2_000
"""Interactions held at once: far more than arrive while two processes overlap, far fewer than
PostgreSQL's table of locks holds.
"""
_TRY = text("SELECT pg_try_advisory_lock(:number)").bindparams(
    bindparam("number", type_=BigInteger)
)
_RELEASE = text("SELECT pg_advisory_unlock(:number)").bindparams(
    bindparam("number", type_=BigInteger)
)


class GatewayLocks:
    """Claims of interactions, and turns to IDENTIFY. Raises UnavailableError when the database
    can't be asked.
    """

    def __init__(self, engine: AsyncEngine, pace: float) -> None:
        self._engine = engine
        self._pace = pace
        self._connection: AsyncConnection | None = None
        self._asking = asyncio.Lock()
        self._held: deque[int] = deque()
        # A lock is its session's, and a session may take one twice; this process may not.
        self._mine: set[int] = set()
        self._turns: set[asyncio.Task[None]] = set()

    async def claim(self, number: int) -> bool:
        """Take an interaction or message by its id; False when another process has it. It is let go
        long after Discord would have.
        """
        with translating_errors():
            if not await self._lock(number):
                return False
        self._held.append(number)
        if len(self._held) > _HELD:
            await self._release(self._held.popleft())
        return True

    async def wait(self, bucket: int) -> None:
        """Return when no other process has identified in this bucket for as long as the
        pace says.
        """
        while True:
            with translating_errors():
                if await self._lock(_turn(bucket)):
                    break
            await asyncio.sleep(self._pace / 20)
        turn = asyncio.create_task(self._end_turn(bucket))
        self._turns.add(turn)
        turn.add_done_callback(self._turns.discard)

    async def close(self) -> None:
        """Let everything go."""
        for turn in self._turns:
            turn.cancel()
        await asyncio.gather(*self._turns, return_exceptions=True)
        async with self._asking:
            await self._drop()

    async def _end_turn(self, bucket: int) -> None:
        await asyncio.sleep(self._pace)
        await self._release(_turn(bucket))

    async def _lock(self, number: int) -> bool:
        """A connection that died took its locks with it; the next one begins anew."""
        async with self._asking:
            for again in (True, False):
                try:
                    if self._connection is None:
                        fresh = await self._engine.connect()
                        self._connection = await fresh.execution_options(
                            isolation_level="AUTOCOMMIT"
                        )
                    if number in self._mine:
                        return False
                    taken = bool(await self._connection.scalar(_TRY, {"number": number}))
                except (SQLAlchemyError, OSError):
                    await self._drop()
                    if not again:
                        raise
                else:
                    if taken:
                        self._mine.add(number)
                    return taken
        return False

    async def _release(self, number: int) -> None:
        async with self._asking:
            self._mine.discard(number)
            if self._connection is not None:
                with contextlib.suppress(SQLAlchemyError, OSError):
                    await self._connection.execute(_RELEASE, {"number": number})

    async def _drop(self) -> None:
        self._mine.clear()
        if self._connection is not None:
            with contextlib.suppress(SQLAlchemyError, OSError):
                await self._connection.invalidate()
                await self._connection.close()
            self._connection = None


def _turn(bucket: int) -> int:
    """The lock of a bucket: below zero, where no interaction's number is."""
    return -1 - bucket
