"""`/help`: what whoever asks can do here, as a member, a moderator, a maintainer."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, Part, divider, panel
from bot.adapters.discord.floor.moderators import is_maintainer, is_moderator
from bot.adapters.discord.server.permissions import CheckButton


class HelpCog(commands.Cog):
    """Its reply is private, so a channel isn't filled with it."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="help", description="…")
    @everywhere
    async def help(self, interaction: Interaction) -> None:
        """How to ask, read, debate and be forgotten; and what one's role adds."""
        context = Context(interaction)
        say = context.say
        parts: list[Part] = [say("answers.help.ask"), say("answers.help.read")]
        debates = [say("answers.help.debates")]
        debates += [say("answers.help.in_servers")] if context.community else []
        parts.append("\n".join(debates))
        parts.append(say("answers.help.privacy"))
        if not context.community:
            parts.append(say("answers.help.direct"))
        moderates, maintains = await is_moderator(context), await is_maintainer(context)
        if moderates or maintains:
            parts.append(divider())
        if moderates:
            parts.append(say("answers.help.moderator"))
            parts.append([CheckButton(say("answers.welcome.check"))])
        if maintains:
            parts.append(say("answers.help.maintainer"))
        await context.answer(view=panel(Accent.PANEL, *parts))
