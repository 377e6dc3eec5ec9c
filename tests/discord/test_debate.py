"""A debate from its motion to its result, as moderator and members live it."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.shown import offer

MOTION = "We need an eye in the sky."


def cards(world: World, channel: Any = None) -> list[Any]:
    """The messages of debates and of their results, oldest first."""
    found = (channel or world.channel).history()
    return [m for m in found if m.flags.components_v2 and sim.parts(m)]


def board(world: World) -> Any:
    """The debate's message; once there is a result, that."""
    return cards(world)[-1]


def text_of(message: Any) -> str:
    """Everything a message says."""
    return sim.text_of(message)


SIDES = {"For": "▲ For", "Against": "▼ Against", "Undecided": "◆ Undecided"}


async def more(who: Any, message: Any, label: str) -> Any:
    """Press what is behind "⋯"."""
    opened = await who.click(message, label="⋯ More")
    return await who.click(opened.response, label=label)


async def start(world: World, **options: Any) -> Any:
    """A moderator starts a debate."""
    started = await world.mod.slash(
        world.channel,
        "moderate start",
        **{"motion": MOTION, "duration": "1d", "format": "poll", **options},
    )
    assert "is open" in started.response.content, started.response.content
    return board(world)


async def cast(world: World, message: Any, label: str, count: int, *, start: int = 0) -> None:
    """New members vote."""
    for n in range(start, start + count):
        voter = world.member(f"{label.lower()}{n}")
        clicked = await voter.click(message, label=SIDES.get(label, label))
        assert "Counted" in clicked.response.content


async def test_motion_is_posted_as_one_container_with_what_a_result_takes(world: World) -> None:
    message = await start(world)

    text = text_of(message)
    assert MOTION in text
    assert "<t:" in text
    assert "Nobody sees the tally before the close, not even moderators" in text
    assert "**① Vote** ▸ ② Result" in text
    assert "A result takes 3 votes, or 10 if everyone votes alike." in text
    assert all(f"{sign} " in text for sign in "▲▼"), "the article's strongest point a side"
    assert text.count(", passage ") >= 2
    assert sim.labels(message) == ["▲ For", "▼ Against", "◆ Undecided", "Arguments", "⋯ More"]
    styles = {part["style"] for part in sim.parts(message) if part["type"] == 2}
    assert len(styles) == 1, "a colour would take a side"
    assert len(message.components) == 1


async def test_debate_runs_from_votes_to_the_result_at_its_deadline(world: World) -> None:
    message = await start(world, duration="1h")
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    before = text_of(board(world))

    await world.env.advance_time(3601)

    after = text_of(board(world))
    assert "wins" not in before
    assert "For wins, 3 to 1." in after
    assert "```" not in after, "no table in the channel"
    over, result = cards(world)
    assert sim.labels(over) == []
    assert f"/{result.id})" in text_of(over)
    assert result.reference.message_id == over.id
    assert sim.labels(result) == ["Details", "Arguments", "My vote"]
    details = await world.alice.click(result, label="Details")
    assert details.response.ephemeral
    assert "For" in text_of(details.response)
    assert "For: 3 (75%)" in text_of(details.response)


async def test_vote_is_confirmed_in_private_and_can_change(world: World) -> None:
    message = await start(world)
    seen_before = len(world.channel.history(viewer=world.bob))

    first = await world.alice.click(message, label="▲ For")
    second = await world.alice.click(message, label="▼ Against")
    again = await world.alice.click(message, label="▼ Against")
    shown = await more(world.alice, message, "My vote")

    assert first.response.ephemeral
    assert first.response.content.startswith("Counted: For.")
    assert second.response.content.startswith("Changed to: Against.")
    assert again.response.content.startswith("Already counted: Against.")
    assert shown.response.content == "Your vote: Against."
    assert len(world.channel.history(viewer=world.bob)) == seen_before


async def test_result_carries_a_picture_with_alt_text(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)

    await world.mod.slash(world.channel, "moderate close")

    (picture,) = board(world).attachments
    assert picture.filename == "result.png"
    assert picture.description.startswith("Drawn: "), "what stands above it isn't told twice"
    assert len(picture.description) <= 1024
    (shown,) = [part for part in sim.parts(board(world)) if part["type"] == 12]
    assert shown["items"][0]["description"] == picture.description


async def test_withdrawn_vote_is_not_counted(world: World) -> None:
    message = await start(world)
    await world.alice.click(message, label="▲ For")

    gone = await more(world.alice, message, "Withdraw")
    shown = await more(world.alice, message, "My vote")
    twice = await more(world.alice, message, "Withdraw")

    assert "withdrawn" in gone.response.content
    assert shown.response.content == twice.response.content == "You haven't voted in this debate."


async def test_old_buttons_answer_after_a_restart(world: World) -> None:
    message = await start(world)
    await world.alice.click(message, label="▲ For")

    await world.restart()
    changed = await world.alice.click(message, label="▼ Against")

    assert changed.response.content.startswith("Changed to: Against.")


