"""A database that cannot be used is named with its cure, and nothing in it is changed."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SetUpError, UnavailableError
from bot.storage.causes import cause_of
from bot.storage.engine import ailment
from bot.storage.migrate import upgrade
from tests.storage.conftest import NOW, cast, spec
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records


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
    box = Box(engine)
    debate = await Records(engine).add(spec(), NOW)
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


async def _open(path: Path) -> tuple[AsyncEngine, Box, int]:
    """A debate with one vote."""
    engine = open_engine(f"sqlite+aiosqlite:///{path}")
    await upgrade(engine)
    box = Box(engine)
    debate = await Records(engine).add(spec(), NOW)
    assert await cast(box, debate.id, "early", "vote", "for", NOW)
    return engine, box, debate.id


def _delete(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink()


def _replace(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


def _delete_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


@pytest.mark.parametrize("harm", [_delete, _replace, _delete_log])
async def test_no_vote_is_acknowledged_into_a_file_that_is_gone(
    tmp_path: Path, harm: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "eyebot.db"
    engine, box, debate = await _open(path)
    assert await ailment(engine) == ""

    harm(path)
    answers = await asyncio.gather(
        *(cast(box, debate, f"m{n}", "vote", "for", NOW) for n in range(20)),
        return_exceptions=True,
    )

    assert {type(answer) for answer in answers} == {UnavailableError}
    assert "deleted or replaced while it was open" in caplog.text
    assert "deleted or replaced while it was open" in await ailment(engine)
    with pytest.raises(UnavailableError):
        await Records(engine).add(spec(), NOW)
    await engine.dispose()


async def test_a_failed_write_shows_until_one_succeeds(tmp_path: Path) -> None:
    engine, *_ = await _open(tmp_path / "eyebot.db")
    with sqlite3.connect(tmp_path / "eyebot.db", timeout=0) as other:
        async with engine.begin() as held:
            await held.execute(text("PRAGMA busy_timeout = 0"))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError):
            await Records(engine).add(spec(), NOW)
        assert "locked; another program" in await ailment(engine)
        other.rollback()
    other.close()

    assert await ailment(engine) == ""
    await engine.dispose()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full; free some"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "can't be written; make the file"),
        (sqlite3.SQLITE_CANTOPEN, "unable to open the file; make the folder writable"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked; another program"),
        (sqlite3.SQLITE_CORRUPT, "damaged; restore the last backup"),
    ],
)
def test_each_cause_has_its_name_and_cure(number: int, words: str) -> None:
    error = sqlite3.OperationalError("as the driver has it")
    error.sqlite_errorcode = number

    assert words in str(cause_of(OperationalError("INSERT", {}, error)))


async def test_a_file_of_another_owner_than_its_folder_is_named_with_both(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    engine, *_ = await _open(tmp_path / "eyebot.db")
    nobody = 65534

    os.chown(tmp_path, nobody, nobody)

    assert "belongs to root, its folder to nobody; chown --reference=" in await ailment(engine)
    await engine.dispose()
