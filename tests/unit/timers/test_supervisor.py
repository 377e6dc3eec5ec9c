"""Parts of the background start by themselves, are tried again, show their trouble, and stop."""

from __future__ import annotations

import asyncio
import time

from bot.errors import SetUpError
from bot.services.meters import NoMeters
from bot.timers.supervisor import Part, Supervisor


class Told(NoMeters):
    """Remembers which part was last said to work."""

    def __init__(self) -> None:
        self.parts: dict[str, bool] = {}

    def part_works(self, part: str, *, is_well: bool) -> None:
        self.parts[part] = is_well


class Fragile:
    """A part that fails to start so many times, and may hang when it is stopped."""

    def __init__(self, failures: int = 0, *, hangs: bool = False) -> None:
        self.failures = failures
        self.hangs = hangs
        self.starts = 0
        self.trouble = ""

    async def start(self) -> None:
        self.starts += 1
        if self.starts <= self.failures:
            raise OSError("postgresql://eyebot:secret@host")
        self.trouble = ""

    async def stop(self) -> None:
        while self.hangs:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:  # the worst there is
                continue


def supervise(**parts: Part) -> tuple[Supervisor, Told]:
    meters = Told()
    return Supervisor(parts, meters, pauses=(0.02,), every=0.01, patience=0.05), meters


async def until(done: object) -> None:
    assert callable(done)
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.01)


async def test_a_part_that_fails_is_tried_again_and_keeps_no_other_from_starting() -> None:
    fragile, sound = Fragile(failures=10**6), Fragile()
    supervisor, meters = supervise(fragile=fragile, sound=sound)

    await supervisor.start()
    await until(lambda: fragile.starts > 2)

    assert supervisor.troubles() == {"fragile": "can't start (OSError)"}
    assert meters.parts == {"fragile": False, "sound": True}
    fragile.failures = 0
    await until(lambda: not supervisor.troubles())
    assert meters.parts["fragile"]
    assert sound.starts == 1
    await supervisor.stop()


async def test_what_must_be_set_up_otherwise_is_said_in_full() -> None:
    class TooOld(Fragile):
        async def start(self) -> None:
            raise SetUpError("the engine is of another version")

    supervisor, _ = supervise(deadlines=TooOld())

    await supervisor.start()
    await until(supervisor.troubles)
    await supervisor.stop()

    said = "can't start (the engine is of another version)"
    assert supervisor.troubles() == {"deadlines": said}


async def test_a_part_in_trouble_for_long_is_started_anew() -> None:
    part = Fragile()
    supervisor, meters = supervise(part=part)
    await supervisor.start()
    await until(lambda: meters.parts)

    part.trouble = "lets deadlines pass"
    await until(supervisor.troubles)
    await until(lambda: part.starts == 2 and not supervisor.troubles())
    await supervisor.stop()


async def test_a_part_that_never_stops_keeps_nobody_waiting() -> None:
    stuck, sound = Fragile(hangs=True), Fragile()
    supervisor, _ = supervise(stuck=stuck, sound=sound)
    await supervisor.start()
    await until(lambda: stuck.starts)

    began = time.monotonic()
    await supervisor.stop()
    took = time.monotonic() - began
    stuck.hangs = False
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()

    assert took < 4
