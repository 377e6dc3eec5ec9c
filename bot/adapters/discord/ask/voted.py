"""What is voted on in a server, for whoever asks what the others think: only debates in channels
that they can see.
"""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.citations import linked
from bot.adapters.discord.floor.look import Words
from bot.adapters.discord.floor.services import Services
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import relative
from bot.debate.models import Debate, State
from bot.dialogue.replies import Reply
from bot.errors import UnavailableError

_SHOWN = 5
_MOTION = 200


async def debates_text(
    services: Services,
    guild: discord.Guild | None,
    who: discord.abc.User,
    words: Words,
    reply: Reply,
) -> str:
    """A line a debate that is open now, or that there is none; nothing outside of servers, and for
    replies to something else.
    """
    if guild is None or not reply.asks_debates:
        return ""
    community = str(guild.id)
    try:
        running = await services.of(community).debates.lists.open_debates(community)
    except UnavailableError:
        return ""  # the reply stands without it
    found = [one for one in running if one.state is State.OPEN and _may_see(guild, one, who)]
    if not found:
        return words.say("answers.voted.none")
    lines = [
        words.say(
            "answers.voted.line",
            motion=linked(plain_line(one.motion, _MOTION), _address(one)),
            when=relative(one.due_at),
        )
        for one in found[:_SHOWN]
    ]
    return "\n".join([words.say("answers.voted.head"), *lines])


def _may_see(guild: discord.Guild, debate: Debate, who: discord.abc.User) -> bool:
    channel = guild.get_channel_or_thread(int(debate.place)) if debate.place.isdigit() else None
    if channel is None or not isinstance(who, discord.Member):
        return False
    return channel.permissions_for(who).view_channel


def _address(debate: Debate) -> str:
    return f"https://discord.com/channels/{debate.community}/{debate.place}/{debate.message}"
