"""A menu under a debate: one of up to 25 things to choose, outliving restarts as its buttons do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.adapters.discord.debate.components.debate_button import Actions
from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.text import CHOICE, label
from bot.errors import EyebotError

_MOST = 25


class DebatePick(
    Press,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"debatepick:(?P<debate>\d{1,18}):(?P<act>[a-z]{1,12})",
):
    """Hands what was picked to the action of that name, as a button's argument."""

    def __init__(
        self, debate: str, act: str, placeholder: str = "", options: Sequence[tuple[str, str]] = ()
    ) -> None:
        choices = [
            discord.SelectOption(label=label(words, CHOICE), value=value)
            for value, words in options[:_MOST]
        ]
        super().__init__(
            discord.ui.Select(
                custom_id=f"debatepick:{debate}:{act}",
                options=choices or [discord.SelectOption(label="…", value="0")],
                placeholder=label(placeholder, CHOICE) or None,
            )
        )
        self.debate = debate
        self.act = act

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu of a message from its id; what was picked comes with the interaction."""
        return cls(match["debate"], match["act"])

    async def pressed(self, context: Context) -> None:
        """An older bot may have made menus this one doesn't know."""
        action = context.host.part(Actions).get(self.act)
        data: Any = context.interaction.data or {}
        values = data.get("values") or []
        if action is None or not values:
            raise EyebotError("discord.error.stale_command")
        await action(context, self.debate, str(values[0]))


def pick_view(
    debate: str, act: str, placeholder: str, options: Sequence[tuple[str, str]]
) -> discord.ui.View | None:
    """One menu as a view: pairs of value and words."""
    return rows([DebatePick(debate, act, placeholder, options)])
