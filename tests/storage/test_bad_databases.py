"""A database that cannot be used is named with its cure, and nothing in it is changed."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import SetUpError, UnavailableError
from bot.storage.ballot_box import SqlBallotBox
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.records import SqlRecords
from tests.storage.conftest import NOW, cast, spec


async def _upgrade(path: Path) -> str:
    engine = open_engine(f"sqlite+aiosqlite:///{path}")
    try:
        return await upgrade(engine)
    finally:
        await engine.dispose()


async def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "eyebot.db"
    await _upgrade(path)
    with sqlite3.connect(path) as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
    base.close()

    with pytest.raises(SetUpError, match=r"newer version \(revision 9999\); nothing was changed"):
        await _upgrade(path)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "eyebot.db"
    path.write_text("my diary " * 200)

    with pytest.raises(SetUpError, match="the file is something else"):
        await _upgrade(path)
    assert path.read_text().startswith("my diary")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SetUpError, match="set EYEBOT_DATA to another"):
        await _upgrade(tmp_path / "file" / "eyebot.db")


async def test_a_read_only_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "eyebot.db"
    sqlite3.connect(path).close()
    engine = open_engine(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true")

    with pytest.raises(SetUpError, match="make the file and its folder writable"):
        await upgrade(engine)
    await engine.dispose()


async def test_a_full_disk_fails_the_vote_in_words_and_keeps_what_was_stored(
    tmp_path: Path,
) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'eyebot.db'}")
    await upgrade(engine)
    box = SqlBallotBox(engine)
    debate = await SqlRecords(engine).add(spec(), NOW)
    assert await cast(box, debate.id, "early", "vote", "for", NOW)
    async with engine.connect() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    answers = await asyncio.gather(
        *(cast(box, debate.id, f"m{n}", "vote", "for", NOW) for n in range(500)),
        return_exceptions=True,
    )

    assert any(isinstance(answer, UnavailableError) for answer in answers)
    assert await box.voters(debate.id) == 1 + sum(answer is True for answer in answers)
    assert (await box.answers(debate.id, "early"))["vote"].choice == "for"
    await engine.dispose()


async def test_a_password_is_masked_in_the_message() -> None:
    engine = open_engine("postgresql+asyncpg://me:hunter2@127.0.0.1:1/none")

    with pytest.raises(SetUpError) as caught:
        await upgrade(engine)
    await engine.dispose()

    assert "hunter2" not in str(caught.value)
    assert "EYEBOT_DATABASE_URL" in str(caught.value)
