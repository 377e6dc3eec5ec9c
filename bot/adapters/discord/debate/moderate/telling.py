"""Members are told what became of the motions they proposed."""

from __future__ import annotations

from bot.adapters.discord.debate.direct import DirectMessages
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.text import plain_line
from bot.debate.models import Proposal


async def tell_proposer(context: Context, one: Proposal, key: str, **slots: object) -> None:
    """By direct message; a member who takes none isn't told."""
    text = context.wording.say(key, motion=plain_line(one.motion), **slots)
    await context.host.part(DirectMessages).tell(one.author, text, f"proposal-{one.id}")
