"""Five steps for whoever invited the bot: written once, where it may write and admins look."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, Panel, Words, panel
from bot.adapters.discord.server.permissions import CheckButton

_TRIED = 5
"""Channels tried before it is given up."""


def welcome_panel(words: Words) -> Panel:
    """The steps, with the one that the bot can do itself as a button."""
    return panel(
        Accent.PANEL,
        words.say("answers.welcome.title"),
        words.say("answers.welcome.steps"),
        [CheckButton(words.say("answers.welcome.check"))],
        words.say("answers.welcome.note"),
    )


async def welcome(host: Host, guild: discord.Guild) -> bool:
    """Write the steps; False where no channel takes them."""
    view = welcome_panel(Words(host.wording, str(guild.preferred_locale)))
    for channel in list(_places(guild))[:_TRIED]:
        try:
            await channel.send(view=view, allowed_mentions=SILENT, nonce=f"welcome-{guild.id}"[:25])
        except discord.HTTPException:
            continue
        return True
    return False


def _places(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Where it may write: what only admins read first, then where Discord greets, then from the
    top.
    """
    seen: set[int] = set()
    for channel in (guild.public_updates_channel, guild.system_channel, *guild.text_channels):
        if channel is None or channel.id in seen:
            continue
        seen.add(channel.id)
        held = channel.permissions_for(guild.me)
        if held.view_channel and held.send_messages:
            yield channel
