"""`/moderate …`: all that moderators do with debates. Discord hides it from everybody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.adapters.discord.debate.arguing.queue import show_queue
from bot.adapters.discord.debate.moderate import choice, controls, wizard
from bot.adapters.discord.debate.moderate.drafts import Draft
from bot.adapters.discord.debate.moderate.files import exported_files
from bot.adapters.discord.debate.moderate.proposals import proposed, show_proposals
from bot.adapters.discord.debate.moderate.series import show_series
from bot.adapters.discord.debate.moderate.start import listed_in, start_at_once
from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.moderators import require_moderator
from bot.debate.formats import formats
from bot.debate.models import Debate, Eligibility
from bot.services.debating.start_debate import Wish

_Days = app_commands.Range[int, 0, 3650]
_MENU_NAME = "Debate this"
Do = Callable[[Context, Debate], Awaitable[None]]


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class ModerateCog(commands.GroupCog, group_name="moderate", group_description="…"):
    """Thin commands: find the debate, check the moderator, one call, one private answer."""

    def __init__(self, bot: Host) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name=_MENU_NAME, callback=self.debate_this)
        app_commands.guild_only(self._menu)
        app_commands.default_permissions(manage_messages=True)(self._menu)

    async def cog_load(self) -> None:
        """A context menu can't be declared in a cog's body."""
        self.bot.tree.add_command(self._menu)

    async def debate_this(self, interaction: Interaction, message: discord.Message) -> None:
        """The form, with the words of somebody's message as the motion."""
        await wizard.debate_this(Context(interaction), message.content)

    @app_commands.command(name="new", description="…")
    @app_commands.autocomplete(motion=choice.offer_motions)
    async def new(
        self,
        interaction: Interaction,
        motion: str = "",
        channel: discord.TextChannel | None = None,
    ) -> None:
        """From an idea to a debate: a form, a preview, a click."""
        context = Context(interaction)
        number, text = await proposed(context, motion)
        wish = Wish(text, thread=True)
        place = str(channel.id) if channel else ""
        await wizard.begin(context, Draft(context.member, wish, place, proposal=number))

    @app_commands.command(name="start", description="…")
    @app_commands.autocomplete(
        motion=choice.offer_motions, duration=choice.offer_lengths, opens=choice.offer_openings
    )
    @app_commands.choices(format=[app_commands.Choice(name=key, value=key) for key in formats()])
    async def start(  # noqa: PLR0917  # Discord's options
        self,
        interaction: Interaction,
        motion: str,
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
        """Everything in one line, without a preview."""
        context = Context(interaction)
        number, text = await proposed(context, motion)
        rule = Eligibility(
            str(role.id) if role and not role.is_default() else "", account_days, member_days
        )
        wish = Wish(
            text,
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
        place = str(channel.id) if channel else ""
        await start_at_once(context, Draft(context.member, wish, place, proposal=number))

    @app_commands.command(name="panel", description="…")
    @app_commands.autocomplete(debate=choice.offer_any)
    async def panel(self, interaction: Interaction, debate: str = "") -> None:
        """What waits for a moderator, and what there is to do."""
        await self._with(interaction, debate, choice.anyone, controls.answer_panel)

    @app_commands.command(name="edit", description="…")
    @app_commands.autocomplete(debate=choice.offer_cancellable)
    async def edit(self, interaction: Interaction, debate: str = "") -> None:
        """Change a debate that nobody has voted in."""
        context = Context(interaction)
        await require_moderator(context)
        await wizard.edit_running(context, await choice.cancellable(context, debate))

    @app_commands.command(name="close", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def close(self, interaction: Interaction, debate: str = "") -> None:
        """Close now and publish the result."""
        await self._with(interaction, debate, choice.running, controls.close_it)

    @app_commands.command(name="extend", description="…")
    @app_commands.autocomplete(by=choice.offer_lengths, debate=choice.offer_running)
    async def extend(self, interaction: Interaction, by: str, debate: str = "") -> None:
        """Give it more time."""
        await self._with(
            interaction, debate, choice.running, lambda c, d: controls.do_extend(c, d, by)
        )

    @app_commands.command(name="pause", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def pause(self, interaction: Interaction, debate: str = "") -> None:
        """Take no votes for a while."""
        await self._moderate(interaction, debate, "paused", controls.pause_it)

    @app_commands.command(name="resume", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def resume(self, interaction: Interaction, debate: str = "") -> None:
        """Go on with the time that was left."""
        await self._moderate(interaction, debate, "resumed", controls.resume_it)

    @app_commands.command(name="next", description="…")
    @app_commands.autocomplete(debate=choice.offer_running)
    async def next(self, interaction: Interaction, debate: str = "") -> None:
        """Go on to the next phase."""
        await self._moderate(interaction, debate, "advanced", controls.advance_it)

    @app_commands.command(name="cancel", description="…")
    @app_commands.autocomplete(debate=choice.offer_cancellable)
    async def cancel(self, interaction: Interaction, debate: str = "") -> None:
        """End without a result, or take out of the plan."""
        await self._with(interaction, debate, choice.cancellable, controls.cancel_it)

    @app_commands.command(name="queue", description="…")
    @app_commands.autocomplete(debate=choice.offer_any)
    async def queue(self, interaction: Interaction, debate: str = "") -> None:
        """Arguments and statements that wait for a moderator."""
        await self._with(interaction, debate, choice.anyone, lambda c, d: show_queue(c, d.id))

    @app_commands.command(name="proposals", description="…")
    async def proposals(self, interaction: Interaction) -> None:
        """Motions that members propose."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        await show_proposals(context)

    @app_commands.command(name="series", description="…")
    async def series(self, interaction: Interaction) -> None:
        """What is planned and what comes again; each can be stopped."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        await show_series(context)

    @app_commands.command(name="conclude", description="…")
    @app_commands.autocomplete(debate=choice.offer_closed)
    async def conclude(self, interaction: Interaction, debate: str = "") -> None:
        """Write the conclusion of a closed debate in a form."""
        context = Context(interaction)
        await require_moderator(context)
        await controls.ask_for_conclusion(context, await choice.closed(context, debate))

    @app_commands.command(name="export", description="…")
    @app_commands.autocomplete(debate=choice.offer_closed)
    async def export(self, interaction: Interaction, debate: str = "") -> None:
        """A closed debate as CSV, JSON and web page."""
        context = Context(interaction)
        context.enter()
        await context.defer()
        await require_moderator(context)
        view = await context.services.debates.view((await choice.closed(context, debate)).id)
        files = await exported_files(self.bot, view, context.locale)
        await context.answer(context.say("discord.debate.exported", id=view.debate.id), files=files)

    async def _moderate(
        self, interaction: Interaction, debate: str, done: str, act: controls.Act
    ) -> None:
        await self._with(
            interaction,
            debate,
            choice.running,
            lambda c, d: controls.carry_out(c, d, done, act),
        )

    async def _with(
        self,
        interaction: Interaction,
        debate: str,
        find: Callable[[Context, str], Awaitable[Debate]],
        do: Do,
    ) -> None:
        """What all moderators' commands share."""
        context = Context(interaction)
        await context.defer()
        await require_moderator(context)
        await do(context, await find(context, debate))
