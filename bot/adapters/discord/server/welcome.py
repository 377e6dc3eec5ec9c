"""Five steps for whoever invited the bot: written once, where it may write and admins look."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.look import Accent, Panel, Words, ids_in, panel
from bot.adapters.discord.server.permissions import CHECK, CheckButton

_TRIED = 5
"""Channels tried before it is given up."""
_LOOKED_THROUGH = 100
"""Messages among which an earlier welcome is looked for."""


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
            if await _is_there(channel):
                return True
            await channel.send(view=view, allowed_mentions=SILENT, nonce=f"welcome-{guild.id}"[:25])
        except (discord.HTTPException, *LINE_LOST):
            continue
        return True
    return False


async def _is_there(channel: discord.TextChannel) -> bool:
    """Whether it was written there the last time the bot was invited."""
    me = channel.guild.me
    if not channel.permissions_for(me).read_message_history:
        return False
    return any(
        [
            message.author.id == me.id and CHECK in ids_in(message.components)
            async for message in channel.history(limit=_LOOKED_THROUGH)
        ]
    )


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
