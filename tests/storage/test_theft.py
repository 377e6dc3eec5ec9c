"""Who steals the database learns of no ballot, at no time; who steals it with the keys learns of
none of a debate that ended over a day ago.
"""

import secrets
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Change
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.models import Debate, Result
from bot.errors import UnavailableError
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.server.upkeep import Upkeep
from bot.storage.engine import open_engine as bot_engine
from bot.storage.engine import scrub
from bot.storage.keys import KeyFolder, ring_of
from bot.storage.migrate import downgrade, upgrade
from bot.storage.operator.check import examine
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
from bot.storage.sealing import DebateKey, SealBrokenError
from bot.storage.tables import debate_keys, metadata
from tests.storage.conftest import NOW, cast, spec, take_back
from tests.storage.use_cases import Box, Records, UseCases

EVERYBODY = [str(100_000_000_000_000_000 + 7 * n) for n in range(10_000)]
VOTERS, AUTHORS, MODERATOR = EVERYBODY[:400], EVERYBODY[400:420], EVERYBODY[-1]
END = NOW + timedelta(hours=1)


async def tables(engine: AsyncEngine) -> dict[str, list[dict[str, Any]]]:
    async with engine.connect() as connection:
        return {
            name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for name, table in metadata.tables.items()
        }


async def steal(engine: AsyncEngine) -> bytes:
    """Every row as bytes, and all files of an SQLite database."""
    rows = await tables(engine)
    values = [value for table in rows.values() for row in table for value in row.values()]
    loot = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for value in values
    )
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        for file in sorted(path.parent.glob(f"{path.name}*")):
            loot += file.read_bytes()
    return loot


async def key_of(engine: AsyncEngine, debate: Debate) -> bytes:
    async with engine.connect() as connection:
        handle = await connection.scalar(
            select(debate_keys.c.handle).where(debate_keys.c.debate_id == debate.id)
        )
    key = ring_of(engine).of(handle)
    assert key is not None
    return key.secret


def known(loot: bytes, secret: bytes, members: list[str]) -> set[str]:
    """The members that the loot tells of to somebody who even knew the key: by their id, or by
    their pseudonym in bytes or letters.
    """
    key = DebateKey(secret)
    return {
        member
        for member in members
        if member.encode() in loot
        or (name := key.pseudonym(member)) in loot
        or name.hex().encode() in loot.lower()
    }


@pytest.fixture
async def held(engine: AsyncEngine, records: Records, box: Box) -> tuple[Debate, bytes]:
    """A debate of an hour with many voters, some who change or withdraw, and authors."""
    debate = await records.add(spec(), NOW)
    await records.record("c1", MODERATOR, "start", debate.id, NOW)
    for number, voter in enumerate(VOTERS):
        await cast(box, debate.id, voter, "vote", ("for", "against")[number % 3 == 0], NOW)
    for voter in VOTERS[::5]:
        await cast(box, debate.id, voter, "vote", "undecided", NOW)
    for voter in VOTERS[::50]:
        await take_back(box, debate.id, voter, "vote")
    cards = [
        Contribution(
            0,
            debate.id,
            Kind.ARGUMENT,
            f"Argument {n}",
            "for",
            "",
            list(Standing)[n % 4],
            author,
            note="why?",
        )
        for n, author in enumerate(AUTHORS)
    ]
    await Records(engine).bring(cards)
    return debate, await key_of(engine, debate)


async def settle(engine: AsyncEngine, debates: UseCases, *days: float) -> None:
    upkeep = Upkeep(debates.sweep, SqlRetention(engine), OutcomeCounter(), SqlOutcomes(engine))
    for late in (0.0, *days):
        await upkeep(END + timedelta(days=late))


async def test_the_thief_would_find_voters_while_the_key_exists(
    engine: AsyncEngine, debates: UseCases, held: tuple[Debate, bytes]
) -> None:
    _, key = held
    await settle(engine, debates, 0.9)

    loot = await steal(engine)

    assert len(known(loot, key, VOTERS)) > 350
    assert known(loot, key, AUTHORS) == set(AUTHORS)


async def test_a_day_after_the_end_the_thief_learns_the_result_and_of_no_voter(
    engine: AsyncEngine, debates: UseCases, held: tuple[Debate, bytes]
) -> None:
    debate, key = held
    await settle(engine, debates, 0.9, 1.1)

    loot, rows = await steal(engine), await tables(engine)

    result = await Records(engine).result(debate.id)
    assert isinstance(result, Result)
    assert result.counts
    assert (rows["debate_keys"], rows["ballots"]) == ([], [])
    assert {row["author"] for row in rows["contributions"]} == {""}
    assert key not in loot
    assert known(loot, key, EVERYBODY) == {MODERATOR}


async def test_a_year_later_not_even_who_moderated(
    engine: AsyncEngine, debates: UseCases, held: tuple[Debate, bytes]
) -> None:
    _, key = held
    await settle(engine, debates, 1.1, 40, 366)

    loot, rows = await steal(engine), await tables(engine)

    assert {name for name, found in rows.items() if found} == {"debates", "contributions"}
    assert {row["standing"] for row in rows["contributions"]} == {Standing.APPROVED}
    assert [row["result"] is not None for row in rows["debates"]] == [True]
    assert known(loot, key, EVERYBODY) == set()


async def test_a_thief_who_tries_keys_of_their_own_finds_no_more_than_by_chance(
    engine: AsyncEngine, debates: UseCases, held: tuple[Debate, bytes]
) -> None:
    await settle(engine, debates, 366)

    loot = await steal(engine)

    assert not any(
        known(loot, guess, EVERYBODY) for guess in (b"", b"\0" * 32, secrets.token_bytes(32))
    )


