"""Members are told what became of the motions they proposed."""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.context import SILENT, Context
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.text import plain_line
from bot.debate.models import Proposal


async def tell_proposer(context: Context, one: Proposal, key: str, **slots: object) -> None:
    """By direct message; a member who takes none isn't told."""
    try:
        user = await context.host.fetch_user(int(one.author))
        text = context.wording.say(key, motion=plain_line(one.motion), **slots)
        await user.send(text, allowed_mentions=SILENT, nonce=f"proposal-{one.id}")
    except (discord.HTTPException, *LINE_LOST) as error:
        record(error, "telling a proposer")
