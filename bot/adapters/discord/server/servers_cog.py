"""Notes which servers the bot has left, so that their data can go after a while, and which it is
in.
"""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.server.welcome import welcome
from bot.errors import EyebotError


class ServersCog(commands.Cog):
    """Listens to joining and leaving; what happened while it was away is found when it is ready."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        self._kept = bot.services.communities

    @commands.Cog.listener("on_ready")
    async def note_servers(self) -> None:
        """Discord lists every server at each connection, also those that don't answer now."""
        try:
            await self._kept.note_all(
                {str(guild.id) for guild in self.bot.guilds}, self.bot.serves, self.bot.clock()
            )
        except EyebotError as error:
            record(error, "servers")

    @commands.Cog.listener("on_guild_join")
    async def note_joined(self, guild: discord.Guild) -> None:
        """Nothing is deleted, what could not be posted is tried at once, and whoever invited the
        bot is shown how to begin.
        """
        self._hasten(guild)
        await welcome(self.bot, guild)
        try:
            await self._kept.note_present(str(guild.id))
        except EyebotError as error:
            record(error, "server joined")

    @commands.Cog.listener("on_guild_remove")
    async def note_left(self, guild: discord.Guild) -> None:
        """From now on its data has so many days left (`retention.LEFT`)."""
        try:
            await self._kept.note_left(str(guild.id), self.bot.clock())
        except EyebotError as error:
            record(error, "server left")

    @commands.Cog.listener("on_guild_role_update")
    async def note_role(self, _: discord.Role, role: discord.Role) -> None:
        """A permission may have been given back: what could not be posted is tried at once."""
        self._hasten(role.guild)

    @commands.Cog.listener("on_guild_channel_update")
    async def note_channel(
        self, _: discord.abc.GuildChannel, channel: discord.abc.GuildChannel
    ) -> None:
        """A channel's own permissions may have been given back."""
        self._hasten(channel.guild)

    @commands.Cog.listener("on_guild_available")
    async def note_back(self, guild: discord.Guild) -> None:
        """A server that was out of reach answers again."""
        self._hasten(guild)

    def _hasten(self, guild: discord.Guild) -> None:
        self.bot.services.debates.hasten(str(guild.id), self.bot.clock())
