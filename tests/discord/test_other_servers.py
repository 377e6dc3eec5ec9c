"""A member of another server who names a debate that isn't theirs finds none."""

from __future__ import annotations

import discord
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import cast, start
from tests.discord.test_forged_components import ids_of, rows_of, said_to

_REFUSALS = (
    "debate.refused.unknown",
    "debate.refused.statement_gone",
    "debate.refused.not_yours",
    "discord.debate.queue.empty",
)
_OWN = (
    "debate.refused.length",
    "moderate.new.gone",
    "moderate.new.lost",
    "moderate.proposal.gone",
    "moderate.proposal.kept",
    "moderate.report.ask",
)
"""What is said of one's own server, or before anything is looked up."""


async def test_a_debate_of_another_server_is_an_unknown_one(
    world: World, engine: AsyncEngine
) -> None:
    message = await start(world)
    await cast(world, message, "For", 2)
    elsewhere = world.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    rights = discord.Permissions(manage_messages=True)
    moderators = elsewhere.create_role("Mods", permissions=rights)
    intruder = elsewhere.add_member(world.env.create_user("intruder"), roles=[moderators])
    refusals = {world.wording.say(key) for key in (*_REFUSALS, *_OWN)}
    # The intruder's own motion, proposed to their own server twice.
    refusals.add(world.wording.say("debate.refused.duplicate", other="A text of mine"))
    shown = await intruder.slash(channel, "help")
    before = await rows_of(engine)

    said = {}
    for one in ids_of("1"):
        await world.env.advance_time(1)  # nobody clicks faster than the bot can keep up
        told = await said_to(world, intruder, shown.response, one)
        told = told.removeprefix(sim.text_of(shown.response)).strip()
        said[one] = told.replace("\n> A text of mine", "")  # what was typed into a form

    assert {text for text in said.values() if text not in refusals} == set()
    assert await rows_of(engine) == before
