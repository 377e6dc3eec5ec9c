"""Commands that only look make no database, bring none up and write none."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import open_database
from bot.clock import wall_clock
from bot.errors import SetUpError
from bot.maintenance import (
    asked,
    back_up,
    check_database,
    downgrade_database,
    erase_member,
    look_at_database,
    move_database,
    show_member,
)
from bot.services.asking.inbox import About, Feedback
from bot.settings import Settings
from bot.storage.migrate import downgrade, newest
from bot.storage.operator.existing import opened
from bot.storage.repositories.feedback import SqlFeedback
from bot.workshop.inbox import opened_inbox
from tests.storage.conftest import NOW, spec
from tests.storage.filled import fill
from tests.storage.use_cases import Records


async def _read_inbox(settings: Settings) -> None:
    async with opened_inbox(settings, lambda: None, writes=False) as inbox:
        await inbox.texts([], wall_clock())


LOOKS = {
    "doctor": look_at_database,
    "db check": check_database,
    "db backup": lambda settings: asyncio.to_thread(
        back_up, settings, settings.data / "file", force=False, empty=True
    ),
    "db downgrade": lambda settings: downgrade_database(settings, "0001"),
    "db move": lambda settings: move_database(
        settings, f"sqlite+aiosqlite:///{settings.data / 'new.db'}", keep=False
    ),
    "kb asked": asked,
    "kb inbox": _read_inbox,
    "privacy show-user": lambda settings: show_member(settings, "1"),
    "privacy erase-user": lambda settings: erase_member(settings, "1"),
}


def on(engine: AsyncEngine, data: Path) -> Settings:
    url = engine.url.render_as_string(hide_password=False)
    return Settings(data=data, keys=data / "keys", database_url=url)


@pytest.mark.parametrize("name", LOOKS)
async def test_where_there_is_no_database_none_is_made(name: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", database_url="")

    with pytest.raises(SetUpError, match=r"eyebot\.db: there is no database.*as its user"):
        await LOOKS[name](settings)

    assert not (tmp_path / "data" / "eyebot.db").exists()
    assert not (tmp_path / "data" / "new.db").exists()


async def test_an_older_revision_is_told_not_upgraded(engine: AsyncEngine, tmp_path: Path) -> None:
    await fill(engine)
    await downgrade(engine, "0004")
    settings = on(engine, tmp_path)

    assert f"at revision 0004; the bot's next start brings it to {newest()}" in (
        await look_at_database(settings)
    )
    for look in (asked(settings), show_member(settings, "1"), erase_member(settings, "1")):
        with pytest.raises(SetUpError, match=r"at revision 0004.*`eyebot db upgrade`"):
            await look

    assert (await check_database(settings))[0] == [
        "revision: 0004; `eyebot db upgrade` brings it up"
    ]


async def test_who_only_looks_cannot_write(engine: AsyncEngine) -> None:
    url = engine.url.render_as_string(hide_password=False)

    with pytest.raises(SetUpError, match="can't be written"):
        async with opened(url) as looking:
            await Records(looking).add(spec(), NOW)


async def test_looking_leaves_a_restored_database_as_it_is(
    tmp_path: Path, engine: AsyncEngine
) -> None:
    """A file that nobody has opened since its restoring isn't in WAL mode yet."""
    if engine.dialect.name != "sqlite":
        pytest.skip("of files only")
    await fill(engine)
    file = tmp_path / "data" / "eyebot.db"
    back_up(on(engine, tmp_path), file, force=False, empty=False)
    before = file.read_bytes()
    settings = Settings(data=tmp_path / "data", database_url="")

    await look_at_database(settings)
    await check_database(settings)
    await asked(settings)

    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["eyebot.db"]


async def test_a_strange_file_name_is_opened_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "a?b#c%20d.db"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE here (is_it TEXT)")
    made.close()

    url = f"sqlite+aiosqlite:///{quote(str(file))}"
    async with opened(url) as engine, engine.connect() as connection:
        assert (await connection.execute(text("SELECT is_it FROM here"))).all() == []


async def test_a_new_database_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", database_url="")

    async with open_database(settings) as engine:
        await Records(engine).add(spec(), NOW)
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()
        }

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert modes == {
        "eyebot.db": 0o600,
        "eyebot.db-wal": 0o600,
        "eyebot.db-shm": 0o600,
        "eyebot.db.lock": 0o600,
        "keys": 0o700,
    }


async def test_doctor_tells_of_a_file_that_everybody_can_read(
    tmp_path: Path, engine: AsyncEngine
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("of files only")
    (tmp_path / "eyebot.db").chmod(0o644)

    with pytest.raises(SetUpError, match="every user of this machine can read it; chmod 600"):
        await look_at_database(on(engine, tmp_path))


async def test_a_question_that_was_handed_over_is_read_and_deleted_once_dealt_with(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    feedback = SqlFeedback(engine)
    for question in ("who owns the cameras?", "why?"):
        await feedback.keep(Feedback(About.UNANSWERED, question), now=wall_clock())
    key = sha256(b"unanswered\0who owns the cameras\0\0").hexdigest()[:6]

    async with opened_inbox(on(engine, tmp_path), lambda: None) as inbox:
        texts = await inbox.texts([key], wall_clock())
        count = await inbox.dismiss([key], wall_clock())

    assert (texts, count) == (("who owns the cameras?",), 1)
    assert [one.given.question for one in await feedback.held()] == ["why?"]


async def test_a_servers_maintainers_are_given_their_own_servers_questions(
    engine: AsyncEngine,
) -> None:
    for community in ("c1", "c2", ""):
        given = Feedback(About.UNANSWERED, f"asked in {community}", community=community)
        await SqlFeedback(engine).keep(given, now=wall_clock())

    held = [one.given.question for one in await SqlFeedback(engine, "c1").held()]

    assert held == ["asked in c1"]
    assert len(await SqlFeedback(engine).held()) == 3
