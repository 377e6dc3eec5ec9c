"""What a debate was held in goes away under it: a clear private message, the state kept, the result
never doubled.
"""

from __future__ import annotations

import logging

import discord
import pytest

from bot.debate.models import State
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, board, cards, cast, start, text_of


async def test_deleted_message_is_posted_anew_with_the_result(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    sim.delete_message(world.env, message)

    closed = await world.mod.slash(world.channel, "moderate close")
    await world.env.advance_time(120)

    assert "closed" in closed.response.content
    results = cards(world)
    assert len(results) == 1
    assert "For wins, 3 to 1." in text_of(results[0])


async def test_deleted_channel_keeps_the_result_for_history(world: World) -> None:
    elsewhere = world.guild.create_text_channel("elsewhere")
    await world.mod.slash(
        world.channel,
        "moderate start",
        motion=MOTION,
        duration="10m",
        format="poll",
        channel=elsewhere,
    )
    await cast(world, elsewhere.history()[0], "For", 3)
    await cast(world, elsewhere.history()[0], "Against", 1)
    sim.delete_channel(world.env, elsewhere)

    await world.env.advance_time(700)
    past = await world.mod.slash(world.channel, "debates")

    assert "For wins, 3 to 1." in past.response.content


async def test_lost_permission_delays_the_announcement_until_it_is_given_back(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    message = await start(world, duration="10m")
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    deny = discord.PermissionOverwrite(view_channel=False)
    channel = world.bot.get_channel(world.channel.id)
    sim.overwrite(world.env, world.channel, world.bot.user.id, deny)

    await world.env.advance_time(700)
    (debate,) = [
        view.debate for view in await world.services.debates.lists.history(str(world.guild.id))
    ]
    sim.overwrite(world.env, world.channel, world.bot.user.id, discord.PermissionOverwrite())
    await world.env.advance_time(61)

    assert channel is not None
    assert debate.state is State.CLOSED
    assert debate.announced_at is None
    assert "not shown (debate.trouble.no_access)" in caplog.text
    assert "For wins, 3 to 1." in text_of(board(world))


async def test_a_refused_result_is_tried_ever_more_rarely_and_its_moderator_told_once(
    world: World,
) -> None:
    message = await start(world, duration="10m")
    await cast(world, message, "For", 3)
    sim.overwrite(
        world.env,
        world.channel,
        world.bot.user.id,
        discord.PermissionOverwrite(view_channel=False),
    )
    await world.env.advance_time(601)
    before = len(world.env.http_requests)

    for _ in range(24):
        await world.env.advance_time(3600)
    requests = len(world.env.http_requests) - before
    past = await world.mod.slash(world.channel, "debates")

    assert requests <= 20, "every 11 to 14 seconds would be thousands"
    assert sim.direct_messages(world.env, world.mod).count("I can't see the channel.") == 1
    assert "Not in its channel yet: I can't see the channel." in past.response.content


async def test_whoever_closes_a_debate_hears_that_its_result_is_not_shown(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    sim.overwrite(
        world.env,
        world.channel,
        world.bot.user.id,
        discord.PermissionOverwrite(view_channel=False),
    )

    closed = await world.mod.slash(world.channel, "moderate close")

    assert "is posted" not in closed.response.content
    assert "I can't see the channel" in closed.response.content


async def test_discord_down_at_the_close_is_made_up_for_once(world: World) -> None:
    message = await start(world, duration="10m")
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    world.env.inject_error("POST", "/channels/*/messages", status=503, times=2)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=503, times=2)

    await world.env.advance_time(1000)

    over, result = cards(world)
    assert "For wins, 3 to 1." in text_of(result)
    assert f"/{result.id})" in text_of(over), "an edit that failed is made up for, too"


async def test_missing_permission_is_named_before_anything_is_started(world: World) -> None:
    deny = discord.PermissionOverwrite(attach_files=False, embed_links=False)
    bare = world.guild.create_text_channel("bare", overwrites={world.bot.user: deny})

    started = await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, duration="1d", channel=bare
    )

    assert "“Embed Links”, “Attach Files” in #bare" in started.response.content
    assert not bare.history()
    assert not await world.services.debates.lists.open_debates(str(world.guild.id))


async def test_moderator_cannot_post_where_they_may_not_write(world: World) -> None:
    deny = discord.PermissionOverwrite(send_messages=False)
    hall = world.guild.create_text_channel("hall", overwrites={world.mod: deny})

    started = await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, duration="1d", channel=hall
    )

    assert "can't write in that channel yourself" in started.response.content


async def test_role_that_may_vote_is_asked_of_the_voter_at_the_click(world: World) -> None:
    readers = world.guild.create_role("Readers")
    carol = world.member("carol", roles=[readers])
    message = await start(world, role=readers)

    refused = await world.alice.click(message, label="▲ For")
    counted = await carol.click(message, label="▲ For")

    assert f"Only members with <@&{readers.id}> can vote" in refused.response.content
    assert "Counted" in counted.response.content


async def test_age_of_account_and_membership_is_asked_at_the_click(world: World) -> None:
    account = await start(world, account_days=30)
    too_young = await world.alice.click(account, label="▲ For")
    joined = await start(world, motion="Which drink?", options="Tea|Coffee", member_days=7)
    too_new = await world.alice.click(joined, label="Tea")

    assert "at least 30 days old" in too_young.response.content
    assert "at least 7 days ago" in too_new.response.content


async def test_voter_who_left_keeps_the_vote_counted(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await world.alice.click(message, label="▼ Against")
    world.guild.remove_member(world.alice)

    await world.mod.slash(world.channel, "moderate close")

    assert "For wins, 3 to 1." in text_of(board(world))


async def test_bot_removed_from_the_server_keeps_the_debate(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await start(world, duration="10m")
    await sim.kick_bot(world.env, world.guild)

    await world.env.advance_time(700)

    (view,) = await world.services.debates.lists.history(str(world.guild.id))
    assert view.debate.state is State.CLOSED
