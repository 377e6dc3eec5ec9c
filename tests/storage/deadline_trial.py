"""Several processes keep the deadlines of one database while they are killed at random; shared by
the test (small) and `make bench`.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.debate.models import Debate, State
from tests.processes import end_with_parent
from tests.storage.conftest import spec
from tests.storage.opening import open_engine
from tests.storage.use_cases import Records

_AGAIN = " again"


@dataclass
class Trial:
    """What came of it: how often each thing was shown, the debates at the end, and by how many
    seconds they were closed and their results shown too late.
    """

    shown: Counter[str] = field(default_factory=Counter)
    debates: list[Debate] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    shown_late: list[float] = field(default_factory=list)
    kills: int = 0

    def tell(self, line: str) -> None:
        """Something was shown; what is shown again is looked for first, as on Discord."""
        done = line.removesuffix(_AGAIN)
        if done == line or not self.shown[done]:
            self.shown[done] += 1

    def unshown(self) -> list[int]:
        """Debates whose result was never shown, or isn't known to be."""
        return [
            one.id
            for one in self.debates
            if one.announced_at is None
            or not any(line.startswith(f"announce {one.id} ") for line in self.shown)
        ]

    def faults(self) -> list[str]:
        """Debates that aren't closed by exactly one transition, things shown twice, and results
        that nobody saw.
        """
        wrong = [
            f"debate {d.id}: {d.state} rev {d.rev}"
            for d in self.debates
            if (d.state, d.rev) != (State.CLOSED, 2)
        ]
        wrong += [f"{line} {times} times" for line, times in self.shown.items() if times > 1]
        return wrong + [f"debate {number}: its result not shown" for number in self.unshown()]


@dataclass
class _Process:
    name: str
    skew: float
    running: asyncio.subprocess.Process | None = None

    async def start(self, url: str, trial: Trial) -> asyncio.Task[None]:
        program = [
            sys.executable,
            "-m",
            "tests.storage.deadline_process",
            url,
            self.name,
            str(self.skew),
        ]
        self.running = await asyncio.create_subprocess_exec(
            *program, stdout=asyncio.subprocess.PIPE, preexec_fn=end_with_parent
        )
        ready = asyncio.Event()
        reader = asyncio.create_task(self._read(trial, ready))
        await asyncio.wait_for(ready.wait(), 120)
        return reader

    async def _read(self, trial: Trial, ready: asyncio.Event) -> None:
        assert self.running is not None
        assert self.running.stdout is not None
        async for line in self.running.stdout:
            if line.startswith(b"ready"):
                ready.set()
            else:
                trial.tell(line.decode().strip())

    async def kill(self) -> None:
        if self.running and self.running.returncode is None:
            self.running.send_signal(signal.SIGKILL)
            await self.running.wait()


async def keep_deadlines(
    url: str,
    *,
    skews: tuple[float, ...],
    debates: int,
    within: float,
    kills: int,
    harm: Callable[[], None] | None = None,
) -> Trial:
    """As many processes as skews; debates that end at random moments within so many seconds; `harm`
    is done to the database halfway.
    """
    trial = Trial()
    engine = open_engine(url)
    records = Records(engine)
    group = [_Process(f"bot-{number}", skew) for number, skew in enumerate(skews)]
    readers: list[asyncio.Task[None]] = []
    try:
        readers += [await process.start(url, trial) for process in group]
        now = datetime.now(UTC)
        # Opened long ago and already shown, so that only their end is to come.
        for _ in range(debates):
            # No secret.
            length = timedelta(hours=1, seconds=random.uniform(2, within))  # noqa: S311
            debate = await records.add(spec(length=length), now - timedelta(hours=1))
            await records.note_message(debate.id, "message")
            await records.claim_phase(debate.id, debate.phase)
        for number in range(kills):
            await asyncio.sleep(within / (kills + 1))
            if harm and number == kills // 2:
                await asyncio.to_thread(harm)
            victim = random.choice(group)  # noqa: S311  # no secret
            await victim.kill()
            trial.kills += 1
            readers.append(await victim.start(url, trial))
        await _wait(records, timedelta(seconds=150))
    finally:
        for process in group:
            await process.kill()
        await asyncio.gather(*readers)
    found = await records.in_community("c1", *State, limit=debates)
    trial.debates = list(found)
    trial.late = [(one.closed_at - one.due_at).total_seconds() for one in found if one.closed_at]
    trial.shown_late = [
        (one.announced_at - one.due_at).total_seconds() for one in found if one.announced_at
    ]
    await engine.dispose()
    return trial


async def _wait(records: Records, patience: timedelta) -> None:
    """Until no debate is open any more and every result is shown, or patience ends."""
    until = datetime.now(UTC) + patience
    # Other processes work.
    while datetime.now(UTC) < until:
        if not (await records.in_community("c1", State.OPEN) or await records.has_unshown()):
            break
        await asyncio.sleep(0.5)
    await asyncio.sleep(1)
