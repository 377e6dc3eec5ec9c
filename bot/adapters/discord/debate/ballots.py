"""Ballots that hold more than one option, filled in by a member in private: options to approve in
one menu, a ranking one place after another.

Every step is stored at once and stands in the ids of the next, so a step after a restart counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton
from bot.adapters.discord.debate.components.debate_menu import DebatePick, Menu
from bot.adapters.discord.debate.interactions import number_of, voter_of
from bot.adapters.discord.debate.live import LiveMessages
from bot.adapters.discord.floor.context import Context, rows
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import relative
from bot.debate import rules
from bot.debate.formats import Ranking, SomeOf, ballot_of, main_question
from bot.debate.models import Debate
from bot.errors import DebateError
from bot.results.ballots import answer_words

Item = discord.ui.Item[Any]


async def open_ballot(context: Context, debate: str, _: str) -> None:
    """The member's own ballot as it stands, to be filled in."""
    await context.defer()
    meant = await _filled_in_private(context, debate)
    rules.check_open(meant, context.now)
    rules.check_voter(meant, voter_of(context), context.now)
    answers = await context.services.voting.mine(meant.id, context.member)
    held = answers.get(main_question(meant))
    await context.answer(
        _text(context, meant, held.choice if held else ""),
        view=rows(_items(context, meant, held.choice if held else "")),
    )


async def choose(context: Context, debate: str, chosen: str) -> None:
    """Store what the ballot names now, and show it again."""
    await context.defer_edit()
    meant = await _filled_in_private(context, debate)
    receipt = await context.services.voting.vote(
        meant.id, voter_of(context), chosen or "none", context.now
    )
    await _show(context, receipt.debate, receipt.choice)


async def take_last(context: Context, debate: str, kept: str) -> None:
    """Take the last place of a ranking back; without any left, the ballot."""
    await context.defer_edit()
    meant, voting = await _filled_in_private(context, debate), context.services.voting
    if kept:
        receipt = await voting.vote(
            meant.id, voter_of(context), kept.replace(".", " "), context.now
        )
        await _show(context, receipt.debate, receipt.choice)
        return
    await voting.withdraw(meant.id, context.member, context.now)
    await _show(context, meant, "")


async def _filled_in_private(context: Context, debate: str) -> Debate:
    """The debate; DebateError where its ballots hold one option only, which its own buttons
    take.
    """
    meant = await context.services.debates.get(number_of(debate))
    if not isinstance(ballot_of(meant), SomeOf | Ranking):
        raise DebateError("debate.refused.no_vote_now")
    return meant


async def _show(context: Context, debate: Debate, choice: str) -> None:
    await context.replace(_text(context, debate, choice), rows(_items(context, debate, choice)))
    context.host.part(LiveMessages).changed(debate.id, is_live=not debate.hidden)


def _text(context: Context, debate: Debate, choice: str) -> str:
    kind = ballot_of(debate)
    most = kind.most if isinstance(kind, SomeOf | Ranking) else 1
    how = context.say(f"discord.debate.fill.{kind.name if kind else ''}", most=most)
    if not choice:
        return how
    words = answer_words(debate, choice, context.say, plain_line)
    when = relative(debate.due_at)
    return f"{how}\n{context.say('discord.debate.vote.ballot', choice=words, when=when)}"


def _items(context: Context, debate: Debate, choice: str) -> list[Item]:
    kind = ballot_of(debate)
    if isinstance(kind, SomeOf):
        return [_approvals(context, debate, kind, choice)]
    if isinstance(kind, Ranking):
        return _places(context, debate, kind, tuple(choice.split()))
    raise DebateError("debate.refused.no_vote_now")


def _approvals(context: Context, debate: Debate, kind: SomeOf, choice: str) -> Item:
    menu = Menu(
        "choose",
        context.say("discord.debate.pick.some"),
        tuple((option.key, option.label) for option in debate.options),
        least=0,
        most=kind.most,
        chosen=frozenset(choice.split()),
    )
    return DebatePick(str(debate.id), menu)


def _places(context: Context, debate: Debate, kind: Ranking, ranked: tuple[str, ...]) -> list[Item]:
    """A menu for the next place, as long as there is one, and a button to undo the last."""
    left = tuple(
        (option.key, option.label) for option in debate.options if option.key not in ranked
    )
    say: Callable[..., str] = context.say
    items: list[Item] = []
    if left and len(ranked) < kind.most:
        words = say("discord.debate.pick.place", place=len(ranked) + 1)
        items.append(DebatePick(str(debate.id), Menu("choose", words, left, before=ranked)))
    if ranked:
        undo = Button(say("discord.debate.pick.undo"), "unrank", ".".join(ranked[:-1]), row=1)
        items.append(DebateButton(str(debate.id), undo))
    return items
