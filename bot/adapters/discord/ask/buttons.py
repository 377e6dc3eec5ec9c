"""Buttons and menus under answers and pages. Their ids say what they do and to what, so they work
after a restart and for anyone who can see them; what each does is in the table that the feature
hands the bot.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.look import IN_A_MENU
from bot.adapters.discord.floor.text import CHOICE, label, size
from bot.errors import EyebotError

ARGUMENT = 80
"""The longest argument that fits an id beside its action."""

Act = Callable[[Context, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Acts:
    """What each button does with its argument; a menu's argument is the picked value."""

    of: Mapping[str, Act]


class AskButton(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"ask:(?P<act>[a-z]{1,8}):(?P<about>.{0,90})",
):
    """A button that does `act` to what it is `about`."""

    def __init__(
        self,
        act: str,
        about: str,
        words: str,
        *,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        is_off: bool = False,
    ) -> None:
        super().__init__(
            discord.ui.Button(
                label=label(words), style=style, custom_id=f"ask:{act}:{about}", disabled=is_off
            )
        )
        self.act, self.about = act, about

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls(match["act"], match["about"], getattr(item, "label", None) or "…")

    async def pressed(self, context: Context) -> None:
        """Do it."""
        await _act_of(context, self.act)(context, self.about)


class FormerButton(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"(?:keep|topics):(?P<rest>.{0,90})",
):
    """A button or menu of a version before: its message still stands in some channel."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(discord.ui.Button(label="…", custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild it from its id."""
        return cls(match[0])

    async def pressed(self, _: Context) -> None:
        """It can't be served any more; asking again can."""
        raise EyebotError("answers.former")


class AskMenu(
    Press,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"askmenu:(?P<act>[a-z]{1,8}):(?P<page>\d{1,4})",
):
    """A menu that does `act` to what was picked; `page` tells menus of one message apart."""

    def __init__(
        self, act: str, options: Sequence[tuple[str, str]] = (), words: str = "", page: int = 0
    ) -> None:
        shown = [
            discord.SelectOption(label=label(text, CHOICE), value=value)
            for value, text in options[:IN_A_MENU]
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"askmenu:{act}:{page}",
                options=shown or [discord.SelectOption(label="…", value="-")],
                placeholder=label(words, CHOICE),
            )
        )
        self.act = act

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu of a message from its id; what was picked comes with the interaction."""
        return cls(match["act"])

    async def pressed(self, context: Context) -> None:
        """Do it to what was picked."""
        data: Any = context.interaction.data or {}
        values = data.get("values") or [""]
        await _act_of(context, self.act)(context, str(values[0]))


def _act_of(context: Context, act: str) -> Act:
    found = context.host.part(Acts).of.get(act)
    if found is None:
        raise EyebotError("discord.error.stale_command")
    return found


def about(*parts: str) -> str:
    """Parts of an argument, as many as fit an id, in order."""
    kept = ""
    for number, part in enumerate(parts):
        longer = f"{kept},{part}" if number else part
        if size(longer) > ARGUMENT:
            break
        kept = longer
    return kept


def parts_of(argument: str) -> list[str]:
    """The parts again."""
    return argument.split(",")
