"""Who moderates: members with Manage Messages, or with the role named by `/settings moderators`;
who maintains the knowledge; and where moderators are told something.
"""

from __future__ import annotations

import discord

from bot.adapters.discord.floor.context import SILENT, Context
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.errors import EyebotError
from bot.services.server.settings import (
    MAINTAINERS,
    MODERATORS,
    MODERATORS_CHANNEL,
    ServerSetting,
)


async def is_moderator(context: Context) -> bool:
    """By managing messages, or by the role that `/settings moderators` names."""
    return await _may(context, "manage_messages", MODERATORS)


async def require_moderator(context: Context) -> None:
    """Raises EyebotError for everyone else."""
    if context.interaction.guild_id is None:
        raise EyebotError("discord.error.servers_only")
    if not await is_moderator(context):
        raise EyebotError("discord.error.moderators_only")


async def is_maintainer(context: Context) -> bool:
    """Whether the member looks after what the bot knows: by managing the server, or by the role
    that `/settings maintainers` names.
    """
    return await _may(context, "manage_guild", MAINTAINERS)


async def require_maintainer(context: Context) -> None:
    """Raises EyebotError for everyone else."""
    if not await is_maintainer(context):
        raise EyebotError("answers.kb.only")


async def _may(context: Context, permission: str, setting: ServerSetting) -> bool:
    """Judged by the interaction's own member data, so no member list is needed."""
    interaction = context.interaction
    if interaction.guild_id is None:
        return False
    allowed = interaction.permissions
    if getattr(allowed, permission) or allowed.administrator:
        return True
    return await _has_role(context, setting)


async def _has_role(context: Context, setting: ServerSetting) -> bool:
    role = await context.services.settings.value(context.community, setting)
    user = context.interaction.user
    held = user.roles if isinstance(user, discord.Member) else []
    return bool(role) and role in {str(one.id) for one in held}


async def tell_moderators(host: Host, community: str, text: str) -> bool:
    """Write into the moderators' channel; False where there is none, or it can't be written to."""
    try:
        channel = await host.services.settings.value(community, MODERATORS_CHANNEL)
        if not channel:
            return False
        place = host.get_partial_messageable(int(channel))
        await place.send(text, allowed_mentions=SILENT)
    except (EyebotError, discord.HTTPException, *LINE_LOST) as error:
        record(error, "telling the moderators")
        return False
    return True
