"""The thread beside a debate, and prompts when it falls quiet."""

from __future__ import annotations

from typing import Any

import discord

from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, start

HOUR = 3600


def said_by_bot(world: World, thread: Any) -> list[str]:
    return [m.content for m in thread.history() if m.author.id == world.bot.user.id]


async def test_thread_opens_with_a_cited_brief_of_both_sides(world: World) -> None:
    await start(world)

    (thread,) = world.channel.threads
    brief = "\n".join(said_by_bot(world, thread))
    assert thread.name == MOTION
    assert all(
        part in brief
        for part in (
            "What the article is about",
            "case for more watching",
            "case against it",
            "[1]",
            ", passage ",
        )
    )


async def test_debate_can_be_closed_from_its_thread(world: World) -> None:
    await start(world)

    closed = await world.mod.slash(world.channel.threads[0], "moderate close")

    assert "is closed" in closed.response.content


async def test_quiet_thread_gets_one_prompt_and_no_second_before_somebody_speaks(
    world: World,
) -> None:
    await start(world, duration="2d")
    (thread,) = world.channel.threads
    brief = len(said_by_bot(world, thread))

    await world.env.advance_time(HOUR + 600)
    once = len(said_by_bot(world, thread))
    await world.env.advance_time(HOUR + 600)
    still = len(said_by_bot(world, thread))
    await world.alice.send(thread, "I think so.")
    await world.env.advance_time(HOUR + 600)
    twice = len(said_by_bot(world, thread))

    assert (once - brief, still - once, twice - still) == (1, 0, 1)


async def test_busy_thread_gets_no_prompt(world: World) -> None:
    await start(world, duration="2d")
    (thread,) = world.channel.threads
    brief = len(said_by_bot(world, thread))

    for _ in range(4):
        await world.env.advance_time(HOUR / 2)
        await world.alice.send(thread, "More to say.")

    assert len(said_by_bot(world, thread)) == brief


async def test_prompts_can_be_switched_off(world: World) -> None:
    switched = await world.mod.slash(world.channel, "settings prompts", on=False)
    await start(world, duration="2d")
    (thread,) = world.channel.threads
    brief = len(said_by_bot(world, thread))

    await world.env.advance_time(HOUR + 600)

    assert "no discussion prompts" in switched.response.content
    assert len(said_by_bot(world, thread)) == brief


async def test_deleted_thread_leaves_the_debate_running(world: World) -> None:
    message = await start(world, duration="2d")
    sim.delete_channel(world.env, world.channel.threads[0])

    await world.env.advance_time(HOUR + 600)
    counted = await world.alice.click(message, label="▲ For")

    assert "Counted" in counted.response.content


async def test_debate_starts_without_a_thread_where_threads_are_forbidden(world: World) -> None:
    deny = discord.PermissionOverwrite(create_public_threads=False)
    sim.overwrite(world.env, world.channel, world.bot.user.id, deny)

    started = await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, duration="1d", format="poll"
    )

    assert "is open" in started.response.content
    assert "Create Public Threads" in started.response.content
    assert not world.channel.threads
