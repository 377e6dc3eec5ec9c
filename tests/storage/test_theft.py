"""Who steals the database of a debate that ended over a day ago learns its published result, and
nothing of who voted what.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.models import Debate, Result
from bot.services.asking.outcomes import OutcomeCounter
from bot.services.server.upkeep import Upkeep
from bot.storage.engine import scrub
from bot.storage.pseudonyms import pseudonym
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.storage.repositories.retention import SqlRetention
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
        secret = await connection.scalar(
            select(debate_keys.c.secret).where(debate_keys.c.debate_id == debate.id)
        )
    return bytes(secret)


def known(loot: bytes, key: bytes, members: list[str]) -> set[str]:
    """The members that the loot tells of to somebody who even knew the key: by their id, or by
    their pseudonym in bytes or letters.
    """
    return {
        member
        for member in members
        if member.encode() in loot
        or (name := pseudonym(key, member)) in loot
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
