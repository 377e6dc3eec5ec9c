"""`/argue`: the article's own cited points for a side. The bot lends them to either side and takes
none.
"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.ask.render import claim_texts
from bot.adapters.discord.floor.context import Context, Interaction, everywhere
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Accent, fit, panel
from bot.debate.formats import are_arguments_blind
from bot.dialogue.replies import Answer
from bot.errors import DebateError


class ArgueCog(commands.Cog):
    """The command `/argue`."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="argue", description="…")
    @everywhere
    @app_commands.choices(
        side=[
            app_commands.Choice(name="for", value="for"),
            app_commands.Choice(name="against", value="against"),
        ]
    )
    async def argue(self, interaction: Interaction, side: str) -> None:
        """The strongest points for a side, or that the article has none."""
        context = Context(interaction)
        context.enter()
        await _keep_blind(context)
        brief, words = context.services.brief, context.words
        points = brief.points(side)
        title = f"discord.argue.title_{side}" if points else f"discord.argue.none_{side}"

        def make(cap: int) -> list[str]:
            texts = [words.say(title)]
            number = 0
            for point in points:
                cited = tuple(map(brief.cite, point.citations))
                told = Answer("", "", point.claim, "", cited)
                texts += claim_texts(told, words, cap, before=number)
                number += len(cited)
            return texts

        await context.answer(view=panel(Accent.ANSWER, *fit(make)))


async def _keep_blind(context: Context) -> None:
    """While a blind first vote runs over the article's arguments, they open to those who have voted
    or skipped, and seal that vote, as "Arguments" under the debate does.
    """
    if not context.community:
        return
    for debate in await context.services.debates.lists.open_debates(context.community):
        if not debate.points or not are_arguments_blind(debate):
            continue
        try:
            await context.services.voting.arguments.read(debate.id, context.member)
        except DebateError as error:
            if error.key != "debate.refused.blind":
                raise
            link = f"https://discord.com/channels/{debate.community}/{debate.place}/"
            raise DebateError("debate.refused.blind_here", link=link + debate.message) from error
