"""Where debates are shown: posts, edits and threads by id, for messages that outlive the process that sent them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.adapters.discord.visit import SILENT
from bot.errors import DebateError

_NEEDED = ("view_channel", "send_messages", "embed_links", "attach_files")


def require_permissions(channel: discord.abc.GuildChannel | discord.Thread) -> None:
    """Raises DebateError naming every permission that is missing, before anything is sent."""
    held = channel.permissions_for(channel.guild.me)
    missing = [name for name in _NEEDED if not getattr(held, name)]
    if missing:
        names = ", ".join(f"“{name.replace('_', ' ').title()}”" for name in missing)
        raise DebateError("discord.error.missing_permissions", names=names, channel=channel.name)


class Board:
    """Talks to channels, threads and messages by their ids; discord.py's errors pass through to the caller."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def _place(self, channel: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(channel))

    async def post(
        self,
        channel: str,
        text: str = "",
        *,
        embed: discord.Embed | None = None,
        view: discord.ui.View | None = None,
        files: Sequence[discord.File] = (),
    ) -> str:
        """Send a message; its id."""
        parts: dict[str, Any] = {"embed": embed, "view": view, "files": list(files) or None}
        sent = await self._place(channel).send(
            text or None, allowed_mentions=SILENT, **{name: part for name, part in parts.items() if part}
        )
        return str(sent.id)

    async def edit(
        self, channel: str, message: str, *, embed: discord.Embed, view: discord.ui.View | None, files: Sequence[discord.File] = ()
    ) -> None:
        """Replace a message's embed, buttons and picture."""
        partial = self._place(channel).get_partial_message(int(message))
        await partial.edit(embed=embed, view=view, attachments=list(files), allowed_mentions=SILENT)
