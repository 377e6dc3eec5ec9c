"""`/debate …`: what moderators do with debates, and what everybody may look up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.debate import choice
from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.debate.contributions import bring_argument, offer_passages, show_queue
from bot.adapters.discord.debate.files import export_files
from bot.adapters.discord.debate.message.embed import code_block
from bot.adapters.discord.debate.message.lists import comparison, history, planned
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.debate.refusals import trouble_text
from bot.adapters.discord.debate.start import ask_for_motion, listed_in, start
from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import plain_line
from bot.debate.formats import formats
from bot.debate.lengths import read_length
from bot.debate.models import LONGEST_PAUSE, Debate, Eligibility, View
from bot.services.debating.start_debate import Wish

_Days = app_commands.Range[int, 0, 3650]
_Conclusion = (10, 1000)


@app_commands.guild_only()
class DebateCog(commands.GroupCog, group_name="debate", group_description="…"):
    """Thin commands: find the debate, check the moderator, one call of the service, one private
    answer.
    """

    def __init__(self, bot: Host) -> None:
        self.bot = bot

    @app_commands.command(name="start", description="…")
    @app_commands.autocomplete(
        motion=choice.offer_motions, duration=choice.offer_lengths, opens=choice.offer_openings
    )
    @app_commands.choices(format=[app_commands.Choice(name=key, value=key) for key in formats()])
    async def start(  # noqa: PLR0917  # Discord's options
        self,
        interaction: Interaction,
        motion: str = "",
        duration: str = "",
        format: str = "",  # noqa: A002  # the option's name on Discord
        channel: discord.TextChannel | None = None,
        options: str = "",
        live: bool = False,
        role: discord.Role | None = None,
        account_days: _Days = 0,
        member_days: _Days = 0,
        quorum: app_commands.Range[int, 0, 100_000] = 0,
        thread: bool = True,
        opens: str = "",
        weekly: bool = False,
        remind: discord.Role | None = None,
        moderated: bool = True,
        choose: app_commands.Range[int, 0, 10] = 0,
    ) -> None:
        """Start or plan a debate; without a motion, by a form."""
        context = Context(interaction)
        rule = Eligibility(
            str(role.id) if role and not role.is_default() else "", account_days, member_days
        )
        wish = Wish(
            motion,
            duration,
            format,
            listed_in(options),
            live,
            rule,
            quorum,
            thread,
            opens,
            weekly,
            str(remind.id) if remind and not remind.is_default() else "",
            moderated,
            choose,
        )
        if motion.strip():
            await start(context, wish, channel)
        else:
            await require_moderator(context)
            await ask_for_motion(context, wish, channel)

    @app_commands.command(name="close", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def close(self, interaction: Interaction, debate: str = "") -> None:
        """Close now and publish the result."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        meant = await choice.running(context, debate)
        view = await context.services.debates.close(meant.id, by=context.member, now=context.now)
        if view.debate.announced_at:
            await context.answer(context.say("discord.debate.done.closed", id=meant.id))
        else:
            why = trouble_text(context, meant.id) or context.say("debate.trouble.passing")
            await context.answer(context.say("discord.debate.closed_unshown", id=meant.id, why=why))

    @app_commands.command(name="extend", description="…")
    @app_commands.autocomplete(by=choice.offer_lengths, debate=choice.offer_running)
    async def extend(self, interaction: Interaction, by: str, debate: str = "") -> None:
        """Give it more time."""

        async def longer(context: Context, meant: Debate) -> View:
            return await context.services.debates.extend(
                meant.id, read_length(by), by=context.member, now=context.now
            )

        await self._moderate(interaction, debate, "extended", longer)

    @app_commands.command(name="pause", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def pause(self, interaction: Interaction, debate: str = "") -> None:
        """Take no votes for a while."""
        await self._moderate(
            interaction,
            debate,
            "paused",
            lambda v, d: v.services.debates.pause(d.id, by=v.member, now=v.now),
        )

    @app_commands.command(name="resume", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def resume(self, interaction: Interaction, debate: str = "") -> None:
        """Go on with the time that was left."""
        await self._moderate(
            interaction,
            debate,
            "resumed",
            lambda v, d: v.services.debates.resume(d.id, by=v.member, now=v.now),
        )

    @app_commands.command(name="next", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def next(self, interaction: Interaction, debate: str = "") -> None:
        """Go on to the next phase."""
        await self._moderate(
            interaction,
            debate,
            "advanced",
            lambda v, d: v.services.debates.advance(d.id, by=v.member, now=v.now),
        )

    @app_commands.command(name="cancel", description="…")
    @app_commands.autocomplete(debate=choice.offer_cancellable)
    async def cancel(self, interaction: Interaction, debate: str = "") -> None:
        """End without a result, or take out of the plan."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        meant = await choice.cancellable(context, debate)
        await context.services.debates.cancel(meant.id, by=context.member, now=context.now)
        await context.answer(context.say("discord.debate.done.cancelled", id=meant.id))

    @app_commands.command(name="queue", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def queue(self, interaction: Interaction, debate: str = "") -> None:
        """Arguments and statements that wait for a moderator."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        await show_queue(context, (await choice.running(context, debate)).id)

    @app_commands.command(name="card", description="…")
    @app_commands.autocomplete(passage=offer_passages, debate=choice.offer_running)
    async def bring_argument(
        self, interaction: Interaction, passage: str = "", debate: str = ""
    ) -> None:
        """Bring an argument; the passage it rests on can be chosen from the article."""
        context = Context(interaction)
        await bring_argument(context, str((await choice.running(context, debate)).id), passage[:40])

    @app_commands.command(name="planned", description="…")
    async def planned(self, interaction: Interaction) -> None:
        """What is scheduled."""
        context = Context(interaction)
        await context.defer()
        await context.answer(
            *planned(
                DebateWords.of(self.bot, context.locale),
                await context.services.debates.scheduled(context.community),
            )
        )

    @app_commands.command(name="conclude", description="…")
    @app_commands.autocomplete(debate=choice.offer_closed)
    async def conclude(self, interaction: Interaction, debate: str = "") -> None:
        """Write the conclusion of a closed debate in a form."""
        context = Context(interaction)
        await require_moderator(context)
        meant = await choice.closed(context, debate)
        field = Field(
            "text",
            context.say("discord.debate.form.conclusion"),
            _Conclusion[1],
            _Conclusion[0],
            long=True,
            default=meant.conclusion,
        )

        async def keep(again: Context, filled: dict[str, str]) -> None:
            await again.defer()
            await require_moderator(again)
            await again.services.debates.conclude(
                meant.id, filled["text"], by=again.member, now=again.now
            )
            await again.answer(again.say("discord.debate.done.concluded", id=meant.id))

        await show_form(context, Form(context.say("discord.debate.form.conclude"), (field,), keep))

    @app_commands.command(name="history", description="…")
    async def history(self, interaction: Interaction) -> None:
        """Closed debates about this channel's article, newest first."""
        context = Context(interaction)
        await context.defer()
        services = context.services
        article = services.brief.article if len(services.library) > 1 else ""
        views = await services.debates.history(context.community, article)
        troubles = {view.debate.id: trouble_text(context, view.debate.id) for view in views}
        await context.answer(*history(DebateWords.of(self.bot, context.locale), views, troubles))

    @app_commands.command(name="results", description="…")
    @app_commands.autocomplete(debate=choice.offer_closed)
    async def results(self, interaction: Interaction, debate: str = "") -> None:
        """The result of a closed debate, for the asker alone."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        meant = await choice.closed(context, debate)
        view = await context.services.debates.view(meant.id)
        embed, files = await self.bot.part(DiscordAnnouncer).result(view, context.locale)
        why = trouble_text(context, meant.id)
        said = [context.say("discord.debate.unshown", why=why)] if why else []
        await context.answer(*said, embed=embed, files=files)

    @app_commands.command(name="compare", description="…")
    @app_commands.autocomplete(first=choice.offer_closed, second=choice.offer_closed)
    async def compare(self, interaction: Interaction, first: str, second: str) -> None:
        """Two closed debates, such as two runs of a motion, side by side."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        views = [
            await context.services.debates.view((await choice.closed(context, one)).id)
            for one in (first, second)
        ]
        titles = "\n".join(
            f"**#{view.debate.id}** {plain_line(view.debate.motion)}" for view in views
        )
        await context.answer(f"{titles}\n{code_block(comparison(*views), 1000)}")

    @app_commands.command(name="export", description="…")
    @app_commands.autocomplete(debate=choice.offer_closed)
    async def export(self, interaction: Interaction, debate: str = "") -> None:
        """A closed debate as CSV, JSON and web page."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        await require_moderator(context)
        view = await context.services.debates.view((await choice.closed(context, debate)).id)
        files = await export_files(self.bot, view, context.locale)
        await context.answer(context.say("discord.debate.exported", id=view.debate.id), files=files)

    async def _moderate(
        self,
        interaction: Interaction,
        debate: str,
        done: str,
        act: Callable[[Context, Debate], Awaitable[Any]],
    ) -> None:
        """What all moderators' commands share."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        meant = await choice.running(context, debate)
        await act(context, meant)
        days = LONGEST_PAUSE.days
        await context.answer(
            context.say(f"discord.debate.done.{done}", id=meant.id, pause_days=days)
        )
