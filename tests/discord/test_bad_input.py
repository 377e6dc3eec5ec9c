"""What is typed or pressed where it can't mean anything: words that say what happened, whether
anything was lost, and what to do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.debate.models import Voter
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.shown import ids
from tests.discord.test_debate import board, cards, start, text_of
from tests.discord.test_moderate_new import typed_in

ARGUMENT = {"side": "for", "text": "Cameras calm our street.", "citation": ""}


async def start_refused(world: World, **options: Any) -> str:
    wanted = {"motion": "Which drink?", "duration": "2h", "format": "poll", **options}
    done = await world.mod.slash(world.channel, "moderate start", **wanted)
    assert not cards(world), "nothing is posted"
    assert "Try again" in sim.labels(done.response), "what was typed is one click away"
    return text_of(done.response)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"options": "Tea, Coffee"}, "Put | between them, or one on each line: Tea | Coffee"),
        ({"duration": "tomorrow"}, "Try `30m`, `12h`, `3d` or `2 weeks`"),
        ({"duration": "0m"}, "How long should it run?"),
        ({"duration": "500d"}, "32 days at most"),
        ({"options": "|".join(f"o{n}" for n in range(30))}, "Name 2 to 10 options"),
        ({"motion": "x" * 2000}, "A motion needs 3 to 300 characters"),
        ({"motion": "\u3164\u2800\u200b\u2060"}, "A motion needs 3 to 300 characters"),
        ({"motion": "<@1> <@&2> @everyone"}, "A motion needs words"),
        ({"options": "\u3164|\u2800|\u200b"}, "Each option needs its own name"),
    ],
)
async def test_what_starts_no_debate_is_told_with_what_does(
    world: World, typed: dict[str, str], said: str
) -> None:
    assert said in await start_refused(world, **typed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<@1> <@2> <@3>", "in words"),
        ("ask <@1> about it", "Please leave out mentions"),
        ("\u3164\u2800\u200b\u2060\u3164\u3164", "in words"),
    ],
)
async def test_what_is_no_argument_is_told_with_what_was_typed(
    world: World, text: str, said: str
) -> None:
    await start(world)
    form = await sim.press(world.env, world.alice, board(world), "debate:1:card:")

    refused = await world.alice.submit_modal(form, ARGUMENT | {"text": text})

    assert said in refused.response.content
    assert "Try again" in sim.labels(refused.response)


async def test_after_a_restart_a_refused_form_is_gone_but_its_words_are_not(world: World) -> None:
    await start(world)
    form = await sim.press(world.env, world.alice, board(world), "debate:1:card:")
    text = "See www.example.org, where cameras calm a street."
    refused = await world.alice.submit_modal(form, ARGUMENT | {"text": text})
    await world.restart()

    again = await world.alice.click(refused.response, label="Try again")

    assert text in text_of(refused.response)
    assert "stand above; copy them" in again.response.content


async def previewed(world: World, **changed: str) -> Any:
    filled = {"motion": "Which *hot* drink?", "format": "poll", "length": "2h"}
    form = await world.mod.slash(world.channel, "moderate new")
    filled |= {"options": "Tea\nCoffee", **changed}
    return (await world.mod.submit_modal(form, filled)).response


async def test_a_draft_is_read_back_from_its_preview_after_a_restart(world: World) -> None:
    shown = await previewed(world)
    await world.restart()

    refused = await world.mod.click(shown, label="Post now")
    told = text_of(refused.response)
    form = await world.mod.click(refused.response, label="Try again")
    await world.mod.submit_modal(form, typed_in(form))
    posted = await world.mod.click(refused.response, label="Post now")
    twice = await world.mod.click(refused.response, label="Post now")

    assert "I've restarted since" in told
    assert "is open" in posted.response.content
    assert "posted already" in twice.response.content
    assert "Which *hot* drink?" in text_of(board(world))
    assert sim.labels(board(world))[:2] == ["Tea", "Coffee"]
    debate = await world.services.debates.get(1)
    assert debate.due_at - debate.opened_at == timedelta(hours=2)


@pytest.mark.parametrize("label", ["Edit", "Schedule", "More settings"])
async def test_after_a_restart_a_previews_forms_go_on(world: World, label: str) -> None:
    shown = await previewed(world, format="approval")
    await world.restart()

    form = await world.mod.click(shown, label=label)

    assert form.modal
    if label == "Schedule":
        planned = await world.mod.submit_modal(form, {"opens": "3h"})
        assert "Debate 1 is planned for" in planned.response.content
    if label == "Edit":
        assert typed_in(form)["format"] == "approval"


async def test_a_vote_pressed_twice_is_counted_once_and_says_so(world: World) -> None:
    message = await start(world)

    first = await world.alice.click(message, label="▲ For")
    twice = await world.alice.click(message, label="▲ For")

    assert first.response.content.startswith("Counted: For.")
    assert twice.response.content.startswith("Already counted: For.")


async def test_what_was_decided_can_not_be_decided_twice(world: World) -> None:
    await start(world)
    form = await sim.press(world.env, world.alice, board(world), "debate:1:card:")
    await world.alice.submit_modal(form, ARGUMENT)
    queue = await world.mod.slash(world.channel, "moderate queue")
    asked = await sim.press(world.env, world.mod, board(world), "debate:1:close:")
    running = board(world)

    await world.mod.click(queue.response, label="Approve")
    decided = await world.mod.click(queue.response, label="Approve")
    await world.mod.click(asked.response, label="Close now")
    closed = await world.mod.click(asked.response, label="Close now")
    late = await sim.press(world.env, world.mod, running, "debate:1:extend:")
    late = await world.mod.submit_modal(late, {"by": "1h"})

    assert "Another moderator just decided that one" in decided.response.content
    assert "This debate is closed" in closed.response.content
    assert "This debate is closed" in late.response.content
    assert len(cards(world)) == 2, "one debate, one result"


AFTER = ["vote:for", "revote:for", "withdraw", "card", "skip", "remind", "more", "next", "ballot"]


@pytest.mark.parametrize("act", AFTER)
async def test_after_the_close_a_button_says_that_it_is_closed(world: World, act: str) -> None:
    message = await start(world)
    await world.services.voting.vote(1, Voter(str(world.alice.id)), "for", world.env.now())
    await world.mod.slash(world.channel, "moderate close")

    pressed = await sim.press(world.env, world.alice, message, f"debate:1:{act}")

    said = "\n".join(text_of(one) for one in (pressed.response, *pressed.followups) if one)
    assert any(part in said for part in ("is closed", "been announced", "doesn't take", "no vote"))
    assert "went wrong" not in said


async def test_a_form_sent_after_the_close_says_so_and_keeps_the_words(world: World) -> None:
    message = await start(world)
    form = await sim.press(world.env, world.alice, message, "debate:1:card:")
    await world.mod.slash(world.channel, "moderate close")

    late = await world.alice.submit_modal(form, ARGUMENT)

    assert "This debate is closed" in late.response.content
    assert "Cameras calm our street." in late.response.content


MODERATORS = [
    "panel", "queue", "extend", "advance", "pause", "resume", "close", "closenow", "cancel",
    "cancelnow", "conclude", "edit", "approve:1", "return:1", "reject:1", "post", "later", "draft",
    "options", "takeup:1", "decline:1", "stop:1",
]  # fmt: skip


@pytest.mark.parametrize("act", MODERATORS)
async def test_a_moderators_button_refuses_a_member_in_words(world: World, act: str) -> None:
    message = await start(world)

    pressed = await sim.press(world.env, world.alice, message, f"debate:1:{act}")

    assert pressed.modal is None
    assert "Only moderators can do that" in pressed.response.content


async def test_a_draft_of_another_moderator_is_not_ones_own(world: World) -> None:
    form = await world.mod.slash(world.channel, "moderate new")
    filled = {"motion": "Tea?", "format": "poll", "length": "2h", "options": ""}
    previewed = await world.mod.submit_modal(form, filled)
    (post,) = [one for one in ids(previewed.response) if ":post:" in one]
    rights = discord.Permissions(manage_messages=True)
    second = world.member("second", roles=[world.guild.create_role("More", permissions=rights)])

    pressed = await sim.press(world.env, second, await start(world), post)

    assert "draft" in pressed.response.content
    assert len(cards(world)) == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("vote:for", "Counted: For."),
        ("revote:against", "Counted: Against."),
        ("args", "1 of"),
        ("mine", "You haven't voted"),
    ],
)
async def test_a_button_of_a_message_that_is_deleted_meanwhile_still_answers(
    world: World, act: str, said: str
) -> None:
    message = await start(world)

    pressed = await sim.press(world.env, world.alice, message, f"debate:1:{act}", is_deleted=True)

    told = [one for one in (pressed.response, *pressed.followups) if one]
    assert any(said in text_of(one) for one in told)
