"""Trials of `kill -9` under load, shared by the tests (a few kills) and by `make bench` (many)."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import psutil
from sqlalchemy import select

from bot.storage.engine import reading
from bot.storage.keys import ring_of
from bot.storage.tables import ballots, debate_keys
from tests.processes import end_with_parent
from tests.storage.conftest import NOW, spec
from tests.storage.opening import open_engine
from tests.storage.use_cases import Records
from tests.storage.voting_process import side

_PATIENCE = 120
"""Seconds for a process to begin, or to go on, on a machine that is busy with other work."""
_APART = 1_000_000
"""Members' numbers of one process and the next."""


@dataclass
class Trial:
    """What came of it."""

    acknowledged: set[int] = field(default_factory=set)
    stored: dict[bytes, str] = field(default_factory=dict)
    lost: int = 0
    wrong: int = 0


async def try_it(
    url: str, *, kills: int, rate: float, seconds: float, harm: Callable[[], None] | None = None
) -> Trial:
    """Kill the voting process again and again; with `harm` do that to the database first, in the
    middle of each run.
    """
    engine = open_engine(url)
    debate = await Records(engine).add(spec(length=timedelta(hours=5)), NOW)
    trial = Trial()
    for number in range(kills):
        trial.acknowledged |= await _run(
            [url, str(debate.id), str(number * _APART), str(rate)], seconds, harm
        )
    async with reading(engine) as connection:
        handle = await connection.scalar(
            select(debate_keys.c.handle).where(debate_keys.c.debate_id == debate.id)
        )
        rows = (
            await connection.execute(select(ballots).where(ballots.c.debate_id == debate.id))
        ).all()
    key = ring_of(engine).of(handle)
    await engine.dispose()
    assert key is not None
    assert len({bytes(row.voter) for row in rows}) == len(rows)
    trial.stored = {
        bytes(row.voter): key.unseal(row.voter, row.question, row.choice) for row in rows
    }
    for member in trial.acknowledged:
        choice = trial.stored.get(key.pseudonym(f"m{member}"))
        trial.lost += choice is None
        trial.wrong += choice not in (None, side(member))
    return trial


async def _run(arguments: list[str], seconds: float, harm: Callable[[], None] | None) -> set[int]:
    """One process from its start to its death; the members whose votes it acknowledged."""
    program = [sys.executable, "-m", "tests.storage.voting_process", *arguments]
    process = await asyncio.create_subprocess_exec(
        *program, stdout=asyncio.subprocess.PIPE, preexec_fn=end_with_parent
    )
    assert process.stdout is not None
    try:
        lines: list[bytes] = [await asyncio.wait_for(process.stdout.readline(), _PATIENCE)]
        reader = asyncio.create_task(_read(process.stdout, lines))
        await asyncio.sleep(seconds)
        if harm:
            before = len(lines)
            await asyncio.to_thread(harm)
            async with asyncio.timeout(_PATIENCE):
                # It goes on by itself, in its own process.
                while len(lines) < before + 50:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
    await reader
    return {int(line) for line in lines if line.endswith(b"\n")}


async def _read(stream: asyncio.StreamReader, lines: list[bytes]) -> None:
    async for line in stream:
        lines.append(line)  # noqa: PERF401  # each line counts the moment it is there


def kill_postgres(server: Any) -> None:
    """`kill -9` to the postmaster, wait for its children to notice, start it again on the same
    data.
    """
    postmaster = psutil.Process(server.get_pid())
    family = [postmaster, *postmaster.children(recursive=True)]
    os.kill(postmaster.pid, signal.SIGKILL)
    psutil.wait_procs(family, timeout=15)
    with contextlib.suppress(FileNotFoundError):
        (server.pgdata / "postmaster.pid").unlink()
    server.ensure_postgres_running()
