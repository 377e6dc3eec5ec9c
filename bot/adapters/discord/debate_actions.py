"""What the voting buttons under a debate do."""

from __future__ import annotations

import discord

from bot.adapters.discord.debate_buttons import stance_buttons
from bot.adapters.discord.debate_pick import pick_view
from bot.adapters.discord.debate_render import Card as Shown
from bot.adapters.discord.debate_render import debate_embed, member_text
from bot.adapters.discord.debate_views import button_view
from bot.adapters.discord.text import plain_line
from bot.adapters.discord.visit import Visit
from bot.adapters.discord.when import relative
from bot.debate.contributions import Contribution
from bot.debate.formats import FINAL, FIRST, SKIP, VOTE
from bot.debate.models import Format, Voter
from bot.errors import DebateError
from bot.services.voting import NONE_MOVED, NextStatement, Receipt

_A_PAGE = 4
"""Arguments of a side in one message, so that none has to be shortened much."""


async def vote(visit: Visit, debate: str, choice: str) -> None:
    """Count the vote, then say so to its voter alone; beside a final vote, ask what moved them."""
    await visit.defer()
    receipt = await visit.services.voting.vote(number_of(debate), voter_of(visit), choice, visit.now)
    label = next((option.label for option in receipt.debate.options if option.key == choice), choice)
    key = "counted" if receipt.before is None else "again" if receipt.before == choice else "changed"
    said = [visit.say(f"discord.debate.vote.{key}", choice=plain_line(label), when=relative(receipt.debate.due_at))]
    if receipt.question == FIRST:
        said.append(visit.say("discord.debate.vote.first"))
    view = await _what_moved(visit, receipt) if receipt.question == FINAL else None
    if view:
        said.append(visit.say("discord.debate.vote.what_moved"))
    await visit.answer("\n".join(said), view=view)
    if not receipt.debate.hidden:
        visit.client.tally_changed(receipt.debate.id)


async def _what_moved(visit: Visit, receipt: Receipt) -> discord.ui.View | None:
    found = await visit.services.voting.arguments(receipt.debate.id, visit.member)
    options = [(option.key, option.label) for option in found.moving()]
    if not options:
        return None
    none = (NONE_MOVED, visit.say("discord.debate.vote.none_moved"))
    return pick_view(str(receipt.debate.id), "moved", visit.say("discord.debate.vote.pick_moved"), [none, *options[:24]])


async def moved(visit: Visit, debate: str, key: str) -> None:
    """Note which argument moved a member."""
    await visit.defer()
    await visit.services.voting.moved_by(number_of(debate), voter_of(visit), key, visit.now)
    await visit.answer(visit.say("discord.debate.vote.moved"))


async def skip(visit: Visit, debate: str, _: str) -> None:
    """Leave the first vote out, to read the arguments."""
    await visit.defer()
    receipt = await visit.services.voting.skip(number_of(debate), voter_of(visit), visit.now)
    key = "skipped" if receipt.choice == SKIP else "skip_voted"
    await visit.answer(visit.say(f"discord.debate.vote.{key}"))


async def mine(visit: Visit, debate: str, _: str) -> None:
    """Show a member's own votes, and what became of their texts."""
    await visit.defer()
    number = number_of(debate)
    found = await visit.services.debates.get(number)
    answers = await visit.services.voting.mine(number, visit.member)
    labels = {option.key: option.label for option in found.options} | {SKIP: visit.say("discord.debate.vote.skipped_short")}
    lines = []
    for question in (VOTE, FIRST, FINAL):
        if question in answers:
            choice = plain_line(labels.get(answers[question].choice, answers[question].choice))
            key = "mine" if question == VOTE else "mine_in"
            lines.append(visit.say(f"discord.debate.vote.{key}", choice=choice, phase=visit.say(f"debate.phase.{question}")))
    if found.format is Format.STATEMENTS:
        lines.append(visit.say("discord.debate.vote.mine_statements", n=sum(key.startswith("s") for key in answers)))
    revisable = []
    for one in await visit.services.contributions.news(number, visit.member):
        lines.append(_outcome(visit, one))
        if one.standing == "returned":
            revisable.append((str(one.id), one.text))
    view = pick_view(debate, "revise", visit.say("discord.debate.revise"), revisable) if revisable else None
    await visit.answer("\n".join(lines) or visit.say("discord.debate.vote.none"), view=view)


