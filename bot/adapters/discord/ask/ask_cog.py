"""Asking by command: `/ask`, and "Ask the article" on a message. Both end in the same reply."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.ask.answering import answer_question
from bot.adapters.discord.ask.asked import asked
from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import CHOICE, size
from bot.errors import EyebotError

_MENU_NAME = "Ask the article"


class AskCog(commands.Cog):
    """The commands to ask with."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        self._menu = everywhere(
            app_commands.ContextMenu(name=_MENU_NAME, callback=self.ask_about_message)
        )

    async def cog_load(self) -> None:
        """A context menu can't be declared in a cog's body."""
        self.bot.tree.add_command(self._menu)

    @app_commands.command(name="ask", description="…")
    @everywhere
    async def ask(self, interaction: Interaction, question: str, private: bool = False) -> None:
        """Answer a question, for all to see unless the member wants it private."""
        context = Context(interaction)
        context.enter()
        await answer_question(context, question, private=private)

    @ask.autocomplete("question")
    async def complete(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Questions that begin like the typed words."""
        titles = Context(interaction).services.ask.complete(typed[:CHOICE])
        return [
            app_commands.Choice(name=title, value=title)
            for title in titles
            if 0 < size(title) <= CHOICE
        ][:25]

    async def ask_about_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer the text of somebody's message, in private: its author didn't ask. Raises
        EyebotError when it has no text.
        """
        context = Context(interaction)
        context.enter()
        question = asked(message.content)
        if not question:
            raise EyebotError("discord.ask.no_text")
        await answer_question(context, question, private=True)
