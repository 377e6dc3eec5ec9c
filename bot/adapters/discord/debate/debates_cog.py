"""`/debates` and `/propose`: what every member may look up, and ask moderators for."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.debate import looking
from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.debate.components.debate_menu import DebatePick, Menu
from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.debate.message.lists import history, planned, running
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.debate.moderate import choice
from bot.adapters.discord.debate.moderate.proposals import propose, propose_button
from bot.adapters.discord.debate.refusals import trouble_text
from bot.adapters.discord.floor.citations import pack
from bot.adapters.discord.floor.context import Context, Interaction, rows
from bot.adapters.discord.floor.host import Host
from bot.debate.models import Debate, State
from bot.errors import DebateError


@app_commands.guild_only()
class DebatesCog(commands.Cog):
    """Answers in private."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="debates", description="…")
    @app_commands.guild_only()
    @app_commands.autocomplete(debate=choice.offer_any, beside=choice.offer_closed)
    async def debates(self, interaction: Interaction, debate: str = "", beside: str = "") -> None:
        """What runs, is planned and is over; one of them; or two beside each other."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        if beside:
            await _compare(context, debate, beside)
        elif debate:
            await _show(context, await choice.anyone(context, debate))
        else:
            await _list(context)

    @app_commands.command(name="propose", description="…")
    @app_commands.guild_only()
    async def propose(self, interaction: Interaction) -> None:
        """A form for a motion."""
        context = Context(interaction)
        context.enter()
        await propose(context)


async def _list(context: Context) -> None:
    """What is over is told of this channel's article, where there are several."""
    words = DebateWords.of(context.host, context.locale)
    every = await context.services.debates.lists.every(context.community)
    services = context.services
    article = services.brief.article if len(services.library) > 1 else ""
    views = await services.debates.lists.history(context.community, article)
    troubles = {view.debate.id: trouble_text(context, view.debate.id) for view in views}
    open_ones = [one for one in every if one.state in (State.OPEN, State.PAUSED)]
    later = [one for one in every if one.state is State.SCHEDULED]
    texts = list(running(words, open_ones))
    blocks = (planned(words, later), history(words, views, troubles))
    for wanted, (first, *rest) in zip((later, views), blocks, strict=True):
        # A line right below a list would be read as part of it.
        texts += (f"\n{first}", *rest) if wanted else ()
    options = tuple((str(view.debate.id), view.debate.motion) for view in views)
    menu = Menu("result", context.say("moderate.debates.pick"), options)
    items = [DebatePick("0", menu)] if options else []
    await context.answer(*pack(texts), view=rows([*items, propose_button(context)]))


async def show_result(context: Context, _: str, number: str) -> None:
    """A debate that was picked from the list."""
    await context.defer()
    await _show(context, await context.services.debates.get(number_of(number)))


async def _show(context: Context, debate: Debate) -> None:
    """A debate as it stands, for one reader."""
    announcer = context.host.part(DiscordAnnouncer)
    view = await context.services.debates.view(debate.id)
    if debate.state is not State.CLOSED:
        await context.answer(view=announcer.shown(view, context.locale))
        return
    shown, files = await announcer.result(view, context.locale)
    await context.answer(view=shown, files=files)
    if why := trouble_text(context, debate.id):
        await context.answer(context.say("discord.debate.unshown", why=why))


async def _compare(context: Context, first: str, second: str) -> None:
    if not first:
        raise DebateError("moderate.debates.two")
    views = [
        await context.services.debates.view((await choice.closed(context, one)).id)
        for one in (first, second)
    ]
    await looking.compare(context, *views)
