"""How often the database is asked by what members and moderators do on Discord: all of it, with the
surface's own questions.
"""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.discord.conftest import World
from tests.discord.test_debate import cards, cast, start

MANY = 6


class Begun:
    """Counts the transactions that begin, also those that only read."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.count = 0
        event.listen(engine.sync_engine, "begin", self._one)

    def _one(self, _: object) -> None:
        self.count += 1


@pytest.mark.parametrize("command", ["moderate close", "moderate conclude", "moderate cancel"])
async def test_a_keystroke_takes_one_transaction(
    world: World, engine: AsyncEngine, command: str
) -> None:
    for number in range(MANY):
        await start(world)
        if number % 2:
            await world.mod.slash(world.channel, "moderate close", debate=str(number + 1))
    begun = Begun(engine)

    offered = await world.mod.autocomplete(world.channel, command, "debate", "eye")

    assert len(offered) == MANY // 2
    assert begun.count == 1


async def test_a_click_that_votes_takes_one_transaction(world: World, engine: AsyncEngine) -> None:
    message = await start(world)
    begun = Begun(engine)

    clicked = await world.alice.click(message, label="▲ For")

    assert "Counted" in clicked.response.content
    assert begun.count == 1


async def test_a_start_and_a_close_take_few_transactions(world: World, engine: AsyncEngine) -> None:
    """Beside the use case's own: what the server has set, and which debate is meant."""
    begun = Begun(engine)
    message = await start(world)
    started = begun.count
    await cast(world, message, "For", 4)
    begun.count = 0

    await world.mod.slash(world.channel, "moderate close")

    assert started <= 4
    assert begun.count <= 4


async def test_a_deadline_takes_few_transactions(world: World, engine: AsyncEngine) -> None:
    """Three, beside the looks for what is due, for keys that are over, and for what is due next."""
    message = await start(world, duration="1h")
    await cast(world, message, "For", 4)
    await world.env.advance_time(3_598)
    begun = Begun(engine)

    await world.env.advance_time(3)

    assert len(cards(world)) == 2
    assert begun.count <= 7
