"""`/privacy show | export | erase`: what is held about whoever asks, in private, in servers and in
direct messages.
"""

from __future__ import annotations

import io
import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.errors import Press
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, panel
from bot.adapters.discord.floor.text import label
from bot.services.server.privacy_text import after_erasing, before_erasing, shown

_FILE = "privacy.json"


@everywhere
class PrivacyCog(commands.GroupCog, group_name="privacy", group_description="…"):
    """Commands on one's own data."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="show", description="…")
    async def show(self, interaction: Interaction) -> None:
        """What is held, and for how long."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        privacy = context.services.privacy
        held = await privacy.show(context.member)
        text = shown(held, privacy.periods(), context.wording, context.locale)
        await context.answer(view=panel(Accent.PANEL, text))

    @app_commands.command(name="export", description="…")
    async def export(self, interaction: Interaction) -> None:
        """Everything held about the member, as a JSON file."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        text = await context.services.privacy.export(context.member, context.now)
        file = discord.File(io.BytesIO(text.encode()), _FILE)
        await context.answer(context.say("privacy.export.done"), files=[file])

    @app_commands.command(name="erase", description="…")
    async def erase(self, interaction: Interaction) -> None:
        """Say what erasing does, with the button that does it."""
        context = Context(interaction)
        context.enter()
        button = EraseButton(context.say("privacy.erase.button"))
        periods = context.services.privacy.periods()
        text = before_erasing(periods, context.wording, context.locale)
        await context.answer(view=panel(Accent.NOTICE, text, [button]))


class EraseButton(Press, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"privacy:erase"):
    """Erases the data of whoever presses it; works after a restart too."""

    def __init__(self, words: str = "…") -> None:
        super().__init__(
            discord.ui.Button(
                label=label(words), style=discord.ButtonStyle.danger, custom_id="privacy:erase"
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, _item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Rebuild the button of a message from its id, also of one sent before a restart."""
        return cls()

    async def pressed(self, context: Context) -> None:
        """Erase and tell what was erased; live tallies follow as after any withdrawn vote."""
        context.enter()
        await context.defer()
        privacy = context.services.privacy
        erased = await privacy.erase(context.member)
        for tell in context.host.erased:
            tell(context.member, erased.debates)
        words = after_erasing(erased, privacy.periods(), context.wording, context.locale)
        await context.answer(view=panel(Accent.PANEL, words))
