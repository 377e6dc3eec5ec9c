"""Arguments and statements on Discord: brought by a form, decided on by moderators one by one,
reported by members.
"""

from __future__ import annotations

from discord import app_commands

from bot.adapters.discord.debate.choice import running
from bot.adapters.discord.debate.components.buttons import decision_buttons
from bot.adapters.discord.debate.components.debate_button import button_view
from bot.adapters.discord.debate.interactions import number_of, voter_of
from bot.adapters.discord.debate.message.embed import member_text
from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator, tell_moderators
from bot.adapters.discord.floor.text import CHOICE, label, plain_line
from bot.debate import contributions as rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.errors import DebateError
from bot.services.debating.brief import BriefService
from bot.services.debating.contributions import Argument

_CITATION = 40


async def bring_argument(context: Context, debate: str, citation: str = "") -> None:
    """A form for an argument; the passage may come from the command that opened it."""
    number, say = number_of(debate), context.say

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        argument = Argument(filled["side"], filled["text"], filled["citation"])
        one = await again.services.contributions.argue(number, voter_of(again), argument, again.now)
        await again.answer(again.say("discord.debate.brought", id=one.id))
        await _tell_of_waiting(again, one)

    sides = tuple((side, say(f"debate.option.{side}")) for side in rules.SIDES)
    fields = (
        Field("side", say("discord.debate.form.side"), choices=sides, default=rules.SIDES[0]),
        Field(
            "text",
            say("discord.debate.form.argument"),
            rules.LONGEST_ARGUMENT,
            rules.SHORTEST,
            long=True,
        ),
        Field("citation", say("discord.debate.form.citation"), _CITATION, 0, default=citation),
    )
    await show_form(context, Form(say("discord.debate.form.card"), fields, keep))


async def bring_statement(context: Context, debate: str, _: str = "") -> None:
    """A form for a statement."""
    number, say = number_of(debate), context.say

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        one = await again.services.contributions.state(
            number, voter_of(again), filled["text"], again.now
        )
        key = "brought" if one.standing is Standing.WAITING else "shown"
        await again.answer(again.say(f"discord.debate.{key}", id=one.id))
        await _tell_of_waiting(again, one)

    field = Field(
        "text", say("discord.debate.form.statement"), rules.LONGEST_STATEMENT, rules.SHORTEST
    )
    await show_form(context, Form(say("discord.debate.form.state"), (field,), keep))


async def revise(context: Context, _: str, contribution: str) -> None:
    """A form with the words that were handed back."""
    number, say = number_of(contribution), context.say

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        one = await again.services.contributions.revise(
            number, voter_of(again), filled["text"], again.now
        )
        await again.answer(again.say("discord.debate.brought", id=one.id))
        await _tell_of_waiting(again, one)

    field = Field(
        "text",
        say("discord.debate.form.revised"),
        rules.LONGEST_ARGUMENT,
        rules.SHORTEST,
        long=True,
    )
    await show_form(context, Form(say("discord.debate.form.revise"), (field,), keep))


async def report(context: Context, _: str, contribution: str) -> None:
    """Tell the moderators about a text, without the reporter's name."""
    await context.defer()
    hidden = await context.services.contributions.report(
        number_of(contribution), voter_of(context), context.now, community=context.community
    )
    await context.answer(context.say("discord.debate.reported_it"))
    if hidden:
        await _tell(context, hidden, "settings.reported")


async def _tell_of_waiting(context: Context, one: Contribution) -> None:
    """In the moderators' channel, of the first that waits; the queue shows the rest."""
    if one.standing is not Standing.WAITING:
        return
    if len(await context.services.contributions.waiting(one.debate_id)) == 1:
        await _tell(context, one, "settings.waiting")


async def _tell(context: Context, one: Contribution, key: str) -> None:
    debate = await context.services.debates.get(one.debate_id)
    locale = str(context.interaction.guild_locale or "en")
    motion = plain_line(debate.motion)
    text = context.wording.say(key, locale, id=debate.id, motion=motion)
    await tell_moderators(context.host, debate.community, text)


async def show_queue(context: Context, debate: int) -> None:
    """The oldest text that waits, with what a moderator can do about it."""
    waiting = await context.services.contributions.waiting(debate)
    if not waiting:
        await context.answer(context.say("discord.debate.queue.empty"))
        return
    reports = await context.services.contributions.reports(debate)
    one = waiting[0]
    lines = [
        context.say(
            "discord.debate.queue.head", n=len(waiting), id=one.id, what=_what(context, one)
        ),
        member_text(one.text),
    ]
    if one.citation:
        lines.append(context.say("debate.sourced", place=plain_line(one.citation)))
    if one.id in reports:
        lines.append(context.say("discord.debate.queue.reported", n=reports[one.id]))
    await context.answer(
        "\n".join(lines), view=button_view(str(debate), *decision_buttons(one.id, context.say))
    )


def _what(context: Context, one: Contribution) -> str:
    return (
        context.say("discord.debate.queue.statement")
        if one.kind is Kind.STATEMENT
        else context.say(f"debate.option.{one.side}")
    )


async def approve(context: Context, debate: str, contribution: str) -> None:
    """Show it, then the next one that waits."""
    await context.defer()
    await _decide(context, debate, contribution, Standing.APPROVED, "")


async def hand_back(context: Context, debate: str, contribution: str) -> None:
    """A form for what the author is asked to change."""
    await _with_note(context, debate, contribution, Standing.RETURNED)


async def reject(context: Context, debate: str, contribution: str) -> None:
    """A form for the reason, which may be left empty."""
    await _with_note(context, debate, contribution, Standing.REJECTED)


async def _with_note(context: Context, debate: str, contribution: str, standing: Standing) -> None:
    await require_moderator(context)

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        await _decide(again, debate, contribution, standing, filled["note"])

    least = 1 if standing is Standing.RETURNED else 0
    field = Field(
        "note",
        context.say(f"discord.debate.form.note_{standing}"),
        rules.LONGEST_NOTE,
        least,
        long=True,
    )
    await show_form(context, Form(context.say("discord.debate.form.note"), (field,), keep))


async def _decide(
    context: Context, debate: str, contribution: str, standing: Standing, note: str
) -> None:
    await require_moderator(context)
    one = await context.services.contributions.decide(
        number_of(contribution),
        standing,
        by=context.member,
        now=context.now,
        note=note.strip(),
        community=context.community,
    )
    await context.answer(context.say(f"discord.debate.queue.{standing}_done", id=one.id))
    await show_queue(context, number_of(debate))


async def _brief_of_meant(context: Context) -> BriefService:
    """Of the debate that is typed about; of this channel's article where that isn't clear yet."""
    try:
        meant = await running(context, getattr(context.interaction.namespace, "debate", None))
    except DebateError:
        return context.services.brief
    return context.services.brief_on(meant.article)


async def offer_passages(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of the passages of the debate's article, by heading or locator."""
    brief = await _brief_of_meant(Context(interaction))
    wanted = typed.casefold()
    named = ((place, f"{brief.cite(place).heading} · {place}") for place in brief.passages())
    matching = [(place, name) for place, name in named if wanted in name.casefold()]
    return [
        app_commands.Choice(name=label(name, CHOICE), value=place) for place, name in matching[:25]
    ]
