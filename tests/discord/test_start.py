"""What moderators write when they start a debate: templates, lengths, openings, repetition."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.adapters.discord.client import discord_clock
from bot.debate.models import State
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, board, cards, text_of

TEMPLATES = [path.stem for path in sorted(Path("knowledge/eye-in-the-sky/motions").glob("*.yaml"))]


@pytest.mark.parametrize("name", TEMPLATES)
async def test_every_template_starts_without_a_length(world: World, name: str) -> None:
    started = await world.mod.slash(world.channel, "moderate start", motion=name)

    assert "is open" in started.response.content


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"duration": "1M"}, "could be minutes or months"),
        ({"opens": "20:00"}, "don't know your time zone"),
        ({"opens": "whenever"}, "Try 2h or 3d from now"),
        ({"duration": "1h/1h"}, "Only an Oxford debate takes several lengths"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_what_can(
    world: World, options: dict[str, str], said: str
) -> None:
    started = await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, format="poll", **options
    )

    assert said in started.response.content
    assert not cards(world)


async def test_a_month_is_a_month(world: World) -> None:
    await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, format="poll", duration="1 month"
    )

    debate = await world.services.debates.get(1)
    assert debate.due_at - debate.opened_at == timedelta(days=30)


async def test_a_weekly_debate_that_opens_now_opens_again_with_its_statements(
    world: World,
) -> None:
    await world.mod.slash(
        world.channel,
        "moderate start",
        motion="Where should it stop?",
        format="statements",
        options="Cash must stay | Cameras are fine",
        duration="1h",
        weekly=True,
    )
    listed = await world.mod.slash(world.channel, "moderate series")
    await world.env.advance_time(3601)
    assert "Again every 7 days" in listed.response.content

    await world.services.debating.catch_up.sweep(discord_clock() + timedelta(days=7))

    assert "Vote until" in text_of(board(world))
    shown = await world.alice.click(board(world), label="Answer statements")
    assert "of 2" in shown.response.content


async def test_a_weekly_debate_that_cannot_be_posted_is_not_held_again(world: World) -> None:
    deny = discord.PermissionOverwrite(send_messages=False)
    sim.overwrite(world.env, world.channel, world.bot.user.id, deny)

    await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, format="poll", duration="1h", weekly=True
    )

    assert not await world.services.debates.lists.scheduled(str(world.guild.id))
    assert (await world.services.debates.get(1)).state is State.CANCELLED
