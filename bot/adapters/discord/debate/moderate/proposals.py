"""Members' motions: proposed in a form, taken up or declined by moderators, their authors told."""

from __future__ import annotations

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton
from bot.adapters.discord.debate.components.debate_menu import DebatePick, Menu
from bot.adapters.discord.debate.moderate.choice import PREFIX
from bot.adapters.discord.debate.moderate.drafts import Draft
from bot.adapters.discord.debate.moderate.telling import tell_proposer
from bot.adapters.discord.debate.moderate.wizard import ask
from bot.adapters.discord.floor.context import Context, rows
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator, tell_moderators
from bot.adapters.discord.floor.text import plain_line
from bot.debate.contributions import LONGEST_MOTION, SHORTEST
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

_A_LIST = 10


async def propose(context: Context) -> None:
    """A form for a motion."""

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        one = await again.services.proposals.propose(
            again.community, filled["motion"], again.member, again.now
        )
        await again.answer(again.say("moderate.proposal.kept"))
        locale = str(again.interaction.guild_locale or "en")
        text = again.wording.say("moderate.proposal.told", locale, motion=plain_line(one.motion))
        await tell_moderators(again.host, again.community, text)

    field = Field(
        "motion",
        context.say("moderate.proposal.motion"),
        LONGEST_MOTION,
        SHORTEST,
        long=True,
        hint=context.say("moderate.proposal.hint"),
    )
    await show_form(context, Form(context.say("moderate.proposal.title"), (field,), keep))


async def proposed(context: Context, motion: str) -> tuple[int, str]:
    """A proposal that was picked from the list: its number and its words; 0 with what was typed,
    where that is none. Raises DebateError when it is gone.
    """
    if not motion.startswith(PREFIX):
        return 0, motion
    wanted = motion.removeprefix(PREFIX)
    waiting = await context.services.proposals.waiting(context.community)
    one = next((one for one in waiting if str(one.id) == wanted), None)
    if one is None:
        raise DebateError("moderate.proposal.gone")
    return one.id, one.motion


async def show_proposals(context: Context) -> None:
    """What members propose, oldest first, each to be taken up or declined."""
    waiting = (await context.services.proposals.waiting(context.community))[:25]
    if not waiting:
        await context.answer(context.say("moderate.proposal.none"))
        return
    lines = [context.say("moderate.proposal.list")]
    lines += [f"{n}. {plain_line(one.motion, 150)}" for n, one in enumerate(waiting[:_A_LIST], 1)]
    options = tuple((str(one.id), one.motion) for one in waiting)
    take = Menu("takeup", context.say("moderate.proposal.take_up"), options)
    drop = Menu("decline", context.say("moderate.proposal.decline"), options)
    await context.answer(
        "\n".join(lines), view=rows([DebatePick("0", take), DebatePick("0", drop)])
    )


async def take_up(context: Context, _: str, number: str) -> None:
    """The form with a member's motion."""
    await require_moderator(context)
    found, motion = await proposed(context, PREFIX + number)
    await ask(context, Draft(context.member, Wish(motion, thread=True), proposal=found))


async def decline(context: Context, _: str, number: str) -> None:
    """Take a motion off the list; its author is told. Raises DebateError when it is gone."""
    await context.defer()
    await require_moderator(context)
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    one = await context.services.proposals.take(context.community, wanted)
    if one is None:
        raise DebateError("moderate.proposal.gone")
    await context.answer(context.say("moderate.proposal.declined"))
    await tell_proposer(context, one, "moderate.proposal.not_now")


def propose_button(context: Context) -> DebateButton:
    """Opens the form."""
    return DebateButton("0", Button(context.say("moderate.proposal.title"), "propose"))


async def propose_by_button(context: Context, _: str, __: str) -> None:
    """The form, from under a list of debates."""
    await propose(context)
