"""A database stolen at every stage of a debate, with and without its keys, and early copies opened
with late keys: `python -m tests.benchmarks.theft [VOTERS]`. Exposed are votes whose member or
answer the loot tells.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.outcomes import OutcomeCounter
from bot.services.server.upkeep import Upkeep
from bot.storage.engine import open_engine
from bot.storage.keys import KeyFolder
from bot.storage.migrate import upgrade
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.retention import SqlRetention
from bot.storage.sealing import DebateKey, SealBrokenError
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases

_STAGES = {"open": -0.5, "just closed": 0.01, "23 hours later": 23.0, "25 hours later": 25.0}
"""Hours after the end."""


def exposed(database: Path, keys: Path, members: list[str]) -> int:
    """How many members' answers are read from a copy of the files with a copy of the keys."""
    found, folder = 0, KeyFolder(keys)
    with closing(sqlite3.connect(database)) as copy:
        for debate, handle in copy.execute("SELECT debate_id, handle FROM debate_keys").fetchall():
            secret = folder.find(bytes(handle))
            # Who has no key can only try what the database itself holds.
            for guess in [secret] if secret else [bytes(handle) * 2, b"\0" * 32]:
                key = DebateKey(guess)
                for member in members:
                    row = copy.execute(
                        "SELECT question, choice FROM ballots WHERE debate_id = ? AND voter = ?",
                        (debate, key.pseudonym(member)),
                    ).fetchone()
                    try:
                        found += row is not None and bool(
                            key.unseal(key.pseudonym(member), row[0], row[1])
                        )
                    except SealBrokenError:
                        continue
    return found


def steal(folder: Path, name: str) -> Path:
    """A copy of everything, log of writes included."""
    loot = folder / f"loot-{name}"
    shutil.copytree(folder / "data", loot)
    return loot


async def play(engine: AsyncEngine, folder: Path, members: list[str]) -> dict[str, Path]:
    """A debate from its first vote to a day after its end, stolen at each stage."""
    use, box = UseCases(engine), Box(engine)
    debate = await Records(engine).add(spec(), NOW)
    for number, member in enumerate(members):
        await cast(box, debate.id, member, "vote", ("for", "against")[number % 2], NOW)
    upkeep = Upkeep(use.sweep, SqlRetention(engine), OutcomeCounter(), SqlOutcomes(engine))
    loot = {}
    for name, hours in _STAGES.items():
        if hours > 0:
            await upkeep(debate.due_at + timedelta(hours=hours))
        loot[name] = steal(folder, name)
    return loot


async def main(voters: int) -> None:
    """One line a stage."""
    members = [str(10**17 + number) for number in range(voters)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = open_engine(f"sqlite+aiosqlite:///{folder}/data/eyebot.db")
        await upgrade(engine)
        loot = await play(engine, folder, members)
        await engine.dispose()
        late, none = loot["25 hours later"] / "keys", folder / "none"
        worst = 0
        for stage, files in loot.items():
            alone = exposed(files / "eyebot.db", none, members)
            with_late = exposed(files / "eyebot.db", late, members)
            both = exposed(files / "eyebot.db", files / "keys", members)
            worst = max(worst, alone, with_late)
            print(
                f"{stage:15s} {voters} voters: exposed {alone} by the database alone, {with_late}"
                f" with the keys of after, {both} with the keys of then",
                flush=True,
            )
    print(f"acknowledged {voters}, exposed {worst}", flush=True)
    if worst:
        sys.exit(1)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
