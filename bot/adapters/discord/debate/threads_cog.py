"""Asks into the threads of debates that have fallen quiet. When a thread was last asked into needs
no record: its last message says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import discord
from discord.ext import commands, tasks

from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.debate.models import Debate, State
from bot.errors import EyebotError
from bot.services.server.settings import PROMPTS

QUIET = timedelta(hours=1)
_LOOK = timedelta(minutes=10)


class ThreadsCog(commands.Cog):
    """Looks every ten minutes."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Start the timer."""
        self.ask_into_quiet_threads.start()

    async def cog_unload(self) -> None:
        """Stop the timer."""
        self.ask_into_quiet_threads.cancel()

    @commands.Cog.listener("on_raw_thread_delete")
    async def note_deleted(self, gone: discord.RawThreadDeleteEvent) -> None:
        """A deleted thread is not written to any more."""
        self.bot.part(Threads).note_deleted(gone.thread_id)

    @tasks.loop(seconds=_LOOK.total_seconds())
    async def ask_into_quiet_threads(self) -> None:
        """Ask into each quiet thread of a running debate."""
        try:
            debates = await self.bot.services.debates.lists.talked_over(unless=PROMPTS.key)
        except EyebotError as error:
            record(error, "discussion prompts")
            return
        for debate in debates:
            guild = self.bot.get_guild(int(debate.community))
            if guild is None:
                continue
            try:
                await self._nudge(guild, debate)
            except (discord.HTTPException, *LINE_LOST) as error:
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

    @ask_into_quiet_threads.before_loop
    async def wait(self) -> None:
        """Servers are known once the bot is ready."""
        await self.bot.wait_until_ready()


def _last_said(thread: discord.Thread) -> datetime:
    return discord.utils.snowflake_time(thread.last_message_id or thread.id)
