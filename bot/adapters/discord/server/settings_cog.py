"""`/settings …`: a command for each row of `SETTINGS`, and one that shows them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, panel
from bot.adapters.discord.floor.messenger import require_permissions
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import CHOICE, label, plain_line
from bot.adapters.discord.floor.when import suggest_lengths
from bot.errors import EyebotError
from bot.services.server.settings import ARTICLE, SETTINGS, Kind, ServerSetting

_MOST = 25
_Voters = app_commands.Range[int, 1, 1_000]
Change = Callable[[Interaction, str], Awaitable[None]]
"""Sets one setting to what was chosen; empty takes it back."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class SettingsCog(commands.GroupCog, group_name="settings", group_description="…"):
    """Commands for moderators; a guarded setting needs Manage Server."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        group = self.app_command
        assert isinstance(group, app_commands.Group)  # noqa: S101  # a GroupCog's always is
        for setting in SETTINGS:
            group.add_command(_command(setting))

    @app_commands.command(name="show", description="…")
    async def show(self, interaction: Interaction) -> None:
        """Every setting and what is in force."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        shown = await context.services.settings.shown(context.community)
        lines = [_line(context, setting, value) for setting, value in shown.items()]
        lines += _overrides(context)
        view = panel(Accent.PANEL, context.say("settings.title"), "\n".join(lines))
        await context.answer(view=view)


async def _change(interaction: Interaction, setting: ServerSetting, text: str) -> None:
    context = Context(interaction)
    if setting.guarded and not interaction.permissions.manage_guild:
        # A moderator by role could hand the role's power on, or publish what members relied on.
        raise EyebotError("settings.refused.manage_server")
    await context.defer()
    if not setting.guarded:
        await require_moderator(context)
    value = await context.services.settings.change(
        context.community, setting, text, by=context.member, now=context.now
    )
    await context.answer(_line(context, setting, value))


async def _choose_article(
    interaction: Interaction, value: str = "", channel: discord.TextChannel | None = None
) -> None:
    """Choose an article for the server, or for one of its channels."""
    context = Context(interaction)
    await context.defer()
    await require_moderator(context)
    place = str(channel.id) if channel else ""
    title = await context.services.settings.choose_article(
        context.community, value, place=place, by=context.member, now=context.now
    )
    shown = _in_channel(context, place, title) if place else _line(context, ARTICLE, title)
    await context.answer(shown)


async def _offer_articles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    wanted = typed.casefold()
    library = Context(interaction).services.library
    found = [shelf for shelf in library if wanted in f"{shelf.title} {shelf.id}".casefold()]
    return [
        app_commands.Choice(name=label(shelf.title, CHOICE), value=shelf.id)
        for shelf in found[:_MOST]
    ]


def _overrides(context: Context) -> list[str]:
    """A line for each channel that has an article of its own."""
    found = context.services.library.overrides(context.community)
    return [_in_channel(context, place, shelf.title) for place, shelf in found.items()]


def _in_channel(context: Context, place: str, title: str) -> str:
    channel = f"<#{place}>"
    return context.say("settings.article.in_channel", channel=channel, value=plain_line(title, 200))


def _line(context: Context, setting: ServerSetting, value: str) -> str:
    if not value:
        return context.say(f"settings.{setting.name}.unset")
    return context.say(f"settings.{setting.name}.set", value=_written(setting.kind, value))


def _written(kind: Kind, value: str) -> str:
    marks = {Kind.ROLE: "<@&{}>", Kind.CHANNEL: "<#{}>"}
    shown = plain_line(value, 200) if kind is Kind.ARTICLE else value
    return marks.get(kind, "{}").format(shown)


def _command(setting: ServerSetting) -> app_commands.Command[Any, ..., None]:
    """What Discord offers for it: the option that fits its kind. Left out, the setting is taken
    back.
    """

    async def change(interaction: Interaction, text: str) -> None:
        await _change(interaction, setting, text)

    is_article = setting.kind is Kind.ARTICLE
    callback: Any = _choose_article if is_article else _BY_KIND[setting.kind](change)
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=setting.name, description="…", callback=callback
    )
    if is_article:
        command.autocomplete("value")(_offer_articles)
    if setting.kind is Kind.CHOICE:
        choices = [app_commands.Choice(name=one, value=one) for one in setting.choices()]
        app_commands.choices(value=choices)(command)
    if setting.kind is Kind.LENGTH:
        command.autocomplete("value")(_offer_lengths)
    return command


async def _offer_lengths(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=text, value=text) for text in suggest_lengths(typed)]


def _of_role(change: Change) -> Any:  # noqa: ANN401  # discord.py reads the signature
    async def callback(interaction: Interaction, role: discord.Role | None = None) -> None:
        if role is not None and role.is_default():
            raise EyebotError("settings.refused.everyone")
        await change(interaction, str(role.id) if role else "")

    return callback


def _of_channel(change: Change) -> Any:  # noqa: ANN401  # discord.py reads the signature
    async def callback(
        interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        if channel:
            require_permissions(channel)
        await change(interaction, str(channel.id) if channel else "")

    return callback


def _of_number(change: Change) -> Any:  # noqa: ANN401  # discord.py reads the signature
    async def callback(interaction: Interaction, value: _Voters | None = None) -> None:
        await change(interaction, str(value or ""))

    return callback


def _of_text(change: Change) -> Any:  # noqa: ANN401  # discord.py reads the signature
    async def callback(interaction: Interaction, value: str = "") -> None:
        await change(interaction, value)

    return callback


def _of_switch(change: Change) -> Any:  # noqa: ANN401  # discord.py reads the signature
    async def callback(interaction: Interaction, on: bool) -> None:
        await change(interaction, "on" if on else "off")

    return callback


_BY_KIND: dict[Kind, Callable[[Change], Any]] = {
    Kind.ROLE: _of_role,
    Kind.CHANNEL: _of_channel,
    Kind.NUMBER: _of_number,
    Kind.CHOICE: _of_text,
    Kind.LENGTH: _of_text,
    Kind.SWITCH: _of_switch,
}
