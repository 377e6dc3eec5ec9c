"""Arguments one by one, as cards that only their reader sees: the words, the passage they rest on,
and what can be said about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import discord

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton, button_view
from bot.adapters.discord.debate.interactions import number_of, voter_of
from bot.adapters.discord.debate.message.debate_message import member_text
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.look import Accent, panel, signed
from bot.adapters.discord.floor.text import plain_line
from bot.debate.contributions import SIDES
from bot.debate.formats import has_sides
from bot.debate.models import State
from bot.errors import DebateError
from bot.services.debating.voting import Arguments, ShownArgument

_CLAIM = 1200


async def first(context: Context, debate: str, _: str) -> None:
    """The first argument, with the way to the others; a blind first vote comes before them."""
    await context.defer()
    try:
        known = await context.services.voting.arguments.read(number_of(debate), context.member)
    except DebateError as error:
        if error.key != "debate.refused.blind":
            raise
        skip_it = Button(context.say("discord.debate.skip_button"), "skip")
        await context.answer(context.say(error.key), view=button_view(debate, skip_it))
        return
    if not known.shown:
        add = button_view(debate, *_add(context, known))
        await context.answer(context.say("discord.debate.no_arguments"), view=add)
        return
    await context.answer(view=card(context, known, 0))


async def turn(context: Context, debate: str, place: str) -> None:
    """Another one, in the place of the one that is shown."""
    await context.defer_edit()
    known = await context.services.voting.arguments.read(number_of(debate), context.member)
    await _put(context, known, number_of(place))


async def mark(context: Context, debate: str, arg: str) -> None:
    """Call one a strong point, or no longer; only the sum is ever told, in steps."""
    await context.defer_edit()
    key, _, place = arg.partition(":")
    known = await context.services.voting.arguments.mark_strong(
        number_of(debate), voter_of(context), key, context.now
    )
    await _put(context, known, number_of(place))


async def _put(context: Context, known: Arguments, place: int) -> None:
    if not known.shown:
        raise DebateError("discord.debate.no_arguments")
    shown = card(context, known, min(place, len(known.shown) - 1))
    await context.host.delivery.edit(context.interaction, {"view": shown})


def card(context: Context, known: Arguments, place: int) -> discord.ui.LayoutView:
    """One argument of those that are known."""
    words = DebateWords.of(context.host, context.locale, known.debate.article)
    ordered = in_turn(known.shown)
    one = ordered[place]
    side = signed(
        one.side, context.say(f"debate.option.{one.side}"), context.wording, context.locale
    )
    head = context.say("moderate.argument.head", side=side, n=place + 1, whole=len(ordered))
    lines = [f"-# {plain_line(known.debate.motion, 300)}", f"### {head}", *_card_lines(words, one)]
    if one.strong:
        lines.append(f"-# {context.say('moderate.argument.strong', n=one.strong)}")
    debate = str(known.debate.id)
    return panel(
        Accent.OPEN,
        "\n".join(lines),
        [DebateButton(debate, button) for button in _buttons(context, known, ordered, place)],
        [DebateButton(debate, button) for button in _add(context, known)],
    )


def in_turn(shown: Sequence[ShownArgument]) -> list[ShownArgument]:
    """One for, one against, and so on: no side is read first for long."""
    sides = ([one for one in shown if one.side == side] for side in SIDES)
    return [one for pair in zip_longest(*sides) for one in pair if one]


def _card_lines(words: DebateWords, one: ShownArgument) -> Iterator[str]:
    source = "; ".join(words.linked_passage(place) for place in one.citations)
    if not one.number:
        yield plain_line(one.text, _CLAIM)
        yield f"-# {source}"
        return
    yield member_text(one.text, _CLAIM)
    key = "debate.sourced" if source else "debate.unsourced"
    yield f"-# {words.words(key, place=source)}"


def _buttons(
    context: Context, known: Arguments, ordered: Sequence[ShownArgument], place: int
) -> list[Button]:
    one, say = ordered[place], context.say
    buttons = []
    if place:
        buttons.append(Button(say("moderate.argument.before"), "page", str(place - 1)))
    if place + 1 < len(ordered):
        buttons.append(Button(say("moderate.argument.after"), "page", str(place + 1)))
    if known.debate.state is State.OPEN:
        key = "moderate.argument.unmark" if one.is_mine else "moderate.argument.mark"
        buttons.append(Button(say(key), "strong", f"{one.key}:{place}"))
        if one.number:
            buttons.append(Button(say("moderate.argument.report"), "report", str(one.number)))
    return buttons


def _add(context: Context, known: Arguments) -> list[Button]:
    if known.debate.state is not State.OPEN or not has_sides(known.debate):
        return []
    return [Button(context.say("discord.debate.card_button"), "card")]
