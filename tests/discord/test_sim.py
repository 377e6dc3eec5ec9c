"""The simulated Discord does what the stories rely on; a new simcord that doesn't fails
here first.
"""

from __future__ import annotations

from tests.discord import shown, sim
from tests.discord.conftest import World


async def test_members_can_speak_another_language(world: World) -> None:
    with sim.speaking("de"):
        record = await world.alice.slash(world.channel, "help")

    assert shown.words(record.response)
    assert sim._actors._interactions.base_payload.__name__ == "base_payload"


async def test_burst_clicks_are_all_answered(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="trust")
    ids = shown.ids(asked.response)

    results = await sim.burst(
        world.env, [(world.alice, ids[0]), (world.bob, ids[1])] * 3, asked.response.message
    )

    assert all(one.acknowledged and shown.words(one.response) for one in results)


async def test_bot_can_be_removed_from_a_server(world: World) -> None:
    await sim.kick_bot(world.env, world.guild)

    assert world.bot.get_guild(world.guild.id) is None
