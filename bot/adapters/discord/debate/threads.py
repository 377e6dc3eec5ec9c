"""The threads where debates are talked over, each opened on its debate's message with a brief from
the article.

A thread opened on a message has that message's id, so which debate it belongs to needs no record.
"""

from __future__ import annotations

from collections import OrderedDict

import discord

from bot.adapters.discord.floor.citations import pack, render_points
from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.text import label
from bot.debate.models import Debate
from bot.services.debating.brief import SIDES

_NAME = 90
_EXISTS = 160004
_REMEMBERED = 1_000


class Threads:
    """Opens threads, and tells which debates have one."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._opened: OrderedDict[int, None] = OrderedDict()

    async def open(self, debate: Debate) -> bool:
        """A thread on the debate's message with its brief; False where threads can't be opened,
        which costs the debate nothing.
        """
        channel = self._host.get_channel(int(debate.place))
        if not isinstance(channel, discord.TextChannel):
            return False
        try:
            await self._create(channel, debate)
            thread = self._host.get_partial_messageable(int(debate.message))
            for number, text in enumerate(self._brief(debate)):
                await thread.send(
                    text,
                    allowed_mentions=SILENT,
                    suppress_embeds=True,
                    nonce=f"brief-{debate.id}-{number}",
                )
        except (discord.HTTPException, *LINE_LOST) as error:
            record(error, "opening a thread")
        return int(debate.message) in self._opened

    def has(self, debate: Debate) -> bool:
        """Whether the debate has a thread that can be written to; one that was just opened here
        counts before Discord has told of it.
        """
        if not debate.message:
            return False
        guild = self._host.get_guild(int(debate.community))
        thread = guild.get_thread(int(debate.message)) if guild else None
        if thread is not None:
            return not thread.locked
        return int(debate.message) in self._opened

    def note_deleted(self, thread: int) -> None:
        """Forget a thread that was deleted; its id is its debate's message."""
        self._opened.pop(thread, None)

    async def _create(self, channel: discord.TextChannel, debate: Debate) -> None:
        """The thread; one that is there already was opened by a try whose answer was lost."""
        message = channel.get_partial_message(int(debate.message))
        try:
            await message.create_thread(
                name=label(debate.motion, _NAME), auto_archive_duration=10080
            )
        except discord.HTTPException as error:
            if error.code != _EXISTS:
                raise
        self._opened[int(debate.message)] = None
        if len(self._opened) > _REMEMBERED:
            self._opened.popitem(last=False)

    def _brief(self, debate: Debate) -> tuple[str, ...]:
        brief, wording = self._host.services.brief_on(debate.article), self._host.wording
        locale = self._host.locale_of(debate.community)
        lines = [wording.say("discord.talk.welcome", locale)]
        cited = 0
        parts = {"background": brief.background()} | {
            str(side): tuple(p for p in debate.points if p.side == side) for side in SIDES
        }
        for name, points in parts.items() if debate.points else ():
            lines += render_points(points, brief.cite, name, wording, locale, before=cited)
            cited += sum(len(point.citations) for point in points)
        return pack(lines)
