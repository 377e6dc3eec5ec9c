"""A draft outlives a restart: whatever a moderator chose is asked again with the form filled in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.debate.moderate import notes
from bot.adapters.discord.debate.moderate.drafts import Draft
from bot.debate.formats import formats
from bot.debate.models import Eligibility
from bot.services.debating.start_debate import Wish
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import board, cards, start, text_of
from tests.discord.test_moderate_new import FILLED, fill, typed_in

CHOSEN = {"tally": "live", "weekly": "weekly", "quorum": "20"}


async def choose_more(world: World, previewed: Any, role: Any) -> None:
    form = await world.mod.click(previewed.response, label="More settings")
    await world.mod.submit_modal(form, CHOSEN | {"role": [role]})


async def test_all_that_was_chosen_is_posted_after_a_restart(world: World) -> None:
    readers = world.guild.create_role("Readers")
    previewed = await fill(world)
    await choose_more(world, previewed, readers)
    assert f"<@&{readers.id}>" in text_of(previewed.response)
    await world.restart()

    again = await world.mod.click(previewed.response, label="Post now")
    assert "nothing was posted just now" in text_of(again.response)
    assert not cards(world)
    form = await world.mod.click(again.response, label="Try again")
    assert typed_in(form) == FILLED
    await world.mod.submit_modal(form, typed_in(form))
    await world.mod.click(again.response, label="Post now")

    debate = await world.services.debates.get(1)
    assert debate.quorum == 20
    assert debate.repeat_days == 7
    assert debate.eligibility.role == str(readers.id)
    assert not debate.hidden
    assert debate.thread
    assert debate.due_at - debate.opened_at == timedelta(hours=2)


async def test_more_settings_show_after_a_restart_what_was_chosen(world: World) -> None:
    readers = world.guild.create_role("Readers")
    previewed = await fill(world)
    await choose_more(world, previewed, readers)
    await world.restart()

    form = await world.mod.click(previewed.response, label="More settings")

    (picked,) = [
        one["component"]["default_values"]
        for one in form.modal["components"]
        if "default_values" in one["component"]
    ]
    assert [int(one["id"]) for one in picked] == [readers.id]
    assert {name: typed_in(form)[name] for name in CHOSEN} == CHOSEN


async def test_a_change_of_a_debate_stays_one_after_a_restart(world: World) -> None:
    await start(world, motion="Which drnk?", options="Tea|Coffee")
    form = await world.mod.slash(world.channel, "moderate edit")
    changed = await world.mod.submit_modal(form, typed_in(form) | {"motion": "Which drink?"})
    await world.restart()

    again = await world.mod.click(changed.response, label="Save the change")
    form = await world.mod.click(again.response, label="Try again")
    await world.mod.submit_modal(form, typed_in(form))
    await world.mod.click(again.response, label="Save the change")

    assert "Which drink?" in text_of(board(world))
    assert len(cards(world)) == 1, "no second debate"


async def test_whoever_proposed_a_motion_is_told_after_a_restart(world: World) -> None:
    form = await world.alice.slash(world.channel, "propose")
    await world.alice.submit_modal(form, {"motion": "Cameras should go."})
    listed = await world.mod.slash(world.channel, "moderate proposals")
    form = await world.mod.select(listed.response, values=["1"], custom_id="debatepick:0:takeup")
    previewed = await world.mod.submit_modal(form, typed_in(form))
    await world.restart()

    again = await world.mod.click(previewed.response, label="Post now")
    form = await world.mod.click(again.response, label="Try again")
    await world.mod.submit_modal(form, typed_in(form))
    await world.mod.click(again.response, label="Post now")

    assert "Your motion is being debated" in sim.direct_messages(world.env, world.alice)


async def test_a_refused_command_is_not_typed_again_after_a_restart(world: World) -> None:
    readers = world.guild.create_role("Readers")
    refused = await world.mod.slash(
        world.channel, "moderate start", motion="Which *hot* drink?", options="Tea, Coffee",
        duration="2h", role=readers, opens="3h",
    )  # fmt: skip
    await world.restart()

    form = await world.mod.click(refused.response, label="Try again")
    filled = typed_in(form)
    previewed = await world.mod.submit_modal(form, filled | {"options": "Tea\nCoffee"})
    planned = await world.mod.click(previewed.response, label="Post now")

    assert (filled["motion"], filled["options"]) == ("Which *hot* drink?", "Tea, Coffee")
    assert "is planned for" in planned.response.content
    debate = await world.services.debates.get(1)
    assert debate.eligibility.role == str(readers.id)


RULES = st.builds(
    Eligibility, st.sampled_from(["", "1", str(2**62)]), st.integers(0, 9999), st.integers(0, 9999)
)
WISHES = st.builds(
    Wish,
    motion=st.just("Tea?"),
    length=st.sampled_from(["", "2h", "1d12h", "1h/30m/1h"]),
    format=st.sampled_from(["", *formats()]),
    live=st.booleans(),
    eligibility=RULES,
    quorum=st.integers(0, 100_000),
    thread=st.booleans(),
    opens=st.sampled_from(["", "3h", "20:00 UTC", "2026-12-01 20:00 +01:00"]),
    weekly=st.booleans(),
    remind=st.sampled_from(["", str(2**62)]),
    moderated=st.booleans(),
    choose=st.integers(0, 10),
)
DRAFTS = st.builds(
    Draft,
    member=st.just("1"),
    wish=WISHES,
    place=st.sampled_from(["", str(2**62)]),
    edits=st.integers(0, 10**6),
    proposal=st.integers(0, 10**6),
)


@given(DRAFTS)
def test_what_is_noted_is_read_back(draft: Draft) -> None:
    parts = notes.written(draft, 4)

    assert all(len(part) <= 60 for part in parts)
    assert notes.read(parts, Draft("1", Wish("Tea?"))) == draft


@pytest.mark.parametrize("buttons", [1, 3])
def test_what_has_no_room_is_left_out_whole(buttons: int) -> None:
    rule = Eligibility(str(2**62), 30, 30)
    wish = Wish("Tea?", "1h/30m/1h", "statements", eligibility=rule, remind=str(2**62), opens="3h")

    read = notes.read(
        notes.written(Draft("1", wish, str(2**62)), buttons), Draft("1", Wish("Tea?"))
    )

    assert read.wish.eligibility.role in {"", rule.role}
    assert read.place in {"", str(2**62)}
    assert read.wish.remind in {"", wish.remind}
