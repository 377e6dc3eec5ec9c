"""Direct messages: to authors, to moderators, to members who asked to be told of something."""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST


class DirectMessages:
    """A member who takes none isn't told."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def tell(self, member: str, text: str, nonce: str) -> bool:
        """Whether it reached the member; nobody is told by an empty id."""
        if not member:
            return False
        try:
            user = await self._host.fetch_user(int(member))
            await user.send(text, allowed_mentions=SILENT, nonce=nonce[:25])
        except (discord.HTTPException, *LINE_LOST) as error:
            record(error, "a direct message")
            return False
        return True
