"""Which servers a process serves, and the pace of IDENTIFY within one process."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.discord.floor.requests import LocalClaims
from bot.adapters.discord.sharding import LocalPacer, serves


@pytest.mark.parametrize(
    ("community", "served"),
    [(str(5 << 22), True), (str(6 << 22), False), (str((5 + 8) << 22), True)],
)
def test_a_server_belongs_to_one_shard(community: str, served: bool) -> None:
    assert serves(community, [4, 5], 8) is served


def test_one_process_serves_all_but_the_terminal() -> None:
    assert serves("123", None, None)
    assert not serves("terminal", None, None)


async def test_identifies_of_one_bucket_keep_their_distance() -> None:
    pacer, times = LocalPacer(0.1), []
    began = asyncio.get_running_loop().time()

    async def identify(bucket: int) -> None:
        await pacer.wait(bucket)
        times.append((bucket, asyncio.get_running_loop().time()))

    await asyncio.gather(*(identify(shard % 2) for shard in range(6)))

    # A busy machine wakes them late, never early: each has its turn after those before it.
    for bucket in (0, 1):
        moments = sorted(moment - began for one, moment in times if one == bucket)
        assert len(moments) == 3
        assert all(moment >= 0.1 * turn - 0.01 for turn, moment in enumerate(moments))


async def test_an_interaction_is_taken_once() -> None:
    claims = LocalClaims()

    assert [await claims.claim(number) for number in (1, 2, 1)] == [True, True, False]
