"""A server's settings and the maintainers' view."""

from __future__ import annotations

import discord

from tests.discord.conftest import World


async def test_explain_is_for_moderators(world: World) -> None:
    refused = await world.alice.slash(world.channel, "kb explain", question="trust")
    shown = await world.mod.slash(world.channel, "kb explain", question="trust ``` @everyone")

    assert "Only moderators" in refused.response.content
    assert "outcome" in shown.response.content
    assert shown.response.content.count("```") == 2
    assert shown.response.ephemeral


async def test_prompts_are_for_moderators_to_switch(world: World) -> None:
    refused = await world.alice.slash(world.channel, "settings prompts", on=True)
    done = await world.mod.slash(world.channel, "settings prompts", on=True)

    assert "Only moderators" in refused.response.content
    assert "at most one an hour" in done.response.content


async def test_everyone_cannot_be_made_moderators(world: World) -> None:
    owner = world.guild.create_role("Owner", permissions=discord.Permissions(manage_guild=True))
    dora = world.member("dora", roles=[owner])

    refused = await dora.slash(world.channel, "settings moderators", role=world.guild.default_role)
    cleared = await dora.slash(world.channel, "settings moderators")

    assert "everybody" in refused.response.content
    assert "Manage Messages" in cleared.response.content


async def test_deleted_moderator_role_moderates_no_more(world: World) -> None:
    owner = world.guild.create_role("Owner", permissions=discord.Permissions(manage_guild=True))
    stewards = world.guild.create_role("Stewards")
    dora, carol = world.member("dora", roles=[owner]), world.member("carol", roles=[stewards])
    await dora.slash(world.channel, "settings moderators", role=stewards)
    await world.bot.get_guild(world.guild.id).get_role(stewards.id).delete()

    refused = await carol.slash(world.channel, "settings prompts", on=True)

    assert "Only moderators" in refused.response.content
