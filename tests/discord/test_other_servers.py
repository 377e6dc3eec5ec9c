"""Ids in components that name another server's debate or text: refused as unknown, with nothing
changed there and nothing told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import discord_clock
from bot.adapters.discord.debate.components.actions import all_actions
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import FOR_AGAINST
from bot.debate.models import Spec
from bot.storage.tables import ballots, contributions, debates
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import start

OTHER, SECRET = "999000000000000001", "The motion of another server"
_ARGUMENTS = ("", "for", "1", "1:agree", "final:for")


@pytest.fixture
async def foreign(world: World) -> int:
    """A debate of another server on the same database, with a vote and an argument that waits."""
    debating = world.services.debating
    assert debating
    wish = Spec(OTHER, "1", SECRET, timedelta(days=2), options=FOR_AGAINST)
    async with debating.transactions.writing() as work:
        debate = await work.debates.add(wish, discord_clock())
        card = Contribution(0, debate.id, Kind.ARGUMENT, SECRET, "for", author="5")
        waits = await work.contributions.add(card)
        shown = Contribution(
            0, debate.id, Kind.ARGUMENT, SECRET, "for", standing=Standing.APPROVED, author="5"
        )
        await work.contributions.add(shown)
    assert waits.id == 1
    return debate.id


async def rows(engine: AsyncEngine) -> list[tuple[Any, ...]]:
    """All that could have been changed."""
    async with engine.connect() as connection:
        return [
            tuple(row)
            for table in (debates, ballots, contributions)
            for row in await connection.execute(select(table))
        ]


@pytest.mark.expects_errors
@pytest.mark.parametrize("act", sorted(all_actions()))
async def test_a_forged_component_reaches_no_other_server(
    world: World, engine: AsyncEngine, foreign: int, act: str
) -> None:
    message = await start(world)
    before = await rows(engine)

    for argument in _ARGUMENTS:
        custom_id = f"debate:{foreign}:{act}:{argument}".rstrip(":")
        for who in (world.mod, world.alice):
            result = await sim.press(world.env, who, message, custom_id)
            if result.modal:
                names = [part["component"]["custom_id"] for part in result.modal["components"]]
                result = await who.submit_modal(
                    result, {name: "for" if name == "side" else "A text of mine" for name in names}
                )
            said = [one for one in (result.response, *result.followups) if one]
            assert SECRET not in " ".join(str(_text(one)) for one in said)

    assert await rows(engine) == before


async def test_a_command_that_names_another_servers_debate_finds_none(
    world: World, engine: AsyncEngine, foreign: int
) -> None:
    before = await rows(engine)

    for step in ("close", "cancel", "pause"):
        refused = await world.mod.slash(world.channel, f"debate {step}", debate=str(foreign))
        assert SECRET not in _text(refused.response)

    assert await rows(engine) == before


def _text(message: Any) -> str:
    embeds = "".join(f"{one.title} {one.description}" for one in message.embeds)
    return f"{message.content}{embeds}"
