"""Asking: `/ask`, a mention, a direct message, and "Ask the article" on a message. All of them end
in the same reply.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.ask.ask_views import SendToMaintainers, buttons
from bot.adapters.discord.ask.render import Page, render_reply
from bot.adapters.discord.ask.unanswered import Unanswered
from bot.adapters.discord.floor.context import SILENT, Context, Interaction, places_of
from bot.adapters.discord.floor.errors import tell_in_channel
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import CHOICE, size
from bot.errors import EyebotError

_MENU_NAME = "Ask the article"


class AskCog(commands.Cog):
    """The ways to ask."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        self._told: set[int] = set()
        self._menu = app_commands.ContextMenu(name=_MENU_NAME, callback=self.ask_about_message)

    async def cog_load(self) -> None:
        """A context menu can't be declared in a cog's body."""
        self.bot.tree.add_command(self._menu)

    @app_commands.command(name="ask", description="…")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def ask(self, interaction: Interaction, question: str, private: bool = False) -> None:
        """Answer a question, for all to see unless the member wants it private."""
        context = Context(interaction)
        context.enter()
        await context.defer(private=private)
        await self._answer(context, question, private=private)

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
        """Answer the text of somebody's message, in private: its author didn't ask."""
        context = Context(interaction)
        context.enter()
        if not message.content.strip():
            raise EyebotError("discord.ask.no_text")
        await context.defer()
        await self._answer(context, self._without_mention(message.content), private=True)

    async def _answer(self, context: Context, question: str, *, private: bool) -> None:
        reply = await context.services.ask.ask_aside(
            question,
            member=context.member,
            place=context.channel,
            now=context.now,
            locale=context.locale,
        )
        page = render_reply(reply, context.wording, context.locale)
        view = buttons(page, self._keep(page, question, context.member, context.locale))
        await context.answer(*page.texts, private=private, view=view)

    @commands.Cog.listener("on_message")
    async def answer_message(self, message: discord.Message) -> None:
        """Answer a mention or a direct message; other messages come without their text and are none
        of the bot's business.
        """
        me = self.bot.user
        if (
            message.author.bot
            or message.webhook_id
            or me is None
            or message.type not in (discord.MessageType.default, discord.MessageType.reply)
        ):
            return
        if message.guild is not None and me.id not in {user.id for user in message.mentions}:
            return
        if not await self.bot.requests.admit_message(message.id):
            return
        locale = str(message.guild.preferred_locale) if message.guild else "en"
        try:
            await self._reply(message, locale)
            self._told.discard(message.author.id)
        except Exception as error:  # noqa: BLE001  # the edge: every error becomes words
            await self._complain(message, error, locale)

    async def _complain(self, message: discord.Message, error: Exception, locale: str) -> None:
        """Say what went wrong; "slow down" only once in a row, for a flood isn't answered by a
        flood.
        """
        if isinstance(error, EyebotError) and error.key.startswith("discord.slow_down"):
            if message.author.id in self._told:
                return
            self._told.add(message.author.id)
        await tell_in_channel(message, error, self.bot.wording, locale)

    async def _reply(self, message: discord.Message, locale: str) -> None:
        now = self.bot.clock()
        member = str(message.author.id)
        community = str(message.guild.id) if message.guild else ""
        self.bot.gate.enter(member, community, now)
        question = self._without_mention(message.content)
        services = self.bot.services.of(community, *places_of(message.channel))
        reply = await services.ask.ask_aside(
            question, member=member, place=str(message.channel.id), now=now, locale=locale
        )
        page = render_reply(reply, self.bot.wording, locale)
        view: Any = buttons(page, self._keep(page, question, member, locale))
        for number, text in enumerate(page.texts[:-1]):
            await message.channel.send(
                text,
                allowed_mentions=SILENT,
                suppress_embeds=True,
                nonce=f"{message.id}-{number}",
            )
        await message.reply(
            page.texts[-1],
            nonce=str(message.id),
            view=view,
            mention_author=False,
            allowed_mentions=SILENT,
            suppress_embeds=True,
        )

    def _keep(
        self, page: Page, question: str, member: str, locale: str
    ) -> SendToMaintainers | None:
        if not page.askable or self.bot.services.feedback is None:
            return None
        token = self.bot.part(Unanswered).hold(question, member, self.bot.clock())
        return SendToMaintainers(token, self.bot.wording.say("discord.feedback.button", locale))

    def _without_mention(self, text: str) -> str:
        me = self.bot.user
        return text.replace(f"<@{me.id}>", " ").replace(f"<@!{me.id}>", " ").strip() if me else text
