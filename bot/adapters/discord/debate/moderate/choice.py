"""Which debate a command means, and what its options offer while typing."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands

from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.floor.context import Context, Interaction
from bot.adapters.discord.floor.text import CHOICE, label
from bot.adapters.discord.floor.when import suggest_lengths, suggest_openings
from bot.debate.formats import format_of
from bot.debate.models import Debate, State
from bot.errors import DebateError

_MOST = 25
PREFIX = "proposal:"
"""Begins the value of a choice that is a member's motion."""


async def running(context: Context, debate: str | None) -> Debate:
    """The open or paused debate meant: the named one, else the only one in this channel or
    thread.
    """
    return _pick(
        await context.services.debates.lists.open_debates(context.community), context, debate
    )


async def cancellable(context: Context, debate: str | None) -> Debate:
    """An open, paused or, when named, planned debate."""
    debates = context.services.debates
    if debate:
        return _pick(await debates.lists.cancellable(context.community), context, debate)
    return _pick(await debates.lists.open_debates(context.community), context, None)


async def closed(context: Context, debate: str | None) -> Debate:
    """The closed debate meant: the named one, else the latest of this channel or thread."""
    ended = await context.services.debates.lists.closed(context.community)
    if debate:
        return _pick(ended, context, debate)
    return _pick([one for one in ended if _is_here(one, context)][:1], context, None)


async def anyone(context: Context, debate: str | None) -> Debate:
    """The debate meant, whatever became of it: the named one, else the only one that runs here,
    else the latest of this channel or thread.
    """
    every = await context.services.debates.lists.every(context.community)
    if debate:
        return _pick(every, context, debate)
    here = [one for one in every if _is_here(one, context)]
    running = [one for one in here if one.state in (State.OPEN, State.PAUSED)]
    return _pick(running or here[:1], context, None)


def _pick(debates: Sequence[Debate], context: Context, debate: str | None) -> Debate:
    if debate:
        wanted = number_of(debate)
        matching = [candidate for candidate in debates if candidate.id == wanted]
    else:
        matching = [candidate for candidate in debates if _is_here(candidate, context)]
    if not matching:
        raise DebateError("discord.debate.none_such" if debate else "discord.debate.none_here")
    if len(matching) > 1:
        raise DebateError("discord.debate.several_here")
    return matching[0]


def _is_here(debate: Debate, context: Context) -> bool:
    """In this channel, or in the debate's own thread, which has its message's id."""
    return context.channel in (debate.place, debate.message)


async def offer_any(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of all debates that have not been cancelled."""
    context = Context(interaction)
    return offered(await context.services.debates.lists.every(context.community), typed)


async def offer_running(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of open debates."""
    context = Context(interaction)
    return offered(await context.services.debates.lists.open_debates(context.community), typed)


async def offer_closed(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of closed debates."""
    context = Context(interaction)
    return offered(
        [view.debate for view in await context.services.debates.lists.history(context.community)],
        typed,
    )


async def offer_motions(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of members' proposals and of the article's templates."""
    context = Context(interaction)
    proposals = [
        app_commands.Choice(
            name=label(context.say("moderate.proposal.choice", motion=one.motion), CHOICE),
            value=f"{PREFIX}{one.id}",
        )
        for one in await context.services.proposals.waiting(context.community)
        if typed.casefold() in one.motion.casefold()
    ]
    matching = [
        one
        for one in context.services.brief.templates.values()
        if typed.casefold() in f"{one.name} {one.wish.motion}".casefold()
    ]
    named = (
        (one, f"{one.wish.motion} · {format_of(one.wish.format).key}, {one.wish.length}")
        for one in matching[:_MOST]
    )
    templates = [
        app_commands.Choice(name=label(words, CHOICE), value=label(one.name, CHOICE))
        for one, words in named
    ]
    return [*proposals, *templates][:_MOST]


async def offer_cancellable(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of open and planned debates."""
    context = Context(interaction)
    return offered(await context.services.debates.lists.cancellable(context.community), typed)


async def offer_lengths(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of lengths."""
    return [app_commands.Choice(name=text, value=text) for text in suggest_lengths(typed)]


async def offer_openings(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Autocomplete of openings: the same lengths, and a time as it was typed."""
    now = Context(interaction).now
    return [app_commands.Choice(name=text, value=text) for text in suggest_openings(typed, now)]


def offered(debates: Sequence[Debate], typed: str) -> list[app_commands.Choice[str]]:
    """As many as a list holds; every other is found by its number or words of its motion."""
    wanted = typed.casefold()
    matching = [
        debate
        for debate in debates
        if wanted in debate.motion.casefold() or wanted == str(debate.id)
    ]
    return [
        app_commands.Choice(
            name=label(f"#{debate.id} {debate.motion}", CHOICE), value=str(debate.id)
        )
        for debate in matching[:_MOST]
    ]
