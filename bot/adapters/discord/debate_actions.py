"""What the buttons under a debate do."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.adapters.discord.debate_views import Action
from bot.adapters.discord.text import plain_line
from bot.adapters.discord.visit import Visit
from bot.adapters.discord.when import relative
from bot.debate.models import Voter
from bot.errors import DebateError


async def vote(visit: Visit, debate: str, choice: str) -> None:
    """Count the vote, then say so to its voter alone."""
    await visit.defer()
    receipt = await visit.services.debates.vote(number_of(debate), voter_of(visit), choice, visit.now)
    label = next((option.label for option in receipt.debate.options if option.key == choice), choice)
    key = "counted" if receipt.before is None else "again" if receipt.before == choice else "changed"
    await visit.answer(visit.say(f"discord.debate.vote.{key}", choice=plain_line(label), when=relative(receipt.debate.due_at)))
    if not receipt.debate.hidden:
        visit.client.tally_changed(receipt.debate.id)


async def mine(visit: Visit, debate: str, _: str) -> None:
    """Show a member's own vote."""
    await visit.defer()
    label = await visit.services.debates.my_vote(number_of(debate), visit.member)
    said = visit.say("discord.debate.vote.mine", choice=plain_line(label)) if label else visit.say("discord.debate.vote.none")
    await visit.answer(said)


async def withdraw(visit: Visit, debate: str, _: str) -> None:
    """Take the vote back."""
    await visit.defer()
    await visit.services.debates.withdraw(number_of(debate), visit.member, visit.now)
    await visit.answer(visit.say("discord.debate.vote.withdrawn"))
    visit.client.tally_changed(number_of(debate))


ACTIONS: Mapping[str, Action] = {"vote": vote, "mine": mine, "withdraw": withdraw}


def number_of(debate: str) -> int:
    """A debate's id from a button or option; raises DebateError on anything else."""
    if not debate.isascii() or not debate.isdigit() or len(debate) > 18:
        raise DebateError("debate.refused.unknown")
    return int(debate)


def voter_of(visit: Visit) -> Voter:
    """What the interaction itself says about the member: no member list is kept or asked for."""
    user = visit.interaction.user
    member = user if isinstance(user, discord.Member) else None
    return Voter(
        visit.member,
        roles=frozenset(str(role.id) for role in member.roles) if member else frozenset(),
        account_since=user.created_at,
        member_since=member.joined_at if member else None,
    )