async def test_deadline_missed_while_down_closes_at_start(world: World) -> None:
    message = await start(world, duration="1h")
    await cast(world, message, "Against", 3)
    await cast(world, message, "For", 1)
    await world.bot.close()

    await world.env.advance_time(3 * 3600)
    late = text_of(board(world))
    await world.restart()

    assert "Vote until" in late
    assert "Against wins, 3 to 1." in text_of(board(world))


async def test_click_after_the_deadline_is_refused_even_before_the_closing(world: World) -> None:
    message = await start(world, duration="1h")
    await world.stop_deadlines()
    await world.env.advance_time(3601)

    clicked = await world.alice.click(message, label="▲ For")

    assert "votes no longer count" in clicked.response.content


async def test_moderator_closes_early(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)

    closed = await world.mod.slash(world.channel, "moderate close")

    assert closed.response.ephemeral
    assert "For wins, 3 to 1." in text_of(board(world))


async def test_too_few_voters_publish_no_numbers(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 2)

    await world.mod.slash(world.channel, "moderate close")

    assert "Too few votes to show a result" in text_of(board(world))
    assert "%" not in text_of(board(world))


async def test_members_who_do_not_moderate_are_refused(world: World) -> None:
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await world.alice.slash(world.channel, "moderate start", motion=MOTION)
    await offer(world, "moderate", world.alice)

    started = await world.alice.slash(world.channel, "moderate start", motion=MOTION, duration="1d")
    await start(world)
    closed = await world.alice.slash(world.channel, "moderate close")

    assert "Only moderators" in started.response.content
    assert started.response.ephemeral
    assert "Only moderators" in closed.response.content


async def test_role_named_in_settings_may_moderate(world: World) -> None:
    stewards = world.guild.create_role("Stewards")
    carol = world.member("carol", roles=[stewards])
    may = discord.Permissions(manage_guild=True, manage_messages=True)
    owner = world.guild.create_role("Owner", permissions=may)
    dora = world.member("dora", roles=[owner])

    refused = await world.mod.slash(world.channel, "settings moderators", role=stewards)
    named = await dora.slash(world.channel, "settings moderators", role=stewards)
    await offer(world, "moderate", carol)
    started = await carol.slash(world.channel, "moderate start", motion=MOTION, duration="1d")

    assert "Manage Server" in refused.response.content
    assert f"<@&{stewards.id}>" in named.response.content
    assert "is open" in started.response.content


async def test_pause_takes_no_votes_and_resume_keeps_the_time_left(world: World) -> None:
    message = await start(world, duration="20m")
    await world.env.advance_time(600)
    await world.mod.slash(world.channel, "moderate pause")
    refused = await world.alice.click(message, label="▲ For")
    await world.env.advance_time(3600)
    await world.mod.slash(world.channel, "moderate resume")

    await world.env.advance_time(500)
    counted = await world.alice.click(message, label="▲ For")
    await world.env.advance_time(101)

    assert "paused" in refused.response.content
    assert "Counted" in counted.response.content
    assert "Closed" in text_of(cards(world)[0])


async def test_extended_debate_closes_later(world: World) -> None:
    message = await start(world, duration="10m")

    extended = await world.mod.slash(world.channel, "moderate extend", by="10m")
    await world.env.advance_time(1000)
    still = await world.alice.click(message, label="▲ For")
    await world.env.advance_time(260)

    assert "Debate 1 now ends <t:" in extended.response.content
    assert "Counted" in still.response.content
    assert "Closed" in text_of(cards(world)[0])


async def test_cancelled_debate_has_no_result_and_no_buttons(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)

    await world.mod.slash(world.channel, "moderate cancel")

    assert "Cancelled" in text_of(board(world))
    assert "For wins" not in text_of(board(world))
    assert sim.labels(board(world)) == []


async def test_conclusion_is_posted_with_the_result(world: World) -> None:
    await start(world)
    await world.mod.slash(world.channel, "moderate close")

    form = await world.mod.slash(world.channel, "moderate conclude")
    done = await world.mod.submit_modal(
        form, {"text": "We agreed to watch the watchers. @everyone"}
    )

    assert "is up with its result" in done.response.content
    assert "watch the watchers" in text_of(board(world))
    assert not board(world).mention_everyone


async def test_live_tally_appears_from_ten_votes_on(world: World) -> None:
    message = await start(world, motion="Which drink?", options="Tea | Coffee", live=True)
    await cast(world, message, "Tea", 9)
    await world.env.advance_time(11)
    before = text_of(board(world))
    await cast(world, message, "Coffee", 6)
    await world.env.advance_time(11)
    await cast(world, message, "Tea", 3, start=9)
    await world.env.advance_time(11)
    after = text_of(board(world))
    await world.alice.click(message, label="Tea")
    await world.env.advance_time(11)

    assert "Fewer than ten votes" in before
    assert "A Tea     60% ██████" in after
    assert text_of(board(world)) == after, "a refresh after a single vote would show that vote"


