"""Buttons under a debate. The id carries debate, action and argument, so a click after a restart
still counts.

`debate:7:vote:final:for` -> debate 7, action `vote`, argument `final:for`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

import discord

from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.text import label
from bot.errors import EyebotError

Action = Callable[[Context, str, str], Awaitable[None]]
"""Of a context, a debate's id and the argument."""


class Actions(dict[str, Action]):
    """What the buttons and menus under a debate do, by the name in their ids."""

    async def run(self, act: str, context: Context, debate: str, arg: str) -> None:
        """Do what that name stands for. Raises EyebotError where there is none: an older bot may
        have made buttons this one doesn't know.
        """
        action = self.get(act)
        if action is None:
            raise EyebotError("discord.error.stale_command")
        await action(context, debate, arg)


_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button and what it does."""

    label: str
    act: str
    arg: str = ""
    style: str = "secondary"
    row: int | None = None
    emoji: str | None = None


class DebateButton(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"debate:(?P<debate>[\w-]{1,36}):(?P<act>[a-z]{1,12})(?::(?P<arg>.{0,60}))?",
):
    """Any button of any debate."""

    def __init__(self, debate: str, button: Button) -> None:
        custom_id = f"debate:{debate}:{button.act}" + (f":{button.arg}" if button.arg else "")
        style = _STYLES[button.style]
        super().__init__(
            discord.ui.Button(
                label=label(button.label),
                style=style,
                custom_id=custom_id,
                row=button.row,
                emoji=button.emoji,
            )
        )
        self.debate = debate
        self.act = button.act
        self.arg = button.arg

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls(
            match["debate"],
            Button(getattr(item, "label", None) or "…", match["act"], match["arg"] or ""),
        )

    async def pressed(self, context: Context) -> None:
        """Hand the click to the action of that name."""
        await context.host.part(Actions).run(self.act, context, self.debate, self.arg)


def button_view(debate: str, *buttons: Button) -> discord.ui.View | None:
    """Buttons of one debate as a view; None without any."""
    return rows([DebateButton(debate, button) for button in buttons[:25]])


def rows_view(debate: str, buttons: Iterable[Iterable[Button]]) -> discord.ui.View | None:
    """Rows of buttons of one debate, as they are given; None without any."""
    placed = [
        DebateButton(debate, replace(button, row=number))
        for number, row in enumerate(buttons)
        for button in row
    ]
    return rows(placed[:25])
