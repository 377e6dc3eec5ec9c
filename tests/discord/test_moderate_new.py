"""From an idea to a debate in three steps: the form, a preview that only the moderator sees, and a
click. Every refusal brings back what was typed.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.shown import fits
from tests.discord.test_debate import MOTION, board, cards, start, text_of

FILLED = {"motion": "Which drink?", "format": "poll", "length": "2h", "options": "Tea\nCoffee"}


async def fill(world: World, **changed: str) -> Any:
    """The form, sent."""
    form = await world.mod.slash(world.channel, "moderate new")
    return await world.mod.submit_modal(form, FILLED | changed)


def typed_in(form: Any) -> dict[str, Any]:
    """What a form holds when it opens, by field."""
    parts = [one["component"] for one in form.modal["components"]]
    found = {}
    for part in parts:
        chosen = [one["value"] for one in part.get("options", ()) if one.get("default")]
        found[part["custom_id"]] = part.get("value") or "".join(chosen)
    return found


async def test_three_steps_lead_from_an_idea_to_a_running_debate(world: World) -> None:
    form = await world.mod.slash(world.channel, "moderate new")
    previewed = await world.mod.submit_modal(form, FILLED)
    assert not cards(world), "nothing is posted before the last step"
    posted = await world.mod.click(previewed.response, label="Post now")

    assert previewed.response.ephemeral
    assert fits(previewed.response)
    assert "Debate 1 is open" in posted.response.content
    shown = [text_of(one).split("-# ")[0] for one in (previewed.response, board(world))]
    assert shown[0] == shown[1], "the preview is what members see"
    assert sim.labels(board(world))[:2] == ["Tea", "Coffee"]


async def test_the_formats_are_cards_with_a_sentence_each(world: World) -> None:
    form = await world.mod.slash(world.channel, "moderate new")

    (radio,) = [
        one["component"] for one in form.modal["components"] if "options" in one["component"]
    ]
    assert len(radio["options"]) == 6
    assert all(20 < len(one["description"]) <= 100 for one in radio["options"])


async def test_a_motion_given_with_the_command_goes_straight_to_the_preview(world: World) -> None:
    offered = await world.mod.autocomplete(world.channel, "moderate new", "motion", "eye")

    previewed = await world.mod.slash(world.channel, "moderate new", motion=offered[0]["value"])
    await world.mod.click(previewed.response, label="Post now")

    assert MOTION in text_of(previewed.response)
    assert MOTION in text_of(board(world))


async def test_the_preview_cautions_where_the_same_was_asked_before(world: World) -> None:
    await start(world)

    previewed = await world.mod.slash(world.channel, "moderate new", motion=MOTION)

    assert "Careful: debate 1 asked the same" in text_of(previewed.response)


async def test_a_preview_is_inert_and_pressing_post_twice_posts_once(world: World) -> None:
    previewed = await fill(world)
    inert = [one for one in sim.parts(previewed.response) if one.get("label") == "Tea"]

    await world.mod.click(previewed.response, label="Post now")
    twice = await world.mod.click(previewed.response, label="Post now")

    assert inert[0]["disabled"]
    assert "That draft has been posted already" in twice.response.content
    assert len(cards(world)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"options": "Tea, Coffee"}, "Put | between them, or one on each line: Tea | Coffee"),
        ({"options": "\n".join(f"o{n}" for n in range(30))}, "Name 2 to 10 options"),
        ({"length": "tomorrow"}, "How long should it run?"),
        ({"length": "0m"}, "How long should it run?"),
        ({"length": "500d"}, "A debate lasts 32 days at most"),
        ({"motion": "\u200b\u200b\u200b\u2060"}, "A motion needs 3 to 300 characters"),
        ({"format": "oxford"}, "An Oxford debate is for or against"),
    ],
)
async def test_a_refusal_opens_the_form_again_with_what_was_typed(
    world: World, changed: dict[str, str], said: str
) -> None:
    refused = await fill(world, **changed)

    form = await world.mod.click(refused.response, label="Try again")
    mended = await world.mod.submit_modal(form, FILLED)

    assert said in refused.response.content.replace("\\", "")
    assert typed_in(form) == FILLED | changed
    assert "Which drink?" in text_of(mended.response)
    assert not cards(world)


async def test_a_command_that_is_refused_is_not_typed_again(world: World) -> None:
    refused = await world.mod.slash(
        world.channel, "moderate start", motion="Which drink?", options="Tea, Coffee", duration="2h"
    )

    form = await world.mod.click(refused.response, label="Try again")

    assert typed_in(form) | {"format": "poll"} == FILLED | {"options": "Tea, Coffee"}


async def test_a_month_is_previewed_as_a_month(world: World) -> None:
    previewed = await fill(world, length="1 month")

    await world.mod.click(previewed.response, label="Post now")

    debate = await world.services.debates.get(1)
    assert (debate.due_at - debate.opened_at).days == 30


async def test_edit_changes_the_preview_in_its_place(world: World) -> None:
    previewed = await fill(world)

    form = await world.mod.click(previewed.response, label="Edit")
    await world.mod.submit_modal(form, typed_in(form) | {"motion": "Which hot drink?"})
    await world.mod.click(previewed.response, label="Post now")

    assert "Which hot drink?" in text_of(board(world))


async def test_a_schedule_that_cannot_be_read_keeps_the_draft(world: World) -> None:
    previewed = await fill(world)
    form = await world.mod.click(previewed.response, label="Schedule")

    refused = await world.mod.submit_modal(form, {"opens": "tomorrow"})
    again = await world.mod.click(refused.response, label="Try again")
    planned = await world.mod.submit_modal(again, {"opens": "3h"})

    assert "I can't read when that opens" in refused.response.content
    assert "Debate 1 is planned for" in planned.response.content
    assert not cards(world)


async def test_a_weekly_series_is_started_listed_and_stopped(world: World) -> None:
    previewed = await fill(world)
    form = await world.mod.click(previewed.response, label="More settings")
    await world.mod.submit_modal(form, {"tally": "live", "weekly": "weekly", "quorum": "20"})
    await world.mod.click(previewed.response, label="Post now")
    assert "It takes 20 votes for a result." in text_of(board(world))

    listed = await world.mod.slash(world.channel, "moderate series")
    await world.mod.select(listed.response, values=["2"])

    assert "Again every 7 days" in listed.response.content
    assert not await world.services.debates.lists.scheduled(str(world.guild.id))


async def test_debate_this_opens_the_form_with_a_messages_words(world: World) -> None:
    said = await world.alice.send(world.channel, "Cameras should go.")

    form = await world.mod.context_menu(world.channel, "Debate this", said)

    assert typed_in(form)["motion"] == "Cameras should go."


async def test_a_running_debate_is_edited_until_somebody_has_voted(world: World) -> None:
    message = await start(world, motion="Which drnk?", options="Tea|Coffee")
    form = await world.mod.slash(world.channel, "moderate edit")
    changed = await world.mod.submit_modal(form, typed_in(form) | {"motion": "Which drink?"})
    assert "Nothing has changed yet" in text_of(changed.response)
    saved = await world.mod.click(changed.response, label="Save the change")
    assert "Moderate" in sim.labels(saved.response), "what comes next is there"
    assert "Which drink?" in text_of(board(world))

    await world.alice.click(message, label="Tea")
    form = await world.mod.slash(world.channel, "moderate edit")
    changed = await world.mod.submit_modal(form, typed_in(form) | {"motion": "Tea?"})
    late = await world.mod.click(changed.response, label="Save the change")

    assert "Someone has voted already" in late.response.content
    assert "Which drink?" in text_of(board(world))


async def test_a_members_motion_is_proposed_debated_and_its_author_told(world: World) -> None:
    form = await world.alice.slash(world.channel, "propose")
    kept = await world.alice.submit_modal(form, {"motion": "Cameras should go."})
    listed = await world.mod.slash(world.channel, "moderate proposals")
    form = await world.mod.select(listed.response, values=["1"], custom_id="debatepick:0:takeup")
    previewed = await world.mod.submit_modal(form, typed_in(form))
    await world.mod.click(previewed.response, label="Post now")

    assert "Moderators see your motion" in kept.response.content
    assert "Cameras should go." in listed.response.content
    assert "Cameras should go." in text_of(board(world))
    assert "Your motion is being debated" in sim.direct_messages(world.env, world.alice)
    assert not await world.services.proposals.waiting(str(world.guild.id))


async def test_a_proposal_can_be_declined_and_too_many_are_not_kept(world: World) -> None:
    for motion in ("Cameras should go.", "Cash must stay here.", "Scores help nobody."):
        form = await world.alice.slash(world.channel, "propose")
        await world.alice.submit_modal(form, {"motion": motion})
    form = await world.alice.slash(world.channel, "propose")
    fourth = await world.alice.submit_modal(form, {"motion": "Privacy is a right."})
    listed = await world.mod.slash(world.channel, "moderate proposals")
    done = await world.mod.select(listed.response, values=["2"], custom_id="debatepick:0:decline")

    assert "3 of your motions are waiting already" in fourth.response.content
    assert sim.labels(fourth.response) == ["Try again"]
    assert "Declined" in done.response.content
    assert "won't debate your motion for now: “Cash" in sim.direct_messages(world.env, world.alice)


async def test_a_debate_in_a_thread_says_nothing_of_permissions(world: World) -> None:
    await start(world)
    thread = world.channel.threads[0]

    started = await world.mod.slash(
        thread, "moderate start", motion="Which drink?", options="Tea|Coffee", duration="2h"
    )

    assert "Create Public Threads" not in started.response.content
    assert "gets no thread of its own" in started.response.content