async def test_what_a_member_erased_is_no_longer_in_the_files(
    engine: AsyncEngine, held: tuple[Debate, bytes]
) -> None:
    _, key = held
    await scrub(engine)
    before = known(await steal(engine), key, [VOTERS[1], AUTHORS[0]])

    for member in before:
        await SqlPersonalData(engine).erase(member)

    assert before == {VOTERS[1], AUTHORS[0]}
    assert known(await steal(engine), key, sorted(before)) == set()


ANSWER = "a-most-telling-answer"


def files_of(engine: AsyncEngine, postgres: str) -> bytes:
    """Every byte the database has on the disc, its log of writes included."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    data = Path(parse_qs(urlsplit(postgres).query)["host"][0])
    return b"".join(file.read_bytes() for file in sorted(data.rglob("*")) if file.is_file())


@pytest.fixture
async def folder(engine: AsyncEngine, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """The same database with its keys in a folder, on PostgreSQL too."""
    url = engine.url.render_as_string(hide_password=False)
    made = bot_engine(url, keys=KeyFolder(tmp_path / "keys"))
    yield made
    await made.dispose()


async def telling(engine: AsyncEngine, voters: int = 30) -> tuple[Debate, bytes]:
    """A debate whose answers can't be in a file by chance."""
    debate = await Records(engine).add(spec(), NOW)
    box = Box(engine)
    for voter in VOTERS[:voters]:
        await box.act(debate.id, voter, lambda *_: [Change("vote", ANSWER)])
    return debate, await key_of(engine, debate)


async def test_no_copy_of_the_database_holds_a_key_or_an_answer(
    engine: AsyncEngine, request: pytest.FixtureRequest
) -> None:
    """Files and log of writes, while the debate runs: the thief reads how many there are."""
    debate, secret = await telling(engine)

    files = files_of(engine, request.getfixturevalue("postgres"))
    ballots = (await tables(engine))["ballots"]

    assert DebateKey(secret).pseudonym(VOTERS[0]) in files, "these are not the database's files"
    assert secret not in files
    assert ANSWER.encode() not in files
    assert len({row["choice"] for row in ballots}) == 30
    assert {len(row["choice"]) for row in ballots} == {len(ballots[0]["choice"])}
    with pytest.raises(SealBrokenError):
        DebateKey(secrets.token_bytes(32)).unseal(ballots[0]["voter"], "vote", ballots[0]["choice"])
    assert await Box(engine).counts(debate.id, "vote") == {ANSWER: 30}


async def test_an_earlier_copy_stays_closed_once_the_key_is_destroyed(
    folder: AsyncEngine, debates: UseCases, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The thief has yesterday's database, with its backups and log, and all of today's files."""
    _, secret = await telling(folder)
    stolen = await tables(folder)
    (row,) = stolen["debate_keys"]
    assert KeyFolder(tmp_path / "keys").find(row["handle"]) == secret

    await settle(folder, UseCases(folder), 1.1)

    today = files_of(folder, request.getfixturevalue("postgres"))
    today += b"".join(path.read_bytes() for path in (tmp_path / "keys").iterdir())
    assert KeyFolder(tmp_path / "keys").find(row["handle"]) is None
    assert secret not in today
    assert ANSWER.encode() not in today
    assert ring_of(folder).of(row["handle"]) is None


async def test_an_answer_is_bound_to_its_voter(engine: AsyncEngine) -> None:
    """Who can write to the database can't give one member's answer to another."""
    debate, _ = await telling(engine, 2)
    table = metadata.tables["ballots"]
    rows = (await tables(engine))["ballots"]
    async with engine.begin() as connection:
        moved = update(table).where(table.c.voter == rows[0]["voter"])
        await connection.execute(moved.values(choice=rows[1]["choice"]))

    with pytest.raises(SealBrokenError):
        await Box(engine).counts(debate.id, "vote")


async def test_keys_of_former_versions_leave_the_file_and_its_log(tmp_path: Path) -> None:
    engine = bot_engine(f"sqlite+aiosqlite:///{tmp_path / 'eyebot.db'}")
    await upgrade(engine)
    debate, secret = await telling(engine)
    await downgrade(engine, "0005")
    await scrub(engine)
    before = files_of(engine, "")

    await upgrade(engine)

    after = files_of(engine, "")
    assert secret in before
    assert ANSWER.encode() in before
    assert secret not in after
    assert ANSWER.encode() not in after
    assert await Box(engine).counts(debate.id, "vote") == {ANSWER: 30}
    await engine.dispose()


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "some" / "keys")
    handle = keys.keep(b"x" * 32)

    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    (file,) = keys.folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    keys.destroy([handle, handle])
    assert list(keys.folder.iterdir()) == []


async def test_a_lost_key_refuses_votes_and_no_false_result_is_made(
    folder: AsyncEngine, tmp_path: Path
) -> None:
    debate, _ = await telling(folder)
    for file in (tmp_path / "keys").iterdir():
        file.unlink()
    again = bot_engine(
        folder.url.render_as_string(hide_password=False), keys=KeyFolder(tmp_path / "keys")
    )

    with pytest.raises(UnavailableError):
        await Box(again).act(debate.id, "new", lambda *_: [Change("vote", "for")])
    with pytest.raises(UnavailableError):
        await UseCases(again).close(debate.id, by="mod", now=NOW)
    found = [str(one) for one in await examine(again)]
    assert any("keys: 1 of running debates are not there; name the folder" in one for one in found)
    await UseCases(again).cancel(debate.id, by="mod", now=NOW)
    await again.dispose()
