"""A process that votes until it is killed: `python -m tests.storage.voting_process URL DEBATE FIRST
RATE`.

Member number n votes once, for `side(n)`. What was acknowledged is written to standard output, a
number a line, the moment it is.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys

from bot.debate.models import Voter
from bot.errors import EyebotError
from tests.storage.conftest import NOW
from tests.storage.opening import open_engine
from tests.storage.use_cases import UseCases

SIDES = ("for", "against", "undecided")


def side(number: int) -> str:
    """What a member votes for."""
    return SIDES[number % 3]


async def vote_on(url: str, debate: int, first: int, rate: float) -> None:
    """Votes at random moments, this many a second."""
    voting = UseCases(open_engine(url)).voting
    tasks = set()

    async def one(number: int) -> None:
        try:
            await voting.vote(debate, Voter(f"m{number}"), side(number), NOW)
        except EyebotError:
            return
        os.write(1, f"{number}\n".encode())

    number = first
    while True:
        task = asyncio.create_task(one(number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        number += 1
        await asyncio.sleep(random.expovariate(rate))


if __name__ == "__main__":
    asyncio.run(vote_on(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
