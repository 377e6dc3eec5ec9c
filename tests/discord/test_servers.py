"""What was kept of a server is deleted some time after the bot has left it, and kept when it comes
back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.client import discord_clock
from bot.adapters.discord.server.servers_cog import ServersCog
from bot.services.server.settings import PROMPTS
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from bot.storage.tables import left_communities
from tests.discord import sim
from tests.discord.conftest import World, new_bot


async def left(engine: AsyncEngine) -> dict[str, date]:
    async with engine.connect() as connection:
        return {
            row.community: row.left_on for row in await connection.execute(select(left_communities))
        }


async def test_a_server_that_removes_the_bot_loses_its_data_after_a_month(
    world: World, engine: AsyncEngine
) -> None:
    settings, community = world.services.settings, str(world.guild.id)
    await world.mod.slash(world.channel, "settings prompts", on=False)

    await sim.kick_bot(world.env, world.guild)
    day = datetime.combine((await left(engine))[community], time(), UTC)
    await SqlRetention(engine).purge(day + timedelta(days=29))
    before = await settings.is_on(community, PROMPTS)
    await SqlRetention(engine).purge(day + timedelta(days=31))

    assert (before, await settings.is_on(community, PROMPTS)) == (False, True)


async def test_a_removal_that_was_missed_is_found_at_the_next_start(
    world: World, engine: AsyncEngine
) -> None:
    for community in ("77", "terminal", str(world.guild.id)):
        settings = SqlSettings(engine)
        await settings.keep(community, "prompts_off", "off", by="m", now=datetime.now(UTC))

    await world.restart()

    assert set(await left(engine)) == {"77"}


async def test_a_server_that_comes_back_is_no_longer_left(
    world: World, engine: AsyncEngine
) -> None:
    await SqlRetention(engine).note_left(str(world.guild.id), discord_clock())
    cog = world.bot.get_cog(ServersCog.__cog_name__)

    await cog.note_joined(world.bot.get_guild(world.guild.id))

    assert not await left(engine)


async def test_a_shard_looks_after_its_own_servers_only(world: World) -> None:
    bot = new_bot(world.services, world.wording, shard_ids=[1], shard_count=2)

    assert [bot.serves(str(shard << 22)) for shard in range(4)] == [False, True, False, True]
