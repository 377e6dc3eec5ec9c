"""A form of a few fields, filled in by a member; its words come ready from the caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.errors import SafeModal
from bot.adapters.discord.floor.text import label

_TITLE = 45
_PATIENCE = 3_600.0
"""Seconds that an unsent form is waited for."""
_LONGEST = 4000

_SWEPT_FROM = 1_000
"""So many forms are remembered before those that were sent are let go of."""

Then = Callable[[Context, dict[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Field:
    """A text field; with `choices` (value, words), one of 2 to 10 to pick."""

    name: str
    label: str
    limit: int = _LONGEST
    minimum: int = 1
    long: bool = False
    default: str = ""
    choices: Sequence[tuple[str, str]] = ()

    def item(self) -> discord.ui.Item[Any]:
        """The control as Discord knows it."""
        if self.choices:
            options = [
                discord.RadioGroupOption(
                    label=label(words), value=value, default=value == self.default
                )
                for value, words in self.choices
            ]
            return discord.ui.RadioGroup(custom_id=self.name, options=options)
        style = discord.TextStyle.paragraph if self.long else discord.TextStyle.short
        return discord.ui.TextInput(
            custom_id=self.name,
            style=style,
            min_length=self.minimum or None,
            max_length=self.limit,
            required=self.minimum > 0,
            default=self.default or None,
        )


class Form(SafeModal):
    """Hands what was filled in, by field name, to `then`."""

    def __init__(self, title: str, fields: Sequence[Field], then: Then) -> None:
        super().__init__(title=label(title, _TITLE), timeout=_PATIENCE)
        self._then = then
        self._items: dict[str, Any] = {field.name: field.item() for field in fields}
        for field in fields:
            self.add_item(
                discord.ui.Label(text=label(field.label, _TITLE), component=self._items[field.name])
            )

    async def on_submit(self, interaction: Interaction, /) -> None:
        """The member sent it."""
        await self._then(
            Context(interaction), {name: item.value or "" for name, item in self._items.items()}
        )


class OpenForms:
    """The one form that each member has open: Discord shows no second, and who closes one without
    sending it tells nobody.
    """

    def __init__(self) -> None:
        self._open: dict[str, Form] = {}

    async def show(self, context: Context, form: Form) -> None:
        """Open a form in the place of the member's last one."""
        if former := self._open.get(context.member):
            former.stop()
        if len(self._open) >= _SWEPT_FROM:
            self._open = {who: one for who, one in self._open.items() if not one.is_finished()}
        self._open[context.member] = form
        await context.respond(context.interaction.response.send_modal(form))


async def show_form(context: Context, form: Form) -> None:
    """Open a form, as the response to an interaction."""
    await context.host.part(OpenForms).show(context, form)
