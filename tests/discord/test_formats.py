"""Statements, Discord's own polls, and debates that are planned, as moderators and members live
them.
"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.discord.client import discord_clock
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, board, cards, more, text_of


async def start(world: World, **options: Any) -> Any:
    started = await world.mod.slash(
        world.channel, "moderate start", **{"duration": "2h", **options}
    )
    assert "is open" in started.response.content, started.response.content
    return board(world)


async def test_statements_are_brought_moderated_served_and_summed_up(world: World) -> None:
    message = await start(
        world,
        motion="Where should the watching stop?",
        format="statements",
        options="Cash must stay | Cameras are fine",
    )
    form = await world.alice.click(message, label="Add a statement")
    brought = await world.alice.submit_modal(
        form, {"text": "Nobody should be scored for what they say"}
    )
    form = await world.bob.click(message, label="Add a statement")
    doubled = await world.bob.submit_modal(
        form, {"text": "nobody should be scored for what they say!"}
    )
    queue = await world.mod.slash(world.channel, "moderate queue")
    await world.mod.click(queue.response, label="Approve")
    assert "goes live once a moderator approves it" in brought.response.content
    assert "already said that" in doubled.response.content

    for n, voter in enumerate(
        [world.alice, world.bob, *(world.member(f"m{i}") for i in range(10))]
    ):
        shown = await voter.click(message, label="Answer statements")
        served = {shown.response.content.split("> ")[1]}
        for _ in range(3):
            shown = await voter.click(shown.response, label="▲ Agree" if n % 4 else "▼ Disagree")
            served |= set(shown.response.content.split("> ")[1:])
        assert len(served) == 3, "each statement is served once"
        assert "every statement so far (3)" in shown.response.content
    await world.env.advance_time(2 * 3600 + 1)

    result = text_of(board(world))
    assert "12 members answered 3 statements" in result
    assert "Too few members answered enough of them to look for groups" in result
    details = await world.alice.click(board(world), label="Details")
    assert "Nobody should be scored" in text_of(details.response)


async def test_least_seen_statements_are_served_first(world: World) -> None:
    message = await start(
        world, motion="Which ones?", format="statements", options="First of them | Second of them"
    )
    first = await world.alice.click(message, label="Answer statements")
    seen = first.response.content.split("> ")[1]
    await world.alice.click(first.response, label="◆ Pass")

    second = await world.bob.click(message, label="Answer statements")

    assert second.response.content.split("> ")[1] != seen


async def test_answers_to_statements_are_taken_back_together(world: World) -> None:
    message = await start(
        world, motion="Which ones?", format="statements", options="First of them | Second of them"
    )
    shown = await world.alice.click(message, label="Answer statements")
    await world.alice.click(shown.response, label="▲ Agree")

    gone = await more(world.alice, message, "Withdraw my answers")
    again = await more(world.alice, message, "Withdraw my answers")
    mine = await more(world.alice, message, "My vote")

    assert "withdrawn" in gone.response.content
    assert "You haven't voted" in again.response.content
    assert "Statements answered: 0" in mine.response.content


async def native_poll(world: World, duration: str) -> Any:
    """Discord's own poll on a drink, as it was posted."""
    await world.mod.slash(
        world.channel,
        "moderate start",
        motion="Which drink?",
        options="Tea | Coffee",
        format="native",
        duration=duration,
    )
    return next(m for m in world.channel.history() if m.poll)


async def test_discords_own_poll_is_posted_and_its_result_read_back(world: World) -> None:
    posted = await native_poll(world, "1h")
    voters = [world.member(f"m{n}") for n in range(4)]
    for voter, answer in zip(voters, itertools.cycle((1, 2, 1)), strict=False):
        await voter.vote(posted, answer=answer)

    await world.env.advance_time(3600 + 1)
    await world.env.advance_time(120)

    assert "Tea wins, 3 to 1." in text_of(board(world))
    past = await world.alice.slash(world.channel, "debates")
    assert "Tea wins" in past.response.content


async def test_a_native_poll_is_closed_early(world: World) -> None:
    posted = await native_poll(world, "5h")
    await world.alice.vote(posted, answer=2)

    await world.mod.slash(world.channel, "moderate close")
    await world.env.advance_time(120)

    assert "Coffee wins, 1 to 0." in text_of(board(world))


async def test_discords_own_poll_opens_no_form_that_it_could_only_refuse(world: World) -> None:
    await native_poll(world, "5h")

    pressed = await sim.press(world.env, world.alice, newest_poll(world), "debate:1:card:")

    assert pressed.modal is None
    assert "This debate doesn't take arguments" in pressed.response.content


def newest_poll(world: World) -> Any:
    return [one for one in world.channel.history() if one.poll][-1]


async def test_a_native_poll_of_half_an_hour_is_refused(world: World) -> None:
    said = await world.mod.slash(
        world.channel,
        "moderate start",
        motion="Which drink?",
        options="Tea|Coffee",
        format="native",
        duration="30m",
    )

    assert "whole hours" in said.response.content


async def test_a_planned_debate_opens_by_itself_and_again_a_week_later(world: World) -> None:
    planned = await world.mod.slash(
        world.channel,
        "moderate start",
        motion=MOTION,
        format="poll",
        duration="1h",
        opens="2h",
        weekly=True,
    )
    listed = await world.mod.slash(world.channel, "moderate series")
    assert "is planned for" in planned.response.content
    assert "Again every 7 days" in listed.response.content
    assert not cards(world)

    await world.env.advance_time(2 * 3600 + 1)
    assert "Vote until" in text_of(board(world))
    await world.env.advance_time(3601)
    assert "Too few votes" in text_of(board(world))
    await world.services.debating.catch_up.sweep(
        discord_clock() + timedelta(days=7)
    )  # a week of heartbeats takes the simulation minutes

    assert len(cards(world)) == 3
    assert "Vote until" in text_of(board(world))


