"""How a debate grows with its voters: the time of one vote, of the live count, and of the close
with its result, on SQLite.

`python -m tests.benchmarks.voters [PLOT.png]`
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from datetime import timedelta

import numpy as np
from sqlalchemy import insert

from bot.debate.models import Spec, Voter
from bot.storage.migrate import upgrade
from bot.storage.tables import ballots
from tests.benchmarks.votes import NOW, SIDES
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, UseCases

VOTERS = (100, 1_000, 10_000, 100_000, 1_000_000)


async def measure(voters: int) -> tuple[float, float, float]:
    """Milliseconds of a vote (median), of the count, and of the close."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite+aiosqlite:///{folder}/votes.db")
        await upgrade(engine)
        box = Box(engine)
        debates = UseCases(engine)
        debate = (
            await debates.start(
                Spec("1", "2", "Do we need it?", timedelta(hours=1)), by="mod", now=NOW
            )
        ).debate.id
        for start in range(0, voters, 50_000):
            rows = [
                {
                    "debate_id": debate,
                    "voter": random.randbytes(32),
                    "question": "vote",
                    "choice": random.choice(SIDES),
                    "sealed": False,
                }
                for _ in range(min(50_000, voters - start))
            ]
            async with engine.begin() as connection:
                await connection.execute(insert(ballots), rows)
        times = []
        for number in range(50):
            began = time.perf_counter()
            await debates.voting.vote(debate, Voter(f"v{number}"), "for", NOW)
            times.append(time.perf_counter() - began)
        began = time.perf_counter()
        await box.counts(debate, "vote")
        counted = time.perf_counter() - began
        began = time.perf_counter()
        await debates.close(debate, by="mod", now=NOW)
        closed = time.perf_counter() - began
        await engine.dispose()
    return float(np.median(times)) * 1000, counted * 1000, closed * 1000


async def main(plot: str) -> None:
    """A line each, and the plot."""
    found = []
    for voters in VOTERS:
        found.append(await measure(voters))
        vote, count, close = found[-1]
        print(
            f"{voters:9,} voters: a vote {vote:.1f} ms, the count {count:.1f} ms, the close "
            f"{close:,.0f} ms",
            flush=True,
        )
    if plot:
        import matplotlib as mpl

        mpl.use("Agg")
        from matplotlib import pyplot as plt

        figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
        for values, name in zip(
            zip(*found, strict=True),
            ("one vote", "the live count", "the close with its result"),
            strict=True,
        ):
            axes.loglog(VOTERS, values, "o-", label=name)
        axes.set(
            xlabel="voters of one debate",
            ylabel="milliseconds",
            title="How a debate grows with its voters (SQLite)",
        )
        axes.legend()
        axes.grid(alpha=0.3)
        figure.savefig(plot, dpi=110)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else ""))
