"""What the bot may do in a channel, and where to grant what is missing."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.look import Accent, Panel, Words, panel
from bot.adapters.discord.floor.text import label, plain_line

_ALWAYS = ("view_channel", "embed_links", "attach_files", "read_message_history")
_SPEAK = "send_messages"
_SPEAK_IN_THREADS = "send_messages_in_threads"
_OPEN_THREADS = "create_public_threads"
CHECK = "server:permissions"
"""The button's id."""


def missing(held: discord.Permissions, *, in_thread: bool) -> list[str]:
    """The permissions that asking by mention and debates need and that aren't there, as Discord's
    settings name them.
    """
    needed = [*_ALWAYS, _SPEAK_IN_THREADS]
    if not in_thread:
        needed += [_SPEAK, _OPEN_THREADS]
    return [name.replace("_", " ").title() for name in needed if not getattr(held, name)]


def permissions_panel(
    held: discord.Permissions | None, channel: str, words: Words, *, in_thread: bool = False
) -> Panel:
    """That all is well, or what is missing and where to grant it."""
    if held is None:
        return panel(Accent.NOTICE, words.say("answers.permissions.unknown"))
    lacking = missing(held, in_thread=in_thread)
    if not lacking:
        return panel(Accent.PANEL, words.say("answers.permissions.fine", channel=channel))
    names = ", ".join(f"“{name}”" for name in lacking)
    return panel(
        Accent.NOTICE, words.say("answers.permissions.missing", channel=channel, names=names)
    )


class CheckButton(Press, discord.ui.DynamicItem[discord.ui.Button[Any]], template=re.escape(CHECK)):
    """Tells, in private, what the bot may do where the button is pressed."""

    def __init__(self, words: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                label=label(words),
                style=discord.ButtonStyle.primary,
                custom_id=CHECK,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls()

    async def pressed(self, context: Context) -> None:
        """Discord tells with each click what the bot may do there."""
        interaction = context.interaction
        held = interaction.app_permissions if context.community else None
        channel = interaction.channel
        in_thread = isinstance(channel, discord.Thread)
        name = getattr(channel, "mention", None) or plain_line(str(channel or "…"), 100)
        await context.answer(view=permissions_panel(held, name, context.words, in_thread=in_thread))
