"""Who moderates: members with Manage Messages, or with the role named by `/settings moderators`."""

from __future__ import annotations

import discord

from bot.adapters.discord.visit import Visit
from bot.errors import EyebotError

MODERATOR_ROLE = "moderator_role"
"""The setting that holds the role's id."""


async def is_moderator(visit: Visit) -> bool:
    """Judged by the interaction's own member data, so no member list is needed."""
    interaction = visit.interaction
    if interaction.guild_id is None:
        return False
    if interaction.permissions.manage_messages or interaction.permissions.administrator:
        return True
    role = await visit.services.debates.records.setting(visit.community, MODERATOR_ROLE)
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return bool(role) and role in {str(held.id) for held in roles}


async def require_moderator(visit: Visit) -> None:
    """Raises EyebotError for everyone else."""
    if visit.interaction.guild_id is None:
        raise EyebotError("discord.error.servers_only")
    if not await is_moderator(visit):
        raise EyebotError("discord.error.moderators_only")
