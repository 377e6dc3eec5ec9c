"""Ballots that hold several options: filled in by members in private, counted, kept over a restart,
shown at the end.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.debate.models import Voter
from tests.discord.conftest import World
from tests.discord.test_debate import board, more, text_of

DRINKS = "Tea | Coffee | Water | Juice"


async def start(world: World, form: str, **options: Any) -> Any:
    given = {"motion": "What to drink?", "format": form, "options": DRINKS, "duration": "2h"}
    started = await world.mod.slash(world.channel, "moderate start", **{**given, **options})
    assert "is open" in started.response.content, started.response.content
    return board(world)


async def cast(world: World, answers: dict[str, int], debate: int = 1) -> None:
    """So many members give each answer."""
    given = [answer for answer, times in answers.items() for _ in range(times)]
    now = (await world.services.debates.get(debate)).opened_at
    for number, answer in enumerate(given):
        await world.services.voting.vote(debate, Voter(f"9{number:05}"), answer, now)


def menu_of(message: Any) -> dict[str, Any]:
    """The menu of a private ballot."""
    parts = (part for row in message.components for part in row["components"])
    return next(part for part in parts if part["type"] == 3)


async def test_options_are_approved_in_one_private_menu_that_shows_what_was_chosen(
    world: World,
) -> None:
    message = await start(world, "approval", choose=2)

    opened = await world.alice.click(message, label="Choose")
    chosen = await world.alice.select(opened.response, values=["o1", "o3"])
    again = await world.alice.click(message, label="Choose")
    mine = await more(world.alice, message, "My vote")

    assert opened.response.ephemeral
    menu = menu_of(opened.response)
    assert (menu["min_values"], menu["max_values"]) == (0, 2)
    assert "Counted: Tea, Water." in chosen.response.content
    marked = [one["value"] for one in menu_of(again.response)["options"] if one.get("default")]
    assert marked == ["o1", "o3"]
    assert "Your vote: Tea, Water." in mine.response.content


async def test_no_option_at_all_is_a_ballot_too(world: World) -> None:
    message = await start(world, "approval")
    opened = await world.alice.click(message, label="Choose")
    await world.alice.select(opened.response, values=["o1"])

    none = await world.alice.select(opened.response, values=[])

    assert "Counted: none of them." in none.response.content


async def test_a_ranking_grows_place_by_place_over_a_restart_and_is_undone(world: World) -> None:
    message = await start(world, "ranked", choose=3)
    opened = await world.alice.click(message, label="Rank the options")
    shown = [await world.alice.select(opened.response, values=["o2"])]
    said = [shown[-1].response.content]
    assert menu_of(shown[-1].response)["placeholder"] == "Your choice number 2"

    await world.restart()
    for value in ("o4", "o1"):
        shown.append(await world.alice.select(shown[-1].response, values=[value]))
        said.append(shown[-1].response.content)
    assert "debatepick" not in str(shown[-1].response.components), "three places are all"
    undone = await world.alice.click(shown[-1].response, label="Undo the last one")

    assert "Counted: Coffee." in said[0]
    assert "Counted: Coffee > Juice." in said[1]
    assert "Counted: Coffee > Juice > Tea." in said[2]
    assert "Counted: Coffee > Juice." in undone.response.content


async def test_undoing_the_only_place_withdraws_the_ballot(world: World) -> None:
    message = await start(world, "ranked")
    opened = await world.alice.click(message, label="Rank the options")
    first = await world.alice.select(opened.response, values=["o2"])

    empty = await world.alice.click(first.response, label="Undo the last one")
    mine = await more(world.alice, message, "My vote")

    assert "Counted" not in empty.response.content
    assert "haven't voted" in mine.response.content


async def test_a_ballot_is_withdrawn_by_the_button_under_the_debate(world: World) -> None:
    message = await start(world, "approval")
    opened = await world.alice.click(message, label="Choose")
    await world.alice.select(opened.response, values=["o1", "o2"])

    gone = await more(world.alice, message, "Withdraw")

    assert "withdrawn" in gone.response.content
    assert not await world.services.voting.mine(1, str(world.alice.id))


@pytest.mark.parametrize("form", ["approval", "ranked"])
async def test_options_are_needed(world: World, form: str) -> None:
    started = await world.mod.slash(
        world.channel, "moderate start", motion="What to drink?", format=form, duration="2h"
    )

    assert "Name 2 to 10 options, each" in started.response.content


async def test_choices_are_for_formats_that_have_them(world: World) -> None:
    started = await world.mod.slash(
        world.channel, "moderate start", motion="What to drink?", format="poll", choose=2
    )

    assert "each member has one choice" in started.response.content


async def test_an_approval_debate_is_concluded_with_picture_table_and_files(world: World) -> None:
    await start(world, "approval", choose=3)
    await cast(world, {"o1 o2": 14, "o1 o4": 6, "o2": 8, "o3 o4": 2})

    await world.env.advance_time(2 * 3600 + 1)

    shown = text_of(board(world))
    assert "Coffee wins: 22 of 30 voters approve it." in shown
    details = await world.alice.click(board(world), label="Details")
    assert "<3" in text_of(details.response)
    files = await world.mod.slash(world.channel, "moderate export")
    assert len(files.response.attachments) >= 3


async def test_a_ranked_debate_is_concluded_with_its_rounds(world: World) -> None:
    await start(world, "ranked")
    await cast(world, {"o1 o3": 12, "o2 o3": 10, "o3 o2": 8})

    await world.env.advance_time(2 * 3600 + 1)

    shown = text_of(board(world))
    assert "Coffee wins the runoff: 18 of 30 ballots in the last round." in shown
    assert "One to one, though, Water would beat every other option." in shown
    details = await world.alice.click(board(world), label="Details")
    assert "2 left" in text_of(details.response)


@pytest.mark.parametrize(
    ("form", "answers", "counted"),
    [
        ("approval", {"o1 o2": 10, "o2": 10}, "Coffee"),
        ("ranked", {"o1 o2": 10, "o2": 10}, "Coffee"),
    ],
)
async def test_a_live_tally_moves_in_steps(
    world: World, form: str, answers: dict[str, int], counted: str
) -> None:
    await start(world, form, live=True)
    given = [answer for answer, times in answers.items() for _ in range(times)]

    now = (await world.services.debates.get(1)).opened_at

    shown = []
    for number, answer in enumerate(given):
        await world.services.voting.vote(1, Voter(f"9{number:05}"), answer, now)
        shown.append((await world.services.debates.view(1)).live)
    await world.bot.part(DiscordAnnouncer).update(await world.services.debates.view(1))

    assert shown[-1] is not None
    assert all(count % 3 == 0 for live in shown if live for count in live.values())
    assert counted in text_of(board(world))


async def test_past_ballots_are_compared_and_listed(world: World) -> None:
    await start(world, "ranked")
    await cast(world, {"o1 o3": 12, "o2 o3": 10, "o3 o2": 8})
    await world.env.advance_time(2 * 3600 + 1)
    await start(world, "approval")
    await cast(world, {"o1 o2": 14, "o2": 16}, debate=2)
    await world.env.advance_time(2 * 3600 + 1)

    past = await world.alice.slash(world.channel, "debates")
    both = await world.alice.slash(world.channel, "debates", debate="1", beside="2")

    assert "wins the runoff" in past.response.content
    assert "Tea" in text_of(both.response)
    assert "A Tea: 40% → 47%" in text_of(both.response)
