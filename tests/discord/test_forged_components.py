"""Buttons and menus whose ids were made up: garbage, huge, of what is gone or never was. Each is
refused in words, and nothing changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.discord.debate.components.actions import all_actions
from bot.adapters.discord.floor.guards import Gate, Limits, Rate
from bot.services.asking.ask import AskService
from bot.storage.tables import ballots, contributions, debates
from tests.discord import shown, sim
from tests.discord.conftest import World
from tests.discord.test_debate import start

_ACTIONS = sorted(all_actions())
_ARGUMENTS = ("", "for", "1", "final:for", "999999:agree", "-1", "٣", "9" * 40, "x\u202ey", "%s{}")
_NUMBERS = ("0", "00", "999999999999999999", "9" * 36, "-1", "abc", "٣", "1e9", "_")
_OTHERS = (
    "ask:c:nothing-of-that-name",
    "ask:r:" + "x" * 90,
    "ask:r:../../etc",
    "ask:keep:0000",
    "keep:0000",
    "topics:pick",
    "topics:999:0",
    "ask:keep:" + "f" * 32,
    "ask:s:,,,",
    "ask:s:-,nothing-of-that-name",
    "ask:h:nothing-of-that-name",
    "ask:w:-,nothing-of-that-name",
    "ask:p:",
    "ask:show:\u202e",
    "ask:f:nothing-of-that-name",
    "ask:zzz:1",
    "ask:read:999999999.1",
    "ask:read:99.0",
    "ask:read:٣.٣",
    "ask:contents:x",
    "ask:links:-1",
    "ask:terms:99999",
    "ask:answer:1.2.3",
    "ask:reveal:1.9.0.9",
    "ask:next:1.1.2.9",
    "ask:answer:" + "9" * 80,
)
_VALUES = ("999999", "-1", "٣", "", "x" * 100)
_UNEXPECTED = "Something went wrong"


def ids_of(debate: str) -> list[str]:
    """Every action with every argument, as far as an id may be long."""
    made = (f"debate:{debate}:{act}:{arg}" for act in _ACTIONS for arg in _ARGUMENTS)
    return [one for one in made if len(one) <= 100]


@pytest.fixture(autouse=True)
def no_budget(world: World) -> None:
    """The forger has all the time in the world."""
    much = Rate(10**9, timedelta(seconds=1))
    world.bot.gate = Gate(Limits(much, much, much, much))


async def rows_of(engine: AsyncEngine) -> tuple[int, ...]:
    async with engine.connect() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (ballots, contributions)
        ]
        revs = await connection.scalar(select(func.sum(debates.c.rev)))
    return (*(int(one or 0) for one in counts), int(revs or 0))


async def said_to(world: World, who: Any, message: Any, custom_id: str) -> str:
    """All that a press brought, components included; a form that opened is sent."""
    result = await sim.press(world.env, who, message, custom_id)
    if result.modal:
        fields = [part["component"] for part in result.modal["components"]]
        filled = {field["custom_id"]: _typed(field) for field in fields}
        result = await who.submit_modal(result, filled)
    texts = [result.response, *result.followups]
    return " ".join(_text(one) for one in texts if one)


def _typed(field: Any) -> str:
    """The first choice of a field that has some, else a text."""
    choices = field.get("options")
    if choices:
        return str(choices[0]["value"])
    return "for" if field["custom_id"] == "side" else "A text of mine"


def _text(message: Any) -> str:
    return sim.text_of(message)


async def _not_refused(world: World, who: Any, message: Any, ids: list[str]) -> str:
    """Those that were not refused in words, a line each."""
    said = {one: await said_to(world, who, message, one) for one in ids}
    wrong = {one: text for one, text in said.items() if not text or _UNEXPECTED in text}
    return "\n".join(f"{one}: {text!r}" for one, text in wrong.items())


async def test_ids_of_no_debate_are_refused_in_words(world: World, engine: AsyncEngine) -> None:
    message = await start(world)
    before = await rows_of(engine)

    ids = [f"debate:{number}:{act}" for number in _NUMBERS for act in _ACTIONS]

    assert await _not_refused(world, world.mod, message, ids) == ""
    assert await rows_of(engine) == before


async def test_arguments_that_mean_nothing_are_refused_in_words(
    world: World, engine: AsyncEngine
) -> None:
    message = await start(world)
    before = await rows_of(engine)
    harmless = {"mine", "args", "card", "vote", "revote", "more"}

    ids = [one for one in ids_of("1") if one.split(":")[2] not in harmless]

    assert await _not_refused(world, world.alice, message, ids) == ""
    assert await rows_of(engine) == before


@pytest.mark.parametrize("custom_id", _OTHERS)
async def test_other_ids_that_mean_nothing_are_refused_in_words(
    world: World, ask: AskService, custom_id: str
) -> None:
    world.bot.services = replace(world.services, ask=ask)
    helped = await world.alice.slash(world.channel, "help")

    result = await sim.press(world.env, world.alice, helped.response, custom_id, values=["0"])

    assert result.response is not None or result.modal
    said = shown.words(result.response) if result.response else str(result.modal)
    assert said.strip()
    assert _UNEXPECTED not in said


async def test_values_that_no_menu_offered_are_refused_in_words(world: World) -> None:
    message = await start(world)
    wrong = []
    menus = ("askmenu:section:0", "askmenu:open:0", "askmenu:zzz:0")
    for custom_id in (*menus, "debatepick:1:revise", "debatepick:1:report"):
        for value in _VALUES:
            result = await sim.press(
                world.env, world.alice, message, custom_id, values=[value] if value else []
            )
            said = shown.words(result.response) if result.response else str(result.modal or "")
            if not said or _UNEXPECTED in said:
                wrong.append(f"{custom_id} {value!r}: {said!r}")

    assert not wrong, "\n".join(wrong)
