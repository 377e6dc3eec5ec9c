"""What there is to ask: `/help`, `/topics`, `/sources`."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.ask.ask_views import TopicPick
from bot.adapters.discord.ask.render import render_sources, render_topics
from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.host import Host


class HelpCog(commands.Cog):
    """Commands that show the way; their replies are private, so a channel isn't filled with
    them.
    """

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="help", description="…")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def help(self, interaction: Interaction) -> None:
        """How to ask, debate and be forgotten."""
        context = Context(interaction)
        await context.answer(context.say("discord.help"))

    @app_commands.command(name="topics", description="…")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def topics(self, interaction: Interaction) -> None:
        """What the article covers, with a menu to the questions."""
        context = Context(interaction)
        topics = context.services.ask.topics()
        menu = rows([TopicPick(topics, context.say("discord.topics.pick"))] if topics else [])
        await context.answer(*render_topics(topics, context.wording, context.locale), view=menu)

    @app_commands.command(name="sources", description="…")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def sources(self, interaction: Interaction) -> None:
        """The article's own links."""
        context = Context(interaction)
        await context.answer(
            *render_sources(context.services.ask.sources(), context.wording, context.locale)
        )
