"""Discord's refusals as the errors that services know: what passes, what only a moderator can mend,
and what is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST, is_passing
from bot.errors import DebateError, UnavailableError

_MESSAGE_GONE = 10008
_REFUSED = {
    10003: "debate.refused.place_gone",
    10004: "debate.trouble.left",
    50001: "debate.trouble.no_access",
    50013: "debate.trouble.no_permission",
    50083: "debate.trouble.archived",
}
"""Which of Discord's codes is whose fault; any other refusal is `debate.trouble.refused`."""
_TROUBLE = "debate.trouble."
_OTHER = {
    "debate.refused.place_gone": "no_access",
    "discord.error.missing_permissions": "no_permission",
}
_LONGEST = 60.0
"""Seconds for all that is said to Discord in one step; another debate's turn may depend on it."""


class MessageGone(Exception):  # noqa: N818  # a signal between announcer and this file
    """The message was deleted; the channel is there."""


def trouble_key(key: str) -> str:
    """The words for an error that keeps a debate from being shown."""
    if key.startswith(_TROUBLE):
        return key
    return _TROUBLE + _OTHER.get(key, "passing")


def trouble_text(context: Context, debate_id: int) -> str:
    """Why a debate's message or result isn't in its channel; empty when it is."""
    key = context.services.debates.trouble(debate_id)
    return context.say(trouble_key(key)) if key else ""


@asynccontextmanager
async def in_words(host: Host, community: str) -> AsyncIterator[None]:
    """Raises DebateError where Discord refuses for good, UnavailableError where it doesn't answer,
    MessageGone for a deleted message. A server the bot has left isn't asked at all, as far as this
    process is told of it: another's debates are shown from here only when that process is gone.
    """
    is_told_of_it = host.is_ready() and host.serves(community)
    if is_told_of_it and host.get_guild(int(community)) is None:
        raise DebateError("debate.trouble.left")
    try:
        async with asyncio.timeout(_LONGEST):
            yield
    except discord.HTTPException as error:
        if error.code == _MESSAGE_GONE:
            raise MessageGone from error
        if is_passing(error) or error.status == 401:
            raise UnavailableError("discord.error.discord_down") from error
        raise DebateError(_REFUSED.get(error.code, "debate.trouble.refused")) from error
    except LINE_LOST as error:
        raise UnavailableError("discord.error.discord_down") from error
