"""A server's own settings: who moderates, and whether quiet debates get prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.moderators import MODERATOR_ROLE, require_moderator
from bot.adapters.discord.floor.text import plain_line
from bot.errors import EyebotError

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient


PROMPTS_OFF = "prompts_off"
"""The setting that silences discussion prompts."""


@app_commands.guild_only()
class SettingsCog(commands.GroupCog, group_name="settings", group_description="…"):
    """Commands for moderators."""

    def __init__(self, bot: EyebotClient) -> None:
        self.bot = bot

    @app_commands.command(name="moderators", description="…")
    async def moderators(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """Name a role whose members may moderate debates; without one, only Manage Messages counts.

        Only Manage Server may: else a moderator by role could hand the role's power on.
        """
        context = Context(interaction)
        if not interaction.permissions.manage_guild:
            raise EyebotError("discord.settings.manage_server_only")
        if role is not None and role.is_default():
            raise EyebotError("discord.settings.not_everyone")
        await context.defer()
        records = context.services.debates.records
        await records.set_setting(context.community, MODERATOR_ROLE, str(role.id) if role else "")
        await records.record_action(
            context.community, context.member, "settings moderators", None, context.now
        )
        key = "discord.settings.moderators_set" if role else "discord.settings.moderators_cleared"
        await context.answer(context.say(key, role=plain_line(role.name) if role else ""))

    @app_commands.command(name="prompts", description="…")
    async def prompts(self, interaction: Interaction, on: bool) -> None:
        """Switch discussion prompts in quiet debate threads on or off."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        records = context.services.debates.records
        await records.set_setting(context.community, PROMPTS_OFF, "" if on else "yes")
        await records.record_action(
            context.community, context.member, "settings prompts", None, context.now
        )
        await context.answer(
            context.say("discord.settings.prompts_on" if on else "discord.settings.prompts_off")
        )
