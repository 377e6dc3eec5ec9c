"""Arguments and statements on Discord: brought by a form, decided on by moderators one by one,
reported by members.
"""

from __future__ import annotations

from bot.adapters.discord.debate.components.debate_button import Button, button_view
from bot.adapters.discord.debate.direct import DirectMessages
from bot.adapters.discord.debate.interactions import number_of, voter_of
from bot.adapters.discord.debate.moderate.panel import Panels
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import tell_moderators
from bot.adapters.discord.floor.text import plain_line
from bot.debate import contributions as rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import has_sides, is_held_elsewhere
from bot.debate.rules import check_open, check_voter
from bot.errors import DebateError
from bot.services.debating.contributions import Argument

_CITATION = 100


async def bring_argument(context: Context, debate: str, citation: str = "") -> None:
    """A form for an argument; the passage may come from the command that opened it. Raises
    DebateError where none is taken now.
    """
    number, say = number_of(debate), context.say
    meant = await context.services.debates.get(number)
    if not has_sides(meant) or is_held_elsewhere(meant):
        raise DebateError("debate.refused.no_cards")
    check_open(meant, context.now)
    check_voter(meant, voter_of(context), context.now)

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        passage = again.services.brief_on(meant.article).find_passage(filled["citation"])
        argument = Argument(filled["side"], filled["text"], passage)
        one = await again.services.contributions.argue(number, voter_of(again), argument, again.now)
        await _brought(again, one)

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
        Field(
            "citation",
            say("discord.debate.form.citation"),
            _CITATION,
            0,
            default=citation,
            hint=say("moderate.argument.passage_hint"),
        ),
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
        await _brought(again, one)

    field = Field(
        "text", say("discord.debate.form.statement"), rules.LONGEST_STATEMENT, rules.SHORTEST
    )
    await show_form(context, Form(say("discord.debate.form.state"), (field,), keep))


async def revise(context: Context, debate: str, contribution: str) -> None:
    """A form with the words that were handed back. Raises DebateError where there is nothing to
    change.
    """
    number, say = number_of(contribution), context.say
    mine = await context.services.contributions.news(number_of(debate), context.member)
    before = next((one for one in mine if one.id == number), None)
    if before is None:
        raise DebateError("debate.refused.not_yours")
    is_statement = before.kind is Kind.STATEMENT
    most = rules.LONGEST_STATEMENT if is_statement else rules.LONGEST_ARGUMENT

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        one = await again.services.contributions.revise(
            number, voter_of(again), filled["text"], again.now
        )
        await _brought(again, one)

    field = Field(
        "text",
        say("discord.debate.form.revised"),
        most,
        rules.SHORTEST,
        long=True,
        default=before.text,
    )
    await show_form(context, Form(say("discord.debate.form.revise"), (field,), keep))


async def ask_to_report(context: Context, debate: str, contribution: str) -> None:
    """Whether to report it: a slip of the finger hides nobody's words."""
    await context.defer()
    number = number_of(contribution)
    yes = Button(context.say("moderate.report.yes"), "reportnow", str(number), "danger")
    await context.answer(context.say("moderate.report.ask"), view=button_view(debate, yes))


async def report(context: Context, _: str, contribution: str) -> None:
    """Tell the moderators about a text, without the reporter's name."""
    await context.defer()
    hidden = await context.services.contributions.report(
        number_of(contribution), voter_of(context), context.now, community=context.community
    )
    await context.answer(context.say("discord.debate.reported_it"))
    if hidden:
        await context.host.part(Panels).refresh(hidden.debate_id)
        await _tell(context, hidden, "settings.reported")


async def _brought(context: Context, one: Contribution) -> None:
    """Say what becomes of it, and tell the moderators."""
    waits = one.standing is Standing.WAITING
    mine = Button(context.say("discord.debate.mine_button"), "mine")
    await context.answer(
        context.say(f"discord.debate.{'brought' if waits else 'shown'}", id=one.id),
        view=button_view(str(one.debate_id), mine),
    )
    await _tell_of_waiting(context, one)


async def _tell_of_waiting(context: Context, one: Contribution) -> None:
    """On the panel, and in the moderators' channel of the first that waits."""
    if one.standing is not Standing.WAITING:
        return
    await context.host.part(Panels).refresh(one.debate_id)
    if len(await context.services.contributions.waiting(one.debate_id)) == 1:
        await _tell(context, one, "settings.waiting")


async def _tell(context: Context, one: Contribution, key: str) -> None:
    debate = await context.services.debates.get(one.debate_id)
    locale = str(context.interaction.guild_locale or "en")
    motion = plain_line(debate.motion)
    text = context.wording.say(key, locale, id=debate.id, motion=motion)
    if not await tell_moderators(context.host, debate.community, text):
        starter = await context.services.debates.starter(debate.id)
        await context.host.part(DirectMessages).tell(starter, text, f"queue-{one.id}-{key[-8:]}")
