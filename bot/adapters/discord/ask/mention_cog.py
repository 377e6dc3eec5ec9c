"""Asking by mention or direct message. Their answers can't be private, so what is no answer is kept
short there.
"""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.adapters.discord.ask.answering import Turns
from bot.adapters.discord.ask.asked import asked
from bot.adapters.discord.ask.buttons import AskButton
from bot.adapters.discord.ask.panels import line_panel, reply_panel
from bot.adapters.discord.ask.questions import Questions
from bot.adapters.discord.ask.voted import debates_text
from bot.adapters.discord.floor.context import SILENT, places_of
from bot.adapters.discord.floor.errors import tell_in_channel
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, Panel, Words, ids_in
from bot.errors import EyebotError

_FOLLOW = "ask:f:"


class MentionCog(commands.Cog):
    """Hears messages that are meant for the bot."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        self._told: set[int] = set()

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
        self.bot.gate.enter(member, str(message.guild.id) if message.guild else "", now)
        words = Words(self.bot.wording, locale)
        if _is_withheld(message):
            panel = _how_to_follow(message, words)
        else:
            panel = await self._answer(message, member, words)
        await message.reply(
            view=panel, nonce=str(message.id), mention_author=False, allowed_mentions=SILENT
        )

    async def _answer(self, message: discord.Message, member: str, words: Words) -> Panel:
        now = self.bot.clock()
        question, guild = asked(message.content), message.guild
        places = places_of(message.channel) if guild else (member,)
        services = self.bot.services.of(str(guild.id) if guild else "", *places)
        reply = await self.bot.part(Turns).ask(
            services.ask,
            question,
            member=member,
            place=str(message.channel.id),
            now=now,
            locale=words.locale,
        )
        token = ""
        if services.feedback is not None and question:
            token = self.bot.part(Questions).hold(question, member, now, reply)
        more = await debates_text(services, guild, message.author, words, reply)
        # Discord shows the question itself above a reply.
        return reply_panel(reply, "", words, token=token, is_brief=guild is not None, more=more)


def _is_withheld(message: discord.Message) -> bool:
    """Whether it is a plain reply to the bot, whose text Discord keeps back: the bot is mentioned
    by the reply itself, and nothing else is there.
    """
    is_reply = message.type is discord.MessageType.reply
    return is_reply and not message.content and not message.attachments and not message.stickers


def _how_to_follow(message: discord.Message, words: Words) -> Panel:
    """What to do instead, with the answer's own "Follow up" at hand."""
    answered = message.reference.resolved if message.reference else None
    ids = ids_in(answered.components) if isinstance(answered, discord.Message) else []
    entry = next((one.removeprefix(_FOLLOW) for one in ids if one.startswith(_FOLLOW)), "")
    button = [AskButton("f", entry, words.say("answers.buttons.follow"))] if entry else []
    return line_panel(Accent.TALK, words.say("answers.withheld"), button)
