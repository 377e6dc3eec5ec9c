"""`/argue`: the article's own cited points for a side. The bot lends them to either side and takes
none.
"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.citations import pack, render_points
from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host


class ArgueCog(commands.Cog):
    """The command `/argue`."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="argue", description="…")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.choices(
        side=[
            app_commands.Choice(name="for", value="for"),
            app_commands.Choice(name="against", value="against"),
        ]
    )
    async def argue(self, interaction: Interaction, side: str) -> None:
        """The strongest points for a side, or that the article has none."""
        context = Context(interaction)
        context.enter()
        points = context.services.brief.points(side)
        lines = render_points(
            points, context.services.brief.cite, side, context.wording, context.locale
        )
        await context.answer(*pack(lines))
