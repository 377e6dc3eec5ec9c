"""Where debates are shown: posts, edits and threads by id, for messages that outlive the process
that sent them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.adapters.discord.floor.context import SILENT
from bot.debate.models import Debate
from bot.errors import DebateError

_CLOCKS_APART = timedelta(minutes=5)
_LOOKED_THROUGH = 300
"""Messages that may have come since, before one's own is no longer looked for."""
_NEEDED = ("view_channel", "send_messages", "embed_links", "attach_files")


def require_permissions(channel: discord.abc.GuildChannel | discord.Thread) -> None:
    """Raises DebateError naming every permission that is missing, before anything is sent."""
    held = channel.permissions_for(channel.guild.me)
    missing = [name for name in _NEEDED if not getattr(held, name)]
    if missing:
        names = ", ".join(f"“{name.replace('_', ' ').title()}”" for name in missing)
        raise DebateError("discord.error.missing_permissions", names=names, channel=channel.name)


class Messenger:
    """Talks to channels, threads and messages by their ids; discord.py's errors pass through to the
    caller.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def _channel(self, channel: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(channel))

    async def post(
        self,
        channel: str,
        text: str = "",
        *,
        view: discord.ui.LayoutView | None = None,
        files: Sequence[discord.File] = (),
        nonce: str = "",
        ping_role: str = "",
        replies_to: str = "",
    ) -> str:
        """Send a message; its id. Discord takes two sends with one nonce within a few minutes for
        one, so a repeat after a crash is none. A message that it replies to may be gone.
        """
        parts: dict[str, Any] = {
            "view": view,
            "files": list(files) or None,
            "nonce": nonce[:25],
            "reference": _reference(channel, replies_to) if replies_to else None,
        }
        mentions = (
            discord.AllowedMentions(
                everyone=False, users=False, roles=[discord.Object(int(ping_role))]
            )
            if ping_role
            else SILENT
        )
        sent = await self._channel(channel).send(
            text or None,
            allowed_mentions=mentions,
            **{name: part for name, part in parts.items() if part},
        )
        return str(sent.id)

    async def find_own(
        self, channel: str, since: datetime, is_meant: Callable[[discord.Message], bool]
    ) -> str:
        """The id of a message of the bot's own that an earlier try has posted; empty where there is
        none, or none may be read.
        """
        me = self._client.user
        after = since - _CLOCKS_APART
        try:
            async for message in self._channel(channel).history(limit=_LOOKED_THROUGH, after=after):
                if me and message.author.id == me.id and is_meant(message):
                    return str(message.id)
        except discord.Forbidden:
            return ""
        return ""

    async def post_poll(self, debate: Debate) -> str:
        """Send Discord's own poll; the message's id."""
        poll = discord.Poll(question=debate.motion, duration=debate.phases[0].length)
        for option in debate.options:
            poll.add_answer(text=option.label)
        sent = await self._channel(debate.place).send(
            poll=poll, allowed_mentions=SILENT, nonce=f"debate-{debate.id}"
        )
        return str(sent.id)

    async def poll_votes(self, channel: str, message: str) -> Mapping[str, int] | None:
        """Votes by answer of a poll, ended if it still runs; None until Discord has counted
        them.
        """
        sent = await self._channel(channel).fetch_message(int(message))
        if sent.poll is None:
            return {}
        if not sent.poll.is_finalised():
            if sent.poll.expires_at is None or sent.poll.expires_at > discord.utils.utcnow():
                await sent.end_poll()
            sent = await self._channel(channel).fetch_message(int(message))
        if sent.poll is None or not sent.poll.is_finalised():
            return None
        return {answer.text: answer.vote_count for answer in sent.poll.answers}

    async def edit(
        self,
        channel: str,
        message: str,
        *,
        view: discord.ui.LayoutView,
        files: Sequence[discord.File] = (),
    ) -> None:
        """Replace all that a message shows, also one of an older version with text or an embed."""
        partial = self._channel(channel).get_partial_message(int(message))
        await partial.edit(
            content=None,
            embed=None,
            view=view,
            attachments=list(files),
            allowed_mentions=SILENT,
        )


def _reference(channel: str, message: str) -> discord.MessageReference:
    return discord.MessageReference(
        message_id=int(message), channel_id=int(channel), fail_if_not_exists=False
    )
