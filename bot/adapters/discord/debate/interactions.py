"""What an interaction says of a debate: which one is meant, and who votes."""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.context import Context
from bot.debate.models import Voter
from bot.errors import DebateError


def number_of(debate: str) -> int:
    """A debate's id from a button or option; raises DebateError on anything else."""
    if not debate.isascii() or not debate.isdigit() or len(debate) > 18:
        raise DebateError("debate.refused.unknown")
    return int(debate)


def voter_of(context: Context) -> Voter:
    """What the interaction itself says about the member: no member list is kept or asked for."""
    user = context.interaction.user
    member = user if isinstance(user, discord.Member) else None
    return Voter(
        context.member,
        roles=frozenset(str(role.id) for role in member.roles) if member else frozenset(),
        account_since=user.created_at,
        member_since=member.joined_at if member else None,
    )
