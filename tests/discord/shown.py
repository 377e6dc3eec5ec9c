"""What a message of components shows: its words, its buttons and menus, and its budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.adapters.discord.floor.look import over_budget

_TEXT, _BUTTON = 10, 2


def parts(message: Any) -> list[dict[str, Any]]:
    """A message's components as Discord has them."""
    return [one if isinstance(one, dict) else one.to_dict() for one in message.components]


def walk(components: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every component, also those within others."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one["accessory"]] if one.get("accessory") else [])


def words(message: Any) -> str:
    """All that it says: its content and its texts, without the buttons."""
    texts = [one["content"] for one in walk(parts(message)) if one["type"] == _TEXT]
    return "\n".join([*([message.content] if message.content else []), *texts])


def buttons(message: Any) -> list[str]:
    """The words on its buttons."""
    return [one.get("label") or "" for one in walk(parts(message)) if one["type"] == _BUTTON]


def ids(message: Any) -> list[str]:
    """The ids of its buttons and menus."""
    return [one["custom_id"] for one in walk(parts(message)) if one.get("custom_id")]


def fits(message: Any) -> bool:
    """Whether it is within Discord's budgets."""
    return over_budget(parts(message)) == []


async def offer(world: Any, command: str, *members: Any) -> None:
    """An admin lets members use a command that Discord hides from them."""
    every = await world.bot.tree.fetch_commands()
    found = next(one for one in every if one.name == command)
    world.guild.set_command_permissions(found.id, dict.fromkeys(members, True))
