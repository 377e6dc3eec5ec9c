"""The bot's own process never loads what migrates."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import bring_up
from bot.errors import SetUpError
from bot.settings import load_settings
from bot.storage.migrate import newest, upgrade
from tests.processes import bare_environment
from tests.storage.opening import open_engine

_ROOT = Path(__file__).parents[2]
_BRING_UP = """
import asyncio, sys
from bot.app import bring_up
from bot.assembly import open_as_set
from bot.settings import load_settings

async def main():
    settings = load_settings()
    engine = open_as_set(settings)
    await bring_up(settings, engine)
    await engine.dispose()

asyncio.run(main())
print("alembic" in sys.modules)
"""


def test_a_new_database_is_brought_up_and_nothing_of_it_stays_in_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", _BRING_UP),
        cwd=_ROOT,
        env=bare_environment() | {"EYEBOT_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout.split() == ["False"]
    assert (tmp_path / "eyebot.db").stat().st_mode & 0o777 == 0o600


async def test_a_newer_database_is_refused_in_the_same_words(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)
    engine = open_engine(settings.database)
    await upgrade(engine)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(SetUpError, match="of a newer version"):
        await bring_up(settings, engine)

    await engine.dispose()
    assert newest() < "9999"
