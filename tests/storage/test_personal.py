"""What is stored of a member is found, handed out and erased, in every table there is."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.models import State
from bot.dialogue.memory import Memory
from bot.dialogue.plan import GONE
from bot.errors import UnavailableError
from bot.services.server.privacy import PrivacyService
from bot.storage.repositories.personal import HANDLERS, Handler, SqlPersonalData
from bot.storage.tables import ballots, contributions, metadata, moderator_actions
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases

ADA, BEN = "100000000000000001", "100000000000000002"


@pytest.fixture
def data(engine: AsyncEngine) -> SqlPersonalData:
    return SqlPersonalData(engine)


@pytest.fixture
def privacy(data: SqlPersonalData, debates: UseCases) -> PrivacyService:
    return PrivacyService(data, Memory(), debates.live.withdrew)


def card(
    debate: int, author: str, text: str, standing: Standing = Standing.WAITING
) -> Contribution:
    return Contribution(
        0, debate, Kind.ARGUMENT, text, "for", "concern:3", standing, author, note="why?"
    )


async def rows(engine: AsyncEngine, table: Any) -> list[Any]:
    async with engine.connect() as connection:
        return list((await connection.execute(select(table))).mappings())


def test_every_table_has_a_handler_and_every_handler_a_table() -> None:
    assert set(HANDLERS) == set(metadata.tables)
    assert all((handler.find is None) == (handler.erase is None) for handler in HANDLERS.values())


def test_every_column_says_what_it_holds() -> None:
    assert [
        f"{table}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if not column.comment
    ] == []


async def test_a_members_rows_of_every_table_are_handed_out(
    records: Records, box: Box, engine: AsyncEngine, privacy: PrivacyService
) -> None:
    debate = await records.add(spec(), NOW)
    await cast(box, debate.id, ADA, "vote", "against", NOW)
    await cast(box, debate.id, BEN, "vote", "for", NOW)
    await Records(engine).bring(
        [card(debate.id, ADA, "Ada's words"), card(debate.id, BEN, "Ben's words")]
    )
    await records.record("c1", ADA, "start", debate.id, NOW)

    counts = await privacy.show(ADA)
    text = await privacy.export(ADA, NOW)

    assert {name: n for name, n in counts.items() if n} == {
        "ballots": 1,
        "contributions": 1,
        "moderator_actions": 1,
    }
    stored = json.loads(text)["stored"]
    assert set(stored) == set(metadata.tables)
    assert [(row["debate"], row["choice"]) for row in stored["ballots"]] == [(debate.id, "Against")]
    assert stored["contributions"][0]["text"] == "Ada's words"
    assert stored["moderator_actions"][0]["at"] == NOW.isoformat()
    assert "Ben" not in text
    assert BEN not in text


async def test_erasing_takes_one_member_out_and_nobody_else(
    records: Records, box: Box, engine: AsyncEngine, privacy: PrivacyService
) -> None:
    debate = await records.add(spec(), NOW)
    paused = await records.add(spec(), NOW)
    for member in (ADA, BEN):
        await cast(box, debate.id, member, "vote", "for", NOW)
        await cast(box, paused.id, member, "vote", "for", NOW)
        await Records(engine).bring(
            [card(debate.id, member, f"Card of {member}", Standing.APPROVED)]
        )
        await records.record("c1", member, "start", debate.id, NOW)
    assert await records.move(paused, State.PAUSED, paused_at=NOW)

    erased = await privacy.erase(ADA)
    again = await privacy.erase(ADA)

    assert {name: n for name, n in erased.counts.items() if n} == {
        "ballots": 2,
        "contributions": 1,
        "moderator_actions": 1,
    }
    assert erased.debates == (debate.id, paused.id)
    assert again.whole == 0
    assert not any((await privacy.show(ADA)).values())
    assert len(await rows(engine, ballots)) == 2
    assert [row["author"] for row in await rows(engine, contributions)] == [BEN]
    assert sorted(row["moderator"] for row in await rows(engine, moderator_actions)) == ["", BEN]
    assert (await privacy.show(BEN))["ballots"] == 2


async def test_after_the_close_ballots_go_while_the_result_and_published_words_stay(
    records: Records,
    box: Box,
    engine: AsyncEngine,
    debates: UseCases,
    privacy: PrivacyService,
) -> None:
    debate = await records.add(spec(), NOW)
    for number, choice in enumerate(["for"] * 6 + ["against"] * 3):
        await cast(box, debate.id, str(int(ADA) + number), "vote", choice, NOW)
    standings = (Standing.APPROVED, Standing.WAITING, Standing.RETURNED, Standing.REJECTED)
    await Records(engine).bring(
        [card(debate.id, ADA, f"A card that is {standing}", standing) for standing in standings]
    )
    result = (await debates.close(debate.id, by="mod", now=NOW)).result

    erased = await privacy.erase(ADA)

    assert (erased.counts["ballots"], erased.counts["contributions"], erased.debates) == (1, 4, ())
    assert await records.result(debate.id) == result
    assert [
        (row["text"], row["author"], row["note"]) for row in await rows(engine, contributions)
    ] == [("A card that is approved", "", "")]


async def test_once_the_key_is_gone_nothing_is_found_any_more(
    records: Records, box: Box, debates: UseCases, privacy: PrivacyService
) -> None:
    debate = await records.add(spec(), NOW)
    await cast(box, debate.id, ADA, "vote", "for", NOW)
    await debates.close(debate.id, by="mod", now=NOW)

    await debates.sweep(NOW + timedelta(hours=23))
    before = (await privacy.show(ADA))["ballots"]
    await debates.sweep(NOW + timedelta(hours=25))

    assert before == 1
    assert not any((await privacy.show(ADA)).values())


async def test_a_failed_erasure_erases_nothing(
    records: Records, box: Box, engine: AsyncEngine, data: SqlPersonalData
) -> None:
    debate = await records.add(spec(), NOW)
    await cast(box, debate.id, ADA, "vote", "for", NOW)

    async def fail(*_: object) -> int:
        raise OSError

    with pytest.raises(UnavailableError):
        await SqlPersonalData(
            engine, {**HANDLERS, "moderator_actions": Handler(data.held, fail)}
        ).erase(ADA)  # type: ignore[arg-type]

    assert len((await data.held(ADA))["ballots"]) == 1


async def test_many_running_debates_are_searched_and_erased_within_three_seconds(
    records: Records, box: Box, privacy: PrivacyService
) -> None:
    made = [await records.add(spec(), NOW) for _ in range(450)]
    for debate in made:
        await cast(box, debate.id, ADA, "vote", "for", NOW)
    begun = time.process_time()

    shown = (await privacy.show(ADA))["ballots"]
    erased = await privacy.erase(ADA)

    assert (shown, erased.counts["ballots"]) == (450, 450)
    assert time.process_time() - begun < 3


async def test_an_erased_vote_counts_as_withdrawn_for_the_live_tally(
    records: Records, box: Box, debates: UseCases, data: SqlPersonalData
) -> None:
    debate = await records.add(spec(hidden=False), NOW)
    await cast(box, debate.id, ADA, "vote", "for", NOW)
    told = []

    await PrivacyService(
        data, Memory(), lambda debate, member: told.append((debate, member))
    ).erase(ADA)

    assert told == [(debate.id, ADA)]


async def test_what_is_remembered_of_a_talk_is_told_and_forgotten(data: SqlPersonalData) -> None:
    memory = Memory()
    memory.keep(ADA, "p1", GONE, NOW)
    privacy = PrivacyService(data, memory)

    assert (await privacy.show(ADA))["memory"] == 1
    assert (await privacy.erase(ADA)).counts["memory"] == 1
    assert memory.turns(ADA, "p1", NOW) == ()
