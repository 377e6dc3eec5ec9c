"""A result that a process was about to show when it ended is shown by the next within seconds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Debate, View
from bot.services.debating.showing import LEASE
from tests.storage.conftest import NOW, spec
from tests.storage.use_cases import Records, UseCases

END = NOW + timedelta(hours=1)
SOON = timedelta(seconds=1)


class Surface:
    """Shows nothing until it is let; remembers what it showed."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()
        self.is_let = asyncio.Event()
        self.shown: list[int] = []

    async def announce(self, view: View, *, again: bool = False) -> str:
        self.is_asked.set()
        await self.is_let.wait()
        self.shown.append(view.debate.id)
        return "message"


@pytest.fixture
async def debate(records: Records) -> Debate:
    return await records.add(spec(), NOW)


async def test_a_process_that_is_told_to_stop_hands_it_back(
    engine: AsyncEngine, debate: Debate
) -> None:
    first, second = Surface(), Surface()
    second.is_let.set()
    closing = asyncio.create_task(UseCases(engine, announcer=first).settle(debate.id, END))
    await first.is_asked.wait()

    await UseCases(engine, announcer=second).sweep(END + SOON)
    before = list(second.shown)
    closing.cancel()
    await asyncio.wait({closing})
    await UseCases(engine, announcer=second).sweep(END + 2 * SOON)

    assert closing.cancelled()
    assert (before, second.shown) == ([], [debate.id])


async def test_one_that_was_killed_holds_it_for_seconds_only(
    engine: AsyncEngine, records: Records, debate: Debate
) -> None:
    surface = Surface()
    surface.is_let.set()
    await records.close(debate, END)
    assert await records.claim_result(debate.id, END, END + LEASE)

    next_process = UseCases(engine, announcer=surface)
    await next_process.sweep(END + SOON)
    before = list(surface.shown)
    await next_process.sweep(END + LEASE)

    assert timedelta(seconds=15) > LEASE
    assert (before, surface.shown) == ([], [debate.id])