async def test_a_planned_debate_is_cancelled_before_it_begins(world: World) -> None:
    await world.mod.slash(
        world.channel, "moderate start", motion=MOTION, format="poll", duration="1h", opens="2h"
    )
    offered = await world.mod.autocomplete(world.channel, "moderate cancel", "debate", "eye")
    cancelled = await world.mod.slash(world.channel, "moderate cancel", debate=offered[0]["value"])
    await world.env.advance_time(3 * 3600)

    assert "is cancelled" in cancelled.response.content
    assert not cards(world)


async def test_a_planned_debate_whose_channel_is_gone_is_given_up(world: World) -> None:
    elsewhere = world.guild.create_text_channel("elsewhere")
    await world.mod.slash(
        world.channel,
        "moderate start",
        motion=MOTION,
        format="poll",
        duration="1h",
        opens="2h",
        channel=elsewhere,
    )
    sim.delete_channel(world.env, elsewhere)

    await world.env.advance_time(2 * 3600 + 1)
    running = await world.services.debates.lists.open_debates(str(world.guild.id))

    assert not running


async def test_a_reminder_pings_nobody_unless_a_role_was_named(world: World) -> None:
    role = world.guild.create_role("Debaters")
    await start(world, motion=MOTION, format="poll", duration="1h", thread=False)
    await start(
        world, motion="Which drink?", options="Tea|Coffee", duration="1h", thread=False, remind=role
    )

    await world.env.advance_time(55 * 60)

    reminders = [m for m in world.channel.history() if "The vote ends" in m.content]
    assert len(reminders) == 2
    assert [[r.id for r in m.role_mentions] for m in reminders] in (
        [[], [role.id]],
        [[role.id], []],
    )


async def test_a_template_starts_as_its_file_says(world: World) -> None:
    await start(world, motion="where-are-the-limits", duration="7d")

    text = text_of(board(world))
    assert "Where should the watching stop?" in text
    assert sim.labels(board(world))[0] == "Answer statements"


async def test_an_author_is_told_by_direct_message_or_under_my_vote(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await start(world, motion="Which ones?", format="statements")
    for member, text in (
        (world.alice, "Shops may know what I buy"),
        (world.bob, "Cash must stay possible"),
    ):
        form = await member.click(message, label="Add a statement")
        await member.submit_modal(form, {"text": text})
    queue = await world.mod.slash(world.channel, "moderate queue")
    await world.mod.click(queue.response, label="Approve")
    with sim.closed_direct_messages(monkeypatch):
        queue = await world.mod.slash(world.channel, "moderate queue")
        await world.mod.click(queue.response, label="Approve")

    told = sim.direct_messages(world.env, world.alice)
    mine = await more(world.bob, message, "My vote")

    assert "is live: “Shops may know what I buy”" in told
    assert "“Cash must stay possible”: live." in mine.response.content


async def test_a_debate_without_statements_asks_for_the_first(world: World) -> None:
    message = await start(world, motion="Which ones?", format="statements")

    shown = await world.alice.click(message, label="Answer statements")

    assert "makes yours the first" in shown.response.content


async def test_a_cancelled_native_poll_is_ended_and_takes_no_rules_it_cannot_keep(
    world: World,
) -> None:
    given = {"motion": "Which drink?", "options": "Tea|Coffee", "format": "native"}
    refused = await world.mod.slash(
        world.channel, "moderate start", duration="2h", member_days=3, **given
    )
    await world.mod.slash(world.channel, "moderate start", duration="2h", **given)
    await world.mod.slash(world.channel, "moderate cancel")

    (posted,) = [m for m in world.channel.history() if m.poll]
    assert "lets everyone vote" in refused.response.content
    assert posted.poll.is_finalised()


async def test_a_statement_that_was_handed_back_comes_back_into_its_form(world: World) -> None:
    message = await start(world, motion="Which ones?", format="statements")
    form = await world.alice.click(message, label="Add a statement")
    await world.alice.submit_modal(form, {"text": "Cash must stay possible"})
    queue = await world.mod.slash(world.channel, "moderate queue")
    ask = await world.mod.click(queue.response, label="Ask for a change")
    await world.mod.submit_modal(ask, {"note": "Where?"})
    mine = await more(world.alice, message, "My vote")

    form = await world.alice.select(mine.response, values=["1"])

    (field,) = [one["component"] for one in form.modal["components"]]
    assert field["value"] == "Cash must stay possible"
    assert field["max_length"] == 140
    refused = await world.alice.submit_modal(form, {"text": "https://example.com is best"})
    assert sim.labels(refused.response) == ["Try again"]


async def test_one_undecided_more_is_no_winner_of_a_vote(world: World) -> None:
    message = await start(world, motion=MOTION, format="poll", duration="1h")
    for n in range(7):
        side = "◆ Undecided" if n else "▲ For"
        await world.member(f"m{n}").click(message, label=side)

    await world.mod.slash(world.channel, "moderate close")

    assert "Of the rest, For leads, 1 to 0." in text_of(board(world))


async def test_turnout_moves_while_the_tally_is_hidden(world: World) -> None:
    message = await start(world, motion=MOTION, format="poll", duration="1h")
    for n in range(12):
        await world.member(f"m{n}").click(message, label="▲ For")

    await world.env.advance_time(61)

    assert "About 10 votes so far." in text_of(board(world))
    assert "▲ For 1" not in text_of(board(world))