def _outcome(visit: Visit, one: Contribution) -> str:
    standing = visit.say(f"discord.debate.standing.{one.standing}", note=plain_line(one.note))
    return visit.say("discord.debate.my_text", id=one.id, text=plain_line(one.text, 150), standing=standing)


async def withdraw(visit: Visit, debate: str, _: str) -> None:
    """Take the vote back; where statements are answered, all answers."""
    await visit.defer()
    number = number_of(debate)
    found = await visit.services.debates.get(number)
    if found.format is Format.STATEMENTS:
        gone = await visit.services.voting.withdraw_all(number, visit.member, visit.now)
        if not gone:
            raise DebateError("debate.refused.no_vote")
    else:
        await visit.services.voting.withdraw(number, visit.member, visit.now)
    await visit.answer(visit.say("discord.debate.vote.withdrawn"))
    visit.client.tally_changed(number)


async def show_next(visit: Visit, debate: str, _: str) -> None:
    """Serve a statement to a member alone."""
    await visit.defer()
    await _serve(visit, debate, await visit.services.voting.next_statement(number_of(debate), voter_of(visit), visit.now))


async def stance(visit: Visit, debate: str, arg: str) -> None:
    """Store an answer, and serve the next statement in the same private message."""
    statement, _, chosen = arg.partition(":")
    await visit.interaction.response.defer()
    found = await visit.services.voting.answer_statement(
        number_of(debate), voter_of(visit), number_of(statement), chosen, visit.now
    )
    await _serve(visit, debate, found, edit=True)


async def _serve(visit: Visit, debate: str, found: NextStatement, *, edit: bool = False) -> None:
    if found.statement is None:
        text, view = visit.say("discord.debate.statements_done", whole=found.whole), None
    else:
        text = visit.say("discord.debate.statement", number=found.answered + 1, whole=found.whole)
        text += "\n" + member_text(found.statement.text)
        view = button_view(debate, *stance_buttons(found.statement.id, visit.say))
    if edit:
        await visit.interaction.edit_original_response(content=text, view=view)
    else:
        await visit.answer(text, view=view)


async def arguments(visit: Visit, debate: str, _: str) -> None:
    """All arguments in two columns, with a menu to report one; a blind first vote comes before them."""
    await visit.defer()
    found = await visit.services.voting.arguments(number_of(debate), visit.member)
    if not found.points and not found.cards:
        await visit.answer(visit.say("discord.debate.no_arguments"))
        return
    cards = visit.client.cards(visit.locale)
    reportable = [(str(card.id), f"[{card.id}] {card.text}") for card in found.cards]
    menu = pick_view(debate, "report", visit.say("discord.debate.report"), reportable) if reportable else None
    pages = cards.argument_pages(found, _A_PAGE)
    for place, columns in enumerate(pages, 1):
        embed = debate_embed(Shown(found.debate.motion, (visit.say("discord.debate.arguments_note"),), columns=columns))
        await visit.answer(embed=embed, view=menu if place == len(pages) else None)


def number_of(debate: str) -> int:
    """A debate's id from a button or option; raises DebateError on anything else."""
    if not debate.isascii() or not debate.isdigit() or len(debate) > 18:
        raise DebateError("debate.refused.unknown")
    return int(debate)


def voter_of(visit: Visit) -> Voter:
    """What the interaction itself says about the member: no member list is kept or asked for."""
    user = visit.interaction.user
    member = user if isinstance(user, discord.Member) else None
    return Voter(
        visit.member,
        roles=frozenset(str(role.id) for role in member.roles) if member else frozenset(),
        account_since=user.created_at,
        member_since=member.joined_at if member else None,
    )
