"""A form of a few fields, filled in by a member; its words come ready from the caller."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import discord

from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.errors import Press, SafeModal, tell
from bot.adapters.discord.floor.text import CHOICE, label, quoted
from bot.errors import EyebotError

_TITLE = 45
_PATIENCE = 3_600.0
"""Seconds that an unsent form is waited for."""
_LONGEST = 4000

_QUOTED = 700
"""Characters of each long field that stand below a refusal."""
_KEPT = 500
"""Forms that were refused and are remembered, to be opened again."""
_SWEPT_FROM = 1_000
"""So many forms are remembered before those that were sent are let go of."""

Then = Callable[[Context, dict[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Field:
    """A text field; with `choices` (value, words), one of 2 to 10 to pick; with `is_role`, a role
    by its id, or none.
    """

    name: str
    label: str
    limit: int = _LONGEST
    minimum: int = 1
    long: bool = False
    default: str = ""
    choices: Sequence[tuple[str, str]] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    """A sentence for each choice, by its value."""
    hint: str = ""
    """Stands below the label."""
    is_role: bool = False

    def item(self) -> discord.ui.Item[Any]:
        """The control as Discord knows it."""
        if self.choices:
            options = [
                discord.RadioGroupOption(
                    label=label(words),
                    value=value,
                    description=label(self.hints[value], CHOICE) if value in self.hints else None,
                    default=value == self.default,
                )
                for value, words in self.choices
            ]
            return discord.ui.RadioGroup(custom_id=self.name, options=options)
        if self.is_role:
            chosen = [discord.Object(int(self.default), type=discord.Role)] if self.default else []
            return discord.ui.RoleSelect[Any](
                custom_id=self.name, required=False, min_values=0, default_values=chosen
            )
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
        self._title, self._fields, self._then = title, fields, then
        self._items: dict[str, Any] = {one.name: one.item() for one in fields}
        for one in fields:
            self.add_item(
                discord.ui.Label(
                    text=label(one.label, _TITLE),
                    description=label(one.hint, CHOICE) if one.hint else None,
                    component=self._items[one.name],
                )
            )

    @property
    def _filled(self) -> dict[str, str]:
        return {name: _value(item) for name, item in self._items.items()}

    def again(self) -> Form:
        """The same form with what was typed."""
        filled = self._filled
        fields = [replace(one, default=filled[one.name][: one.limit]) for one in self._fields]
        return Form(self._title, fields, self._then)

    def copy(self) -> Form:
        """The same form, not sent yet: Discord shows each once."""
        return Form(self._title, self._fields, self._then)

    async def on_submit(self, interaction: Interaction, /) -> None:
        """The member sent it."""
        await self._then(Context(interaction), self._filled)

    # As discord.py's own Modal has it.
    async def on_error(  # type: ignore[override]
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        """Tell why not, with a button that opens the form again: no word that was typed is lost."""
        context = Context(interaction)
        view = None
        if isinstance(error, EyebotError):
            token = context.host.part(OpenForms).keep(self.again())
            view = rows([TryAgain(token, context.say("moderate.form.again"))])
        await tell(interaction, error, type(self).__name__, view, self._quoted())

    def _quoted(self) -> str:
        """The longer of what was typed, to be copied where the form itself is lost."""
        typed = (self._filled[one.name].strip() for one in self._fields if one.long)
        return "\n".join(quoted(text, _QUOTED) for text in typed if text)


def _value(item: Any) -> str:  # noqa: ANN401  # one of Discord's controls
    if isinstance(item, discord.ui.RoleSelect):
        return str(item.values[0].id) if item.values else ""
    return item.value or ""


class OpenForms:
    """The one form that each member has open: Discord shows no second, and who closes one without
    sending it tells nobody.
    """

    def __init__(self) -> None:
        self._open: dict[str, Form] = {}
        self._refused: OrderedDict[str, Form] = OrderedDict()

    def keep(self, form: Form) -> str:
        """Remember a form that was refused; by what it is found again."""
        token = secrets.token_hex(6)
        self._refused[token] = form
        if len(self._refused) > _KEPT:
            self._refused.popitem(last=False)
        return token

    def refused(self, token: str) -> Form:
        """A form that was refused. Raises EyebotError when it is no longer remembered."""
        if token not in self._refused:
            raise EyebotError("moderate.form.forgotten")
        return self._refused[token].copy()

    async def show(self, context: Context, form: Form) -> None:
        """Open a form in the place of the member's last one."""
        if former := self._open.get(context.member):
            former.stop()
        if len(self._open) >= _SWEPT_FROM:
            self._open = {who: one for who, one in self._open.items() if not one.is_finished()}
        self._open[context.member] = form
        await context.respond(context.interaction.response.send_modal(form))


class TryAgain(
    Press,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"again:(?P<token>[0-9a-f]{1,24})",
):
    """Opens a form that was refused, with what was typed: Discord lets no form answer a form."""

    def __init__(self, token: str, words: str) -> None:
        super().__init__(discord.ui.Button(label=label(words), custom_id=f"again:{token}"))
        self.token = token

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id."""
        return cls(match["token"], getattr(item, "label", None) or "…")

    async def pressed(self, context: Context) -> None:
        """Open it."""
        await show_form(context, context.host.part(OpenForms).refused(self.token))


async def show_form(context: Context, form: Form) -> None:
    """Open a form, as the response to an interaction."""
    await context.host.part(OpenForms).show(context, form)
