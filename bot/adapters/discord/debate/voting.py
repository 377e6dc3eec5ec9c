"""What the voting buttons under a debate do."""

from __future__ import annotations

import discord

from bot.adapters.discord.debate.components.buttons import (
    more_buttons,
    receipt_buttons,
    stance_buttons,
)
from bot.adapters.discord.debate.components.debate_button import button_view, rows_view
from bot.adapters.discord.debate.components.debate_menu import DebatePick, Menu, pick_view
from bot.adapters.discord.debate.interactions import number_of, voter_of
from bot.adapters.discord.debate.live import LiveMessages
from bot.adapters.discord.debate.message.debate_message import member_text
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.moderators import is_moderator
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import relative
from bot.debate.contributions import Contribution
from bot.debate.formats import MOVED, SKIP, main_questions, round_of, takes_statements
from bot.errors import DebateError
from bot.results.ballots import answer_words
from bot.services.debating.voting import NONE_MOVED, NextStatement, Receipt, may_be_reminded


async def vote(context: Context, debate: str, choice: str) -> None:
    """Count the vote, then say so to its voter alone; beside a final vote, ask what moved them."""
    await context.defer()
    text, view = await _voted(context, debate, choice)
    await context.answer(text, view=view)


async def revote(context: Context, debate: str, choice: str) -> None:
    """Change the vote from its receipt, which then says so."""
    await context.defer_edit()
    text, view = await _voted(context, debate, choice)
    await context.replace(text, view)


async def _voted(context: Context, debate: str, choice: str) -> tuple[str, discord.ui.View | None]:
    """Count the vote; what its voter is told then, and may do next."""
    receipt = await context.services.voting.vote(
        number_of(debate), voter_of(context), choice, context.now
    )
    label = next(
        (option.label for option in receipt.debate.options if option.key == choice), choice
    )
    key = "counted"
    if receipt.before is not None:
        key = "again" if receipt.before == choice else "changed"
    said = [
        context.say(
            f"discord.debate.vote.{key}",
            choice=plain_line(label),
            when=relative(receipt.debate.due_at),
        )
    ]
    now = round_of(receipt.debate)
    if now.is_blind:
        said.append(context.say("discord.debate.vote.first"))
    menu = await _what_moved(context, receipt) if MOVED in now.beside else None
    if menu:
        said.append(context.say("discord.debate.vote.what_moved"))
    context.host.part(LiveMessages).changed(receipt.debate.id, is_live=not receipt.debate.hidden)
    buttons = receipt_buttons(
        receipt.debate,
        context.say,
        receipt.choice,
        reminds=may_be_reminded(receipt.debate),
    )
    view = rows_view(debate, buttons)
    if menu and view:
        view.add_item(menu)
    return "\n".join(said), view


async def _what_moved(context: Context, receipt: Receipt) -> DebatePick | None:
    known = await context.services.voting.arguments.read(receipt.debate.id, context.member)
    options = [(option.key, option.label) for option in known.moving()]
    if not options:
        return None
    none = (NONE_MOVED, context.say("discord.debate.vote.none_moved"))
    words = context.say("discord.debate.vote.pick_moved")
    return DebatePick(str(receipt.debate.id), Menu("moved", words, (none, *options[:24])))


async def more(context: Context, debate: str, _: str) -> None:
    """What a member can do besides; nobody else sees it. Raises DebateError when it is over."""
    await context.defer()
    meant = await context.services.debates.get(number_of(debate))
    moderates = await is_moderator(context)
    reminds = may_be_reminded(meant)
    buttons = more_buttons(meant, context.say, is_moderator=moderates, reminds=reminds)
    if not buttons:
        raise DebateError("debate.refused.closed")
    await context.answer(context.say("moderate.more.title"), view=rows_view(debate, buttons))


async def remind(context: Context, debate: str, _: str) -> None:
    """Tell the member of the last vote, or no longer."""
    await context.defer()
    is_on = await context.services.voting.remind_me(number_of(debate), context.member)
    await context.answer(context.say("moderate.remind.on" if is_on else "moderate.remind.off"))


