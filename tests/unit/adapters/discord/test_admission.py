"""What is begun, and what is dropped, when more comes than one core can do."""

import asyncio
import random
import time
from collections import Counter, defaultdict

from bot.adapters.discord.admission import Admission

EPOCH = 1_420_070_400.0
_WORK = 0.004
"""Seconds for which one interaction holds the loop."""
_MIX = ("command",) * 4 + ("autocomplete",) * 3 + ("component",) * 3


def real_cost() -> float:
    """What the work takes here and now."""
    began = time.perf_counter()
    for _ in range(50):
        time.sleep(_WORK)
    return (time.perf_counter() - began) / 50


async def flood(rate: float, seconds: float) -> tuple[Counter[str], dict[str, list[float]]]:
    """Interactions of the mix at a pace, each with its work: how many came, and how old those
    that were answered were then.
    """
    dropped: list[str] = []
    admission = Admission(dropped.append, at_once=20)
    came, ages = Counter[str](), defaultdict[str, list[float]](list)
    chance = random.Random(7)  # noqa: S311  # the same flood each time
    tasks: list[asyncio.Task[None]] = []

    async def one(place: int, sent: float) -> None:
        kind = chance.choice(_MIX)
        came[kind] += 1
        number = (int((sent - EPOCH + 1_800_000_000) * 1000) << 22) + place
        if await admission.begin(number, kind):
            time.sleep(_WORK)  # noqa: ASYNC251  # what holds the loop
            ages[kind].append(time.perf_counter() - sent)
            admission.end(number)

    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        # What should have come by now: they were sent at their time, also while the loop was held.
        due = range(len(tasks), int(rate * (now - began)))
        tasks += [asyncio.create_task(one(place, began + place / rate)) for place in due]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert sum(map(len, ages.values())) + len(dropped) == sum(came.values())
    return came, ages


async def test_at_twice_the_capacity_every_vote_is_answered_in_time() -> None:
    """Three in ten are votes, so they alone are no more than can be done."""
    came, ages = await flood(2 / real_cost(), 5.0)

    # On a machine that is busy with other work the capacity falls while this goes on.
    assert len(ages["component"]) >= 0.9 * came["component"]
    assert max(ages["component"]) < 3.0
    assert len(ages["autocomplete"]) < 0.6 * came["autocomplete"]
    assert max(age for kind in ages.values() for age in kind) < 3.0


async def test_at_half_the_capacity_nothing_is_dropped() -> None:
    came, ages = await flood(0.4 / real_cost(), 1.5)

    assert {kind: len(done) for kind, done in ages.items()} == came
