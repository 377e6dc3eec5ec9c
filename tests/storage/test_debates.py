"""Votes are never lost, doubled or counted after the close, on both databases."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Ending, State
from bot.errors import UnavailableError
from tests.storage.conftest import NOW, cast, spec, take_back
from tests.storage.use_cases import Box, Records, UseCases


async def _vote_all(box: Box, debate: int, choices: Sequence[str]) -> list[bool]:
    return await asyncio.gather(
        *(cast(box, debate, f"m{n}", "vote", choice, NOW) for n, choice in enumerate(choices))
    )


async def test_a_debate_is_read_back_as_it_was_stored(records: Records) -> None:
    debate = await records.add(spec(), NOW)

    assert await records.get(debate.id) == debate
    assert (debate.state, debate.rev, debate.due_at) == (State.OPEN, 1, NOW + timedelta(hours=1))


async def test_the_last_vote_of_a_member_counts_once(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)

    for choice in ("for", "against", "against"):
        assert await cast(box, debate.id, "ada", "vote", choice, NOW)

    assert await box.counts(debate.id, "vote") == {"against": 1}
    assert (await box.answers(debate.id, "ada"))["vote"].choice == "against"


async def test_two_hundred_votes_at_once_by_fifty_members_are_fifty_ballots(
    records: Records, box: Box
) -> None:
    debate = await records.add(spec(), NOW)

    stored = await asyncio.gather(
        *(
            cast(box, debate.id, f"m{n % 50}", "vote", ("for", "against")[n % 2], NOW)
            for n in range(200)
        )
    )

    assert all(stored)
    assert await box.voters(debate.id) == 50


async def test_a_withdrawn_vote_is_gone(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)
    await cast(box, debate.id, "ada", "vote", "for", NOW)

    assert await take_back(box, debate.id, "ada", "vote")
    assert not await take_back(box, debate.id, "ada", "vote")
    assert await box.voters(debate.id) == 0


async def test_a_vote_after_the_deadline_or_the_close_is_not_counted(
    records: Records, box: Box
) -> None:
    debate = await records.add(spec(), NOW)

    assert not await cast(box, debate.id, "late", "vote", "for", NOW + timedelta(hours=1))
    assert await records.close(debate, NOW)
    assert not await cast(box, debate.id, "later", "vote", "for", NOW)
    assert await box.voters(debate.id) == 0


async def test_the_published_result_is_the_accepted_ballots(
    records: Records, box: Box, debates: UseCases
) -> None:
    debate = await records.add(spec(), NOW)
    await _vote_all(box, debate.id, ["for"] * 6 + ["against"] * 3)

    result = (await debates.close(debate.id, by="mod", now=NOW)).result

    assert result is not None
    assert result == await records.result(debate.id)
    assert (result.ending, result.winner, result.margin, result.turnout) == (
        Ending.WON,
        "for",
        3,
        9,
    )
    assert dict(result.counts) == {"for": 6, "against": 3, "undecided": 0}


async def test_of_many_closers_one_closes(records: Records) -> None:
    debate = await records.add(spec(), NOW)

    closed = await asyncio.gather(*(records.close(debate, NOW) for _ in range(8)))

    assert sum(one is not None for one in closed) == 1


async def test_votes_racing_the_close_are_counted_or_refused_never_both(
    records: Records, box: Box, debates: UseCases
) -> None:
    debate = await records.add(spec(), NOW)
    votes = [
        asyncio.create_task(cast(box, debate.id, f"m{n}", "vote", "for", NOW)) for n in range(300)
    ]
    await asyncio.sleep(0.005)

    result = (await debates.close(debate.id, by="mod", now=NOW)).result

    accepted = sum(await asyncio.gather(*votes))
    assert result is not None
    assert (result.turnout or 0) == (accepted if accepted >= 10 else 0)
    assert await box.voters(debate.id) == accepted


async def test_a_transition_is_made_once(records: Records) -> None:
    debate = await records.add(spec(), NOW)

    paused = await asyncio.gather(
        *(records.move(debate, State.PAUSED, paused_at=NOW) for _ in range(5))
    )

    assert sum(row is not None for row in paused) == 1


async def test_due_debates_are_found_with_the_next_deadline(records: Records) -> None:
    first = await records.add(spec(length=timedelta(minutes=5)), NOW)
    await records.add(spec(), NOW)

    assert await records.next_due() == NOW + timedelta(minutes=5)
    assert (await records.unsettled())[0].id == first.id


async def test_a_ballot_holds_neither_member_nor_time_nor_order(
    records: Records, box: Box, engine: AsyncEngine
) -> None:
    debate = await records.add(spec(), NOW)
    members = [f"10000000000000{n:04}" for n in range(20)]
    for member in members:
        await cast(box, debate.id, member, "vote", "for", NOW)

    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM ballots"))).mappings().all()

    assert set(rows[0]) == {"debate_id", "question", "voter", "choice", "sealed"}
    assert all(bytes(row["voter"]).find(member.encode()) < 0 for row in rows for member in members)
    if engine.dialect.name == "sqlite":
        async with engine.connect() as connection:
            with pytest.raises(Exception, match="no such column: rowid"):
                await connection.execute(text("SELECT rowid FROM ballots"))


async def test_a_lost_database_is_told_to_every_voter_and_no_vote_hangs(
    records: Records, box: Box, engine: AsyncEngine
) -> None:
    debate = await records.add(spec(), NOW)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE ballots RENAME TO elsewhere"))

    answers = await asyncio.gather(
        *(cast(box, debate.id, f"m{n}", "vote", "for", NOW) for n in range(5)),
        return_exceptions=True,
    )

    assert all(isinstance(answer, UnavailableError) for answer in answers)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO ballots"))
    assert await cast(box, debate.id, "m1", "vote", "for", NOW)
