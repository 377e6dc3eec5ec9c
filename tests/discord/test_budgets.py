"""What one member may do at once: no button, menu, form or suggestion is without a budget."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.discord.admission import Admission
from bot.adapters.discord.floor.forms import OpenForms
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.test_debate import board, start

_SLOW_DOWN = "faster than I can keep up"


def forms_kept(world: World) -> int:
    """How many forms discord.py waits for."""
    return len(world.bot._connection._view_store._modals)


async def press(world: World, who: Any, custom_id: str) -> Any:
    return await sim.press(world.env, who, board(world), custom_id)


async def test_of_forms_that_are_opened_and_never_sent_one_a_member_is_kept(world: World) -> None:
    await start(world)

    for _ in range(12):
        opened = await press(world, world.alice, "debate:1:card:")
        assert opened.modal
    await press(world, world.bob, "debate:1:card:")
    kept = forms_kept(world)
    await world.env.advance_time(3_700)

    assert kept == 2
    assert forms_kept(world) == 0


async def test_the_form_that_was_opened_last_is_taken(world: World) -> None:
    await start(world)
    await press(world, world.alice, "debate:1:card:")
    opened = await press(world, world.alice, "debate:1:card:")

    sent = await world.alice.submit_modal(
        opened, {"side": "for", "text": "Cameras calm our street.", "citation": ""}
    )

    assert "moderator" in sent.response.content
    assert world.bot.part(OpenForms)


async def test_whoever_clicks_without_end_is_told_to_wait_and_nobody_else_is(world: World) -> None:
    await start(world)
    said = []

    for _ in range(40):
        clicked = await press(world, world.alice, "debate:1:mine:")
        said.append(clicked.response.content)
    voted = await world.bob.click(board(world), label="▲ For")

    assert sum(_SLOW_DOWN in one for one in said) == 10
    assert "Counted" in voted.response.content
    await world.env.advance_time(20)
    again = await press(world, world.alice, "debate:1:mine:")
    assert _SLOW_DOWN not in again.response.content


async def test_whose_vote_is_dropped_when_too_much_comes_is_told_to_press_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start(world)

    async def too_late(*_: object) -> bool:
        return False

    with monkeypatch.context() as flood:
        flood.setattr(Admission, "begin", too_late)
        dropped = await world.bob.click(board(world), label="▲ For")
    voted = await world.bob.click(board(world), label="▲ For")

    assert "Press again" in dropped.response.content
    assert dropped.response.ephemeral
    assert "Counted" in voted.response.content
