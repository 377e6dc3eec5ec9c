"""What several processes on one PostgreSQL share: each interaction is one's, and IDENTIFYs keep
their distance.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import gateway_locks
from bot.storage.gateway_locks import GatewayLocks
from tests.storage.conftest import _postgres_database
from tests.storage.opening import open_engine


@pytest.fixture
async def engines(postgres: str) -> AsyncIterator[tuple[AsyncEngine, AsyncEngine]]:
    """Two processes' engines on one database."""
    url = await _postgres_database(postgres)
    one, two = open_engine(url), open_engine(url)
    yield one, two
    await one.dispose()
    await two.dispose()


@pytest.fixture
async def pair(
    engines: tuple[AsyncEngine, AsyncEngine],
) -> AsyncIterator[tuple[GatewayLocks, GatewayLocks]]:
    """Two processes' locks."""
    one, two = GatewayLocks(engines[0], 0.3), GatewayLocks(engines[1], 0.3)
    yield one, two
    await one.close()
    await two.close()


async def test_each_interaction_is_taken_by_one(pair: tuple[GatewayLocks, GatewayLocks]) -> None:
    numbers = [1_400_000_000_000_000_000 + n for n in range(50)]

    taken = await asyncio.gather(*(locks.claim(number) for number in numbers for locks in pair))

    assert sum(taken) == len(numbers)
    assert not await pair[0].claim(numbers[0])


async def test_old_interactions_are_let_go(
    pair: tuple[GatewayLocks, GatewayLocks], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway_locks, "_HELD", 3)
    for number in range(1, 6):
        assert await pair[0].claim(number)

    assert [await pair[1].claim(number) for number in range(1, 6)] == [
        True,
        True,
        False,
        False,
        False,
    ]


async def test_identifies_of_one_bucket_keep_their_distance_among_processes(
    pair: tuple[GatewayLocks, GatewayLocks],
) -> None:
    times: list[tuple[int, float]] = []

    async def identify(locks: GatewayLocks, bucket: int) -> None:
        await locks.wait(bucket)
        times.append((bucket, asyncio.get_running_loop().time()))

    await asyncio.gather(
        *(identify(locks, bucket) for bucket in (0, 1) for locks in (*pair, *pair))
    )

    for bucket in (0, 1):
        moments = [moment for one, moment in times if one == bucket]
        assert all(later - earlier >= 0.29 for earlier, later in itertools.pairwise(moments)), times
    assert len(times) == 8


async def test_a_dead_process_leaves_no_lock_and_a_lost_connection_is_made_anew(
    engines: tuple[AsyncEngine, AsyncEngine], pair: tuple[GatewayLocks, GatewayLocks]
) -> None:
    assert await pair[0].claim(7)

    async with engines[1].connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND "
                "pid <> pg_backend_pid()"
            )
        )
    await asyncio.sleep(0.1)

    assert await pair[1].claim(7)
    assert await pair[0].claim(8)
