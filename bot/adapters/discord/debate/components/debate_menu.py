"""A menu under a debate: one of up to 25 things to choose, outliving restarts as its buttons do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.adapters.discord.debate.components.debate_button import Actions
from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.text import CHOICE, label

_MOST = 25


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be picked and what picking does. `options` are pairs of value and words; `chosen`
    are marked as picked, `before` is what other menus brought.
    """

    act: str
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: int = 1
    most: int = 1
    chosen: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()


class DebatePick(
    Press,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"debatepick:(?P<debate>\d{1,18}):(?P<act>[a-z]{1,12})(?::(?P<arg>[\w.-]{0,45}))?",
):
    """Hands what was picked to the action of that name, as a button's argument: after what was
    picked before, which the menu's id carries, with blanks between.
    """

    def __init__(self, debate: str, menu: Menu) -> None:
        choices = [
            discord.SelectOption(
                label=label(words, CHOICE), value=value, default=value in menu.chosen
            )
            for value, words in menu.options[:_MOST]
        ]
        before = ":" + ".".join(menu.before) if menu.before else ""
        super().__init__(
            discord.ui.Select(
                custom_id=f"debatepick:{debate}:{menu.act}{before}",
                options=choices or [discord.SelectOption(label="…", value="0")],
                placeholder=label(menu.placeholder, CHOICE) or None,
                min_values=menu.least,
                max_values=max(1, min(menu.most, len(choices))),
            )
        )
        self.debate = debate
        self.act = menu.act
        self.before = menu.before

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the menu of a message from its id; what was picked comes with the interaction."""
        before = tuple(part for part in (match["arg"] or "").split(".") if part)
        return cls(match["debate"], Menu(match["act"], before=before))

    async def pressed(self, context: Context) -> None:
        """Hand what was picked to the action of that name."""
        data: Any = context.interaction.data or {}
        values = (str(value) for value in data.get("values") or ())
        picked = " ".join((*self.before, *values))
        await context.host.part(Actions).run(self.act, context, self.debate, picked)


def pick_view(
    debate: str, act: str, placeholder: str, options: Sequence[tuple[str, str]]
) -> discord.ui.View | None:
    """One menu as a view: pairs of value and words."""
    return rows([DebatePick(debate, Menu(act, placeholder, tuple(options)))])
