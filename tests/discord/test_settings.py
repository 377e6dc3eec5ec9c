"""A server's settings and the maintainers' view."""

from __future__ import annotations

from typing import Any

import discord

from tests.discord import shown, sim
from tests.discord.conftest import World
from tests.discord.test_debate import board

OWNERS = discord.Permissions(manage_guild=True, manage_messages=True)


async def test_prompts_are_for_moderators_to_switch(world: World) -> None:
    assert "settings" not in world.alice.available_commands(world.channel)
    await shown.offer(world, "settings", world.alice)
    refused = await world.alice.slash(world.channel, "settings prompts", on=True)
    done = await world.mod.slash(world.channel, "settings prompts", on=True)

    assert "Only moderators" in refused.response.content
    assert "at most one an hour" in done.response.content


async def test_everyone_cannot_be_made_moderators(world: World) -> None:
    owner = world.guild.create_role("Owner", permissions=OWNERS)
    dora = world.member("dora", roles=[owner])

    refused = await dora.slash(world.channel, "settings moderators", role=world.guild.default_role)
    cleared = await dora.slash(world.channel, "settings moderators")

    assert "everybody" in refused.response.content
    assert "Manage Messages" in cleared.response.content


async def test_deleted_moderator_role_moderates_no_more(world: World) -> None:
    owner = world.guild.create_role("Owner", permissions=OWNERS)
    stewards = world.guild.create_role("Stewards")
    dora, carol = world.member("dora", roles=[owner]), world.member("carol", roles=[stewards])
    await dora.slash(world.channel, "settings moderators", role=stewards)
    await world.bot.get_guild(world.guild.id).get_role(stewards.id).delete()

    await shown.offer(world, "settings", carol)
    refused = await carol.slash(world.channel, "settings prompts", on=True)

    assert "Only moderators" in refused.response.content


async def _owner(world: World) -> Any:
    role = world.guild.create_role("Owner", permissions=discord.Permissions.all())
    return world.member("olga", roles=[role])


async def test_settings_are_set_shown_and_taken_back(world: World) -> None:
    hall = world.guild.create_text_channel("hall")
    owner = await _owner(world)
    await owner.slash(world.channel, "settings format", value="oxford")
    await owner.slash(world.channel, "settings length", value="2 days")
    await owner.slash(world.channel, "settings voters", value=20)
    await owner.slash(world.channel, "settings channel", channel=hall)

    listed = (await world.mod.slash(world.channel, "settings show")).response
    taken = await world.mod.slash(world.channel, "settings length")
    await shown.offer(world, "settings", world.alice)
    stranger = await world.alice.slash(world.channel, "settings show")

    assert listed.ephemeral
    for words in ("held as oxford", "lasts 2d ", "from 20 voters on", f"<#{hall.id}>"):
        assert words in shown.words(listed)
    assert "lasts the usual time" in taken.response.content
    assert "Only moderators" in stranger.response.content


async def test_a_debate_takes_over_the_servers_settings(world: World) -> None:
    hall = world.guild.create_text_channel("hall")
    owner = await _owner(world)
    await owner.slash(world.channel, "settings format", value="oxford")
    await owner.slash(world.channel, "settings voters", value=20)
    await owner.slash(world.channel, "settings channel", channel=hall)

    started = await world.mod.slash(world.channel, "moderate start", motion="Cash must stay.")
    named = await world.mod.slash(
        world.channel,
        "moderate start",
        motion="Cash must go.",
        channel=world.channel,
        format="poll",
    )

    debates = await world.services.debates.lists.open_debates(str(world.guild.id))
    there = {debate.motion: (debate.place, debate.format, debate.voters) for debate in debates}
    assert there["Cash must stay."] == (str(hall.id), "oxford", 20)
    assert there["Cash must go."] == (str(world.channel.id), "poll", 20)
    assert f"/{hall.id}/" in started.response.content
    assert f"/{world.channel.id}/" in named.response.content


async def test_a_debate_channel_that_is_gone_is_told(world: World) -> None:
    hall = world.guild.create_text_channel("hall")
    await world.mod.slash(world.channel, "settings channel", channel=hall)
    sim.delete_channel(world.env, hall)

    refused = await world.mod.slash(world.channel, "moderate start", motion="Cash must stay.")

    assert "channel for debates is gone" in refused.response.content


async def test_only_who_manages_the_server_says_from_how_many_voters_on(world: World) -> None:
    refused = await world.mod.slash(world.channel, "settings voters", value=20)
    owner = await _owner(world)
    few = await owner.slash(world.channel, "settings voters", value=2)

    assert "Manage Server" in refused.response.content
    assert "between 3 and" in few.response.content


async def test_moderators_hear_of_the_first_text_that_waits(world: World) -> None:
    office = world.guild.create_text_channel("office")
    await world.mod.slash(world.channel, "settings moderators_channel", channel=office)
    await world.mod.slash(
        world.channel, "moderate start", motion="Where is the limit?", format="statements"
    )

    for text in ("Cash must stay a right for everyone", "No cameras in schools, ever again"):
        form = await world.alice.click(board(world), label="Add a statement")
        await world.alice.submit_modal(form, {"text": text})

    panel, told = office.history()
    assert "waiting for a moderator in debate 1, “Where is the limit?”" in told.content
    assert "2 waiting" in sim.text_of(panel)
    assert "Queue (2)" in sim.labels(panel)
