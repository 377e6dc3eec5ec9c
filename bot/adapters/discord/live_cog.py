"""Keeps the message of a debate with a live tally up to date, at most every ten seconds: Discord limits edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from bot.adapters.discord.on_error import record
from bot.errors import EyebotError

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient

_SECONDS = 10


class LiveCog(commands.Cog):
    """A loop over the debates that votes have changed."""

    def __init__(self, bot: EyebotClient) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Begin."""
        self.refresh.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self.refresh.cancel()

    @tasks.loop(seconds=_SECONDS)
    async def refresh(self) -> None:
        """Edit each changed message once; a failed edit waits for the next vote."""
        changed, self.bot.stale_debates = self.bot.stale_debates, set()
        for debate in changed:
            try:
                view = await self.bot.services.debates.view(debate)
                if view.live is not None:
                    await self.bot.announcer.update(view)
            except EyebotError as error:
                record(error, "live tally")
