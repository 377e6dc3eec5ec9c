"""What is planned and what comes again, with a menu to stop each."""

from __future__ import annotations

from bot.adapters.discord.debate.components.debate_menu import DebatePick, Menu
from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.debate.message.lists import planned
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.debate.moderate.controls import cancel_it
from bot.adapters.discord.floor.context import Context, rows
from bot.adapters.discord.floor.moderators import require_moderator


async def show_series(context: Context) -> None:
    """What is planned, a line each."""
    debates = await context.services.debates.lists.scheduled(context.community)
    texts = planned(DebateWords.of(context.host, context.locale), debates)
    if not debates:
        await context.answer(*texts, context.say("moderate.series.how"))
        return
    options = tuple((str(one.id), one.motion) for one in debates)
    menu = DebatePick("0", Menu("stop", context.say("moderate.series.stop"), options))
    await context.answer(*texts, view=rows([menu]))


async def stop(context: Context, _: str, number: str) -> None:
    """Take one out of the plan; it comes no more."""
    await context.defer()
    await require_moderator(context)
    await cancel_it(context, await context.services.debates.get(number_of(number)))
