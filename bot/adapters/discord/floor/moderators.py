"""Who moderates: members with Manage Messages, or with the role named by `/settings moderators`."""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.context import Context
from bot.errors import EyebotError

MODERATOR_ROLE = "moderator_role"
"""The setting that holds the role's id."""


async def is_moderator(context: Context) -> bool:
    """Judged by the interaction's own member data, so no member list is needed."""
    interaction = context.interaction
    if interaction.guild_id is None:
        return False
    if interaction.permissions.manage_messages or interaction.permissions.administrator:
        return True
    role = await context.services.debates.records.setting(context.community, MODERATOR_ROLE)
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return bool(role) and role in {str(held.id) for held in roles}


async def require_moderator(context: Context) -> None:
    """Raises EyebotError for everyone else."""
    if context.interaction.guild_id is None:
        raise EyebotError("discord.error.servers_only")
    if not await is_moderator(context):
        raise EyebotError("discord.error.moderators_only")
