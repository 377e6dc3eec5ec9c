"""The threads where debates are talked over: opened with a brief from the article, nudged when they
fall quiet.

A thread opened on a message has that message's id, so which debate it belongs to needs no record,
nor does when it was last nudged: its last message says so.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.adapters.discord.floor.citations import pack, render_points
from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.text import label
from bot.debate.models import Debate, State
from bot.errors import EyebotError
from bot.services.brief import SIDES
from bot.services.server_settings import PROMPTS

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient

QUIET = timedelta(hours=1)
_LOOK = timedelta(minutes=10)
_THREAD_NAME = 90
_THREAD_EXISTS = 160004
_REMEMBERED = 1_000


class TalkCog(commands.Cog):
    """Opens threads and asks into the quiet ones."""

    def __init__(self, bot: EyebotClient) -> None:
        self.bot = bot
        self._opened: OrderedDict[int, None] = OrderedDict()

    async def cog_load(self) -> None:
        """Begin looking."""
        self.look.start()

    async def cog_unload(self) -> None:
        """Look no more."""
        self.look.cancel()

    async def open_thread(self, debate: Debate, locale: str) -> bool:
        """A thread on the debate's message with its brief; False where threads can't be opened,
        which costs the debate nothing.
        """
        channel = self.bot.get_channel(int(debate.place))
        if not isinstance(channel, discord.TextChannel):
            return False
        try:
            await self._create(channel, debate)
            thread = self.bot.get_partial_messageable(int(debate.message))
            for number, text in enumerate(self._brief(debate, locale)):
                await thread.send(
                    text,
                    allowed_mentions=SILENT,
                    suppress_embeds=True,
                    nonce=f"brief-{debate.id}-{number}",
                )
        except (discord.HTTPException, *LINE_LOST) as error:
            record(error, "opening a thread")
        return self.has_opened(debate)

    async def _create(self, channel: discord.TextChannel, debate: Debate) -> None:
        """The thread; one that is there already was opened by a try whose answer was lost."""
        message = channel.get_partial_message(int(debate.message))
        try:
            await message.create_thread(
                name=label(debate.motion, _THREAD_NAME), auto_archive_duration=10080
            )
        except discord.HTTPException as error:
            if error.code != _THREAD_EXISTS:
                raise
        self._opened[int(debate.message)] = None
        if len(self._opened) > _REMEMBERED:
            self._opened.popitem(last=False)

    def has_opened(self, debate: Debate) -> bool:
        """Whether this process opened its thread, which Discord may not have told it of yet."""
        return bool(debate.message) and int(debate.message) in self._opened

    @commands.Cog.listener("on_raw_thread_delete")
    async def note_deleted(self, gone: discord.RawThreadDeleteEvent) -> None:
        """A deleted thread is none."""
        self._opened.pop(gone.thread_id, None)

    def _brief(self, debate: Debate, locale: str) -> tuple[str, ...]:
        brief, wording = self.bot.services.brief, self.bot.wording
        lines = [wording.say("discord.talk.welcome", locale)]
        cited = 0
        parts = {"background": brief.background()} | {
            str(side): tuple(p for p in debate.points if p.side == side) for side in SIDES
        }
        for name, points in parts.items() if debate.points else ():
            lines += render_points(points, brief.cite, name, wording, locale, before=cited)
            cited += sum(len(point.citations) for point in points)
        return pack(lines)

    @tasks.loop(seconds=_LOOK.total_seconds())
    async def look(self) -> None:
        """Ask into each quiet thread of a running debate."""
        for guild in self.bot.guilds:
            try:
                if not await self.bot.services.settings.is_on(str(guild.id), PROMPTS):
                    continue
                for debate in await self.bot.services.debates.open_debates(str(guild.id)):
                    await self._nudge(guild, debate)
            except (EyebotError, discord.HTTPException, *LINE_LOST) as error:
                record(error, "discussion prompts")

    async def _nudge(self, guild: discord.Guild, debate: Debate) -> None:
        thread = guild.get_thread(int(debate.message)) if debate.message else None
        now = self.bot.clock()
        if (
            thread is None
            or thread.archived
            or debate.state is not State.OPEN
            or now - _last_said(thread) < QUIET
        ):
            return
        async for message in thread.history(limit=1):
            if (
                self.bot.user
                and message.author.id == self.bot.user.id
                and message.id != thread.id
                and not self._is_brief(debate, message)
            ):
                return
        prompts = list(self.bot.wording.under("prompts", str(guild.preferred_locale)).values())
        turn = int((now - debate.opened_at) / QUIET) + debate.id
        await thread.send(
            prompts[turn % len(prompts)].strip(),
            allowed_mentions=SILENT,
            nonce=f"nudge-{debate.id}-{turn}",
        )

    @staticmethod
    def _is_brief(debate: Debate, message: discord.Message) -> bool:
        """The opening messages: nobody has spoken yet, and one prompt may follow."""
        return message.created_at - debate.opened_at < timedelta(minutes=5)

    @look.before_loop
    async def wait(self) -> None:
        """Servers are known once the bot is ready."""
        await self.bot.wait_until_ready()


def _last_said(thread: discord.Thread) -> datetime:
    return discord.utils.snowflake_time(thread.last_message_id or thread.id)
