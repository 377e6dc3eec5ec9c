"""No debate goes on for ever, so no ballot is kept for ever."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Ending, State
from bot.errors import DebateError
from tests.storage.conftest import NOW, cast, spec
from tests.storage.test_theft import tables
from tests.storage.use_cases import Box, Records, UseCases

DAY = timedelta(days=1)


async def voted(records: Records, box: Box) -> int:
    """A debate of three days with seven votes."""
    debate = await records.add(spec(length=3 * DAY), NOW)
    for n in range(7):
        await cast(box, debate.id, str(n), "vote", ("for", "against")[n % 3 == 0], NOW)
    return debate.id


@pytest.mark.parametrize("has_engine", [False, True])
async def test_a_pause_nobody_ends_closes_with_the_votes_cast_and_is_forgotten(
    debates: UseCases,
    records: Records,
    box: Box,
    engine: AsyncEngine,
    has_engine: bool,
) -> None:
    debate = await voted(records, box)
    await debates.pause(debate, by="mod", now=NOW + DAY)
    paused = (await debates.get(debate)).state
    carried_out = []

    for day in (30, 32, 34):
        now = NOW + day * DAY
        if has_engine:
            carried_out.append(await debates.sweep_beside_engine(now, overdue_at=now))
        else:
            await debates.sweep(now)
        if day == 30:
            assert (await debates.get(debate)).state is State.PAUSED

    result = (await debates.view(debate)).result
    assert paused is State.PAUSED
    assert result
    assert (result.ending, result.turnout) == (Ending.WON, 7)
    assert (await tables(engine))["ballots"] == []
    assert not any(carried_out)


async def test_extending_again_and_again_ends_after_ninety_days(
    debates: UseCases, records: Records, box: Box
) -> None:
    debate, now = await voted(records, box), NOW
    for _ in range(2):
        now = (await debates.get(debate)).due_at - timedelta(hours=1)
        await debates.extend(debate, 30 * DAY, by="mod", now=now)

    with pytest.raises(DebateError, match="too_long_in_all"):
        await debates.extend(debate, 30 * DAY, by="mod", now=now + 29 * DAY)
    assert (await debates.get(debate)).due_at <= NOW + 90 * DAY


async def test_one_that_was_extended_for_years_before_ends_now(
    debates: UseCases, records: Records, box: Box
) -> None:
    debate = await debates.get(await voted(records, box))
    await records.move(debate, State.OPEN, due_at=NOW + 430 * DAY)

    await debates.sweep(NOW + 91 * DAY)

    assert (await debates.get(debate.id)).state is State.CLOSED


async def test_pausing_and_resuming_does_not_go_beyond_the_longest_life(
    debates: UseCases, records: Records, box: Box
) -> None:
    debate = await voted(records, box)
    for day in (1, 30, 59.5):
        await debates.pause(debate, by="mod", now=NOW + day * DAY)
        await debates.resume(debate, by="mod", now=NOW + (day + 29) * DAY)

    assert (await debates.get(debate)).due_at == NOW + 90 * DAY
