"""For maintainers: why the bot answers a question as it does."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import MESSAGE, clean, shorten

_FENCE = "```\n{}\n```"


@app_commands.guild_only()
class KnowledgeCog(commands.GroupCog, group_name="kb", group_description="…"):
    """Commands on the knowledge; moderators only."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="explain", description="…")
    async def explain(self, interaction: Interaction, question: str) -> None:
        """Candidates, signals, thresholds and outcome, exactly as `/ask` used them."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        text = clean(context.services.ask.explain(question)).replace("`", "ˋ")
        fenced = _FENCE.format(shorten(text, MESSAGE - len(_FENCE)))
        await context.answer(discord.utils.escape_mentions(fenced))
