"""Starting a debate: what a moderator typed -> a `Spec`, carried out and answered in private."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton
from bot.adapters.discord.debate.message.links import message_link
from bot.adapters.discord.debate.moderate.drafts import Draft, Drafts
from bot.adapters.discord.debate.moderate.notes import lines, written
from bot.adapters.discord.debate.moderate.panel import posted_buttons
from bot.adapters.discord.debate.moderate.telling import tell_proposer
from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.floor.context import Context, places_of, rows
from bot.adapters.discord.floor.messenger import require_permissions
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import MESSAGE, clean, one_line, shorten
from bot.adapters.discord.floor.when import exact
from bot.debate.formats import (
    FOR_AGAINST,
    are_arguments_blind,
    has_sides,
    is_held_elsewhere,
)
from bot.debate.models import Debate, Option, Spec, State
from bot.errors import DebateError
from bot.services.debating.start_debate import Setting, Wish, spec_from


async def start_at_once(context: Context, draft: Draft) -> None:
    """Carry out what was typed into the command; where that is refused, a form holds it."""
    await context.defer()
    await require_moderator(context)
    try:
        await carry_out(context, draft)
    except DebateError as error:
        await offer_again(context, draft, error)


async def offer_again(context: Context, draft: Draft, error: DebateError) -> None:
    """Why not, what was typed, and a button that opens the form with it, also after a restart."""
    token = context.host.part(Drafts).keep(draft)
    (note,) = written(draft, 1)
    again = DebateButton(token, Button(context.say("moderate.form.again"), "draft", note))
    slots = {
        name: one_line(slot)[:300] if isinstance(slot, str) else slot
        for name, slot in error.slots.items()
    }
    said = shorten("\n".join((context.say(error.key, **slots), *lines(draft.wish))), MESSAGE)
    await context.answer(said, view=rows([again]))


async def carry_out(context: Context, draft: Draft) -> None:
    """Store and post or plan it; the moderator gets the link, and what comes next, in private."""
    spec = await spec_for(context, draft)
    view = await context.services.debates.start(spec, by=context.member, now=context.now)
    debate = view.debate
    buttons = posted_buttons(debate, context.say)
    items = rows([DebateButton(str(debate.id), button) for button in buttons])
    await context.answer("\n".join(_said(context, debate, spec)), view=items)
    await _take_up(context, draft, debate)


async def _take_up(context: Context, draft: Draft, debate: Debate) -> None:
    """A member's motion leaves the list of proposals, and the member hears of it."""
    if not draft.proposal:
        return
    one = await context.services.proposals.take(context.community, draft.proposal)
    if one:
        link = message_link(debate, debate.message) if debate.message else ""
        await tell_proposer(context, one, "moderate.proposal.taken", link=link)


async def spec_for(context: Context, draft: Draft) -> Spec:
    """What is asked for, with what the server has set. Raises DebateError where it can't be."""
    own = draft.place and draft.place != context.channel
    place = draft.place or context.channel
    if own:
        _require_usable(context, place)
    setting = await context.services.settings.for_debate(
        context.community, place, is_chosen=bool(draft.place)
    )
    setting = replace(setting, sides=_sides(context))
    if setting.place != place:
        _require_usable(context, setting.place)
    there = context.host.services.of(context.community, *_places(context, setting.place))
    return spec_from(_cleaned(draft.wish), setting, there.brief, context.now)


def _places(context: Context, place: str) -> tuple[str, ...]:
    """Where the article is chosen for: where the debate will be held, which may be elsewhere."""
    return places_of(context.interaction.channel) if place == context.channel else (place,)


async def setting_of(context: Context) -> Setting:
    """What stands in for what is left out here."""
    return await context.services.settings.for_debate(context.community, context.channel)


def _said(context: Context, debate: Debate, spec: Spec) -> list[str]:
    if debate.state is State.SCHEDULED:
        when = exact(debate.opened_at)
        return [context.say("discord.debate.planned", id=debate.id, when=when)]
    if not debate.message:
        return [context.say("discord.debate.started_later", id=debate.id)]
    link = message_link(debate, debate.message)
    said = [context.say("discord.debate.started", id=debate.id, link=link)]
    if has_sides(debate) and not is_held_elsewhere(debate) and not spec.points:
        said.append(context.say("discord.debate.without_points"))
    if spec.thread and not are_arguments_blind(debate):
        said += _about_thread(context, debate)
    return said


def _about_thread(context: Context, debate: Debate) -> list[str]:
    """Why there is none: a permission, or a place that has no threads of its own."""
    if context.host.part(Threads).has(debate):
        return []
    channel = context.host.get_channel(int(debate.place))
    if isinstance(channel, discord.TextChannel):
        return [context.say("discord.talk.no_thread")]
    return [context.say("moderate.new.no_thread_here")]


def _cleaned(wish: Wish) -> Wish:
    """Without what Discord's markdown or a reader's eye would be misled by."""
    listed = (one_line(part) for part in wish.listed)
    return replace(wish, motion=clean(wish.motion), listed=tuple(part for part in listed if part))


def listed_in(text: str) -> tuple[str, ...]:
    """Options or statements between `|`, or one a line."""
    return tuple(part for part in text.replace("\n", "|").split("|") if part.strip())


def _sides(context: Context) -> tuple[Option, ...]:
    """For, Against, Undecided in the reader's language."""
    return tuple(
        Option(option.key, context.say(f"debate.option.{option.key}")) for option in FOR_AGAINST
    )


def _require_usable(context: Context, place: str) -> None:
    """A channel that was named, or the server's for debates, which may have been deleted or closed
    since. A moderator may only post where they may speak themselves; the bot's own permissions are
    checked as well.
    """
    guild = context.interaction.guild
    channel = guild.get_channel(int(place)) if guild else None
    if not isinstance(channel, discord.TextChannel):
        raise DebateError("settings.refused.channel_gone")
    user = context.interaction.user
    if isinstance(user, discord.Member) and not channel.permissions_for(user).send_messages:
        raise DebateError("discord.debate.not_your_channel")
    require_permissions(channel)
