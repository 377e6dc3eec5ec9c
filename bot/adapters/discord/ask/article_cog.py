"""`/article`: which article a member asks in direct messages. In servers moderators choose, with
`/settings article`.
"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import CHOICE, label, plain_line
from bot.services.asking.library import Library

_MOST = 25


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=False, dms=True, private_channels=True)
class ArticleCog(commands.Cog):
    """The choice is the member's own, holds wherever no server is, and outlives restarts."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="article", description="…")
    async def article(self, interaction: Interaction, value: str = "") -> None:
        """Choose one; without a value, tell which answers and which there are."""
        context = Context(interaction)
        await context.defer()
        services = context.services
        if value.strip():
            title = await services.settings.choose_own_article(context.member, value)
            await context.answer(context.say("settings.own.chosen", value=plain_line(title, 200)))
            return
        here = services.library.at("", context.member)
        titles = "\n".join(f"- {plain_line(shelf.title, 200)}" for shelf in services.library)
        shown = context.say("settings.own.shown", value=plain_line(here.title, 200), titles=titles)
        await context.answer(shown)

    @article.autocomplete("value")
    async def offer(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The articles by title."""
        return offered(Context(interaction).services.library, typed)


def offered(library: Library, typed: str) -> list[app_commands.Choice[str]]:
    """The articles whose title or id has what was typed, as Discord lists them."""
    wanted = typed.casefold()
    found = [shelf for shelf in library if wanted in f"{shelf.title} {shelf.id}".casefold()]
    return [
        app_commands.Choice(name=label(shelf.title, CHOICE), value=shelf.id)
        for shelf in found[:_MOST]
    ]