async def test_two_hundred_concurrent_clicks_of_fifty_members_give_fifty_ballots(
    world: World,
) -> None:
    message = await start(world)
    members = [world.member(f"m{n}") for n in range(50)]
    ids = sim.custom_ids(message)

    clicks = [(member, ids[0 if turn == 3 else 1]) for turn in range(4) for member in members]
    results = await sim.burst(world.env, clicks, message)
    await world.mod.slash(world.channel, "moderate close")

    assert all(result.response.content for result in results)
    assert "For wins, 50 to 0." in text_of(board(world))


async def test_motions_come_by_autocomplete_from_the_pack(world: World) -> None:
    offered = await world.mod.autocomplete(world.channel, "moderate start", "motion", "eye")
    lengths = await world.mod.autocomplete(world.channel, "moderate start", "duration", "3")

    assert [choice["value"] for choice in offered] == ["eye-in-the-sky"]
    assert [choice["value"] for choice in lengths] == ["3m", "3h", "3d", "3w"]


async def test_history_and_results_show_what_was_closed(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    await world.mod.slash(world.channel, "moderate close")

    past = await world.alice.slash(world.channel, "debates")
    result = await world.bob.slash(world.channel, "debates", debate="1")

    assert "For wins, 3 to 1" in past.response.content
    assert "For wins, 3 to 1" in text_of(result.response)
    assert result.response.ephemeral


async def test_two_runs_of_a_motion_are_compared(world: World) -> None:
    for label in ("For", "Against"):
        message = await start(world, thread=False)
        voters = [world.member(f"{label}{n}") for n in range(4)]
        for n, voter in enumerate(voters):
            await voter.click(message, label=SIDES[label if n else "Undecided"])
        await world.mod.slash(world.channel, "moderate close")

    compared = await world.alice.slash(world.channel, "debates", debate="1", beside="2")

    assert "▲ For: 75% → 0%" in text_of(compared.response)
    assert "◆ Undecided: 25% → 25%" in text_of(compared.response)


async def test_export_hands_the_moderator_three_files_of_what_was_published(world: World) -> None:
    message = await start(world)
    await cast(world, message, "For", 3)
    await cast(world, message, "Against", 1)
    await world.mod.slash(world.channel, "moderate close")

    await offer(world, "moderate", world.alice)
    refused = await world.alice.slash(world.channel, "moderate export")
    exported = await world.mod.slash(world.channel, "moderate export")

    assert "Only moderators" in refused.response.content
    assert [file.filename for file in exported.response.attachments] == [
        "debate-1.csv",
        "debate-1.json",
        "debate-1.html",
    ]
    csv, *_ = [(await file.read()).decode() for file in exported.response.attachments]
    assert "For,Votes,3" in csv.replace('"', "")
    assert str(world.alice.id) not in csv


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"motion": "x" * 4000}, "A motion needs 3 to 300 characters"),
        ({"duration": "90d"}, "32 days at most"),
        ({"duration": "5s"}, "at least a minute"),
        ({"duration": "whenever"}, "How long should it run"),
        ({"duration": "99999w 99999w"}, "32 days at most"),
        ({"options": "only one"}, "2 to 10 options"),
        ({"options": "a|b|c|d|e|f|g|h|i|j|k"}, "2 to 10 options"),
        ({"options": "Tea|tea"}, "its own name"),
    ],
)
async def test_bad_start_is_refused_in_private_with_the_reason(
    world: World, options: dict[str, str], said: str
) -> None:
    started = await world.mod.slash(
        world.channel,
        "moderate start",
        **{"motion": MOTION, "duration": "1d", "format": "poll", **options},
    )

    assert said in started.response.content
    assert started.response.ephemeral
    assert not cards(world)


async def test_two_debates_in_a_channel_ask_which_is_meant(world: World) -> None:
    await start(world)
    await start(world, motion="Which drink?", options="Tea|Coffee")

    vague = await world.mod.slash(world.channel, "moderate close")
    offered = await world.mod.autocomplete(world.channel, "moderate close", "debate", "drink")
    named = await world.mod.slash(world.channel, "moderate close", debate=offered[0]["value"])

    assert "Several debates" in vague.response.content
    assert "closed" in named.response.content


@pytest.mark.parametrize("debate", ["999", "abc", "-1", "9" * 40])
async def test_unknown_debate_is_refused(world: World, debate: str) -> None:
    closed = await world.mod.slash(world.channel, "moderate close", debate=debate)

    assert "debate" in closed.response.content
    assert closed.response.ephemeral


@pytest.mark.parametrize(
    ("command", "most"), [("debates", 4), ("moderate cancel", 2), ("moderate close", 2)]
)
async def test_a_keystroke_in_a_list_of_debates_takes_one_transaction(
    world: World, engine: AsyncEngine, command: str, most: int
) -> None:
    for _ in range(4):
        await start(world)
    await world.mod.slash(world.channel, "moderate close", debate="1")
    await world.mod.slash(world.channel, "moderate close", debate="2")
    begun: list[object] = []
    event.listen(engine.sync_engine, "begin", begun.append)

    offered = await world.mod.autocomplete(world.channel, command, "debate", "")

    assert len(offered) == most
    assert len(begun) == 1