async def moved(context: Context, debate: str, key: str) -> None:
    """Note which argument moved a member."""
    await context.defer()
    await context.services.voting.arguments.moved_by(
        number_of(debate), voter_of(context), key, context.now
    )
    await context.answer(context.say("discord.debate.vote.moved"))


async def skip(context: Context, debate: str, _: str) -> None:
    """Leave the first vote out, to read the arguments."""
    await context.defer()
    receipt = await context.services.voting.skip(number_of(debate), voter_of(context), context.now)
    key = "skipped" if receipt.choice == SKIP else "skip_voted"
    await context.answer(context.say(f"discord.debate.vote.{key}"))


async def mine(context: Context, debate: str, _: str) -> None:
    """Show a member's own votes, and what became of their texts."""
    await context.defer()
    number = number_of(debate)
    meant = await context.services.debates.get(number)
    answers = await context.services.voting.mine(number, context.member)
    lines = []
    questions = main_questions(meant)
    for question in questions:
        if question in answers:
            choice = answer_words(meant, answers[question].choice, context.say, plain_line)
            key = "mine" if len(questions) == 1 else "mine_in"
            lines.append(
                context.say(
                    f"discord.debate.vote.{key}",
                    choice=choice,
                    phase=context.say(f"formats.{meant.format}.phase.{question}"),
                )
            )
    if takes_statements(meant):
        lines.append(
            context.say(
                "discord.debate.vote.mine_statements", n=sum(key.startswith("s") for key in answers)
            )
        )
    revisable = []
    for one in await context.services.contributions.news(number, context.member):
        lines.append(_outcome(context, one))
        if one.standing == "returned":
            revisable.append((str(one.id), one.text))
    view = (
        pick_view(debate, "revise", context.say("discord.debate.revise"), revisable)
        if revisable
        else None
    )
    await context.answer("\n".join(lines) or context.say("discord.debate.vote.none"), view=view)


def _outcome(context: Context, one: Contribution) -> str:
    standing = context.say(f"discord.debate.standing.{one.standing}", note=plain_line(one.note))
    return context.say(
        "discord.debate.my_text", id=one.id, text=plain_line(one.text, 150), standing=standing
    )


async def withdraw(context: Context, debate: str, _: str) -> None:
    """Take the vote back; where statements are answered, all answers. Raises DebateError where
    there was none.
    """
    await context.defer()
    number = number_of(debate)
    meant = await context.services.debates.get(number)
    if takes_statements(meant):
        gone = await context.services.voting.withdraw_all(number, context.member, context.now)
        if not gone:
            raise DebateError("debate.refused.no_vote")
    else:
        await context.services.voting.withdraw(number, context.member, context.now)
    await context.answer(context.say("discord.debate.vote.withdrawn"))
    context.host.part(LiveMessages).changed(number, is_live=not meant.hidden)


async def show_next(context: Context, debate: str, _: str) -> None:
    """Serve a statement to a member alone."""
    await context.defer()
    await _serve(
        context,
        debate,
        await context.services.voting.statements.next(
            number_of(debate), voter_of(context), context.now
        ),
    )


async def stance(context: Context, debate: str, arg: str) -> None:
    """Store an answer, and serve the next statement in the same private message."""
    statement, _, chosen = arg.partition(":")
    await context.defer_edit()
    served = await context.services.voting.statements.answer(
        number_of(debate), voter_of(context), number_of(statement), chosen, context.now
    )
    await _serve(context, debate, served, edit=True)
    context.host.part(LiveMessages).changed(served.debate.id, is_live=False)


async def _serve(
    context: Context, debate: str, served: NextStatement, *, edit: bool = False
) -> None:
    if served.statement is None:
        key = "discord.debate.statements_done" if served.whole else "discord.debate.statements_none"
        text, view = context.say(key, whole=served.whole), None
    else:
        text = context.say(
            "discord.debate.statement", number=served.answered + 1, whole=served.whole
        )
        text += "\n" + member_text(served.statement.text)
        view = button_view(debate, *stance_buttons(served.statement.id, context.say))
    if edit:
        await context.replace(text, view)
    else:
        await context.answer(text, view=view)
