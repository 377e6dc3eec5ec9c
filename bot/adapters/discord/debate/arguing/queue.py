"""What waits for a moderator, one after another, with what can be done about it."""

from __future__ import annotations

from bot.adapters.discord.debate.components.buttons import decision_buttons
from bot.adapters.discord.debate.components.debate_button import Button, button_view
from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.debate.message.debate_message import member_text
from bot.adapters.discord.debate.moderate.panel import Panels
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import plain_line
from bot.debate import contributions as rules
from bot.debate.contributions import Contribution, Kind, Standing


async def show_queue(context: Context, debate: int) -> None:
    """The oldest text that waits, with what a moderator can do about it."""
    waiting = await context.services.contributions.waiting(debate)
    if not waiting:
        panel = Button(context.say("moderate.panel.open"), "panel")
        view = button_view(str(debate), panel)
        await context.answer(context.say("discord.debate.queue.empty"), view=view)
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


async def approve(context: Context, _: str, contribution: str) -> None:
    """Show it, then the next one that waits."""
    await context.defer()
    await _decide(context, contribution, Standing.APPROVED, "")


async def hand_back(context: Context, _: str, contribution: str) -> None:
    """A form for what the author is asked to change."""
    await _with_note(context, contribution, Standing.RETURNED)


async def reject(context: Context, _: str, contribution: str) -> None:
    """A form for the reason, which may be left empty."""
    await _with_note(context, contribution, Standing.REJECTED)


async def _with_note(context: Context, contribution: str, standing: Standing) -> None:
    await require_moderator(context)

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        await _decide(again, contribution, standing, filled["note"])

    least = 1 if standing is Standing.RETURNED else 0
    field = Field(
        "note",
        context.say(f"discord.debate.form.note_{standing}"),
        rules.LONGEST_NOTE,
        least,
        long=True,
    )
    await show_form(context, Form(context.say("discord.debate.form.note"), (field,), keep))


async def _decide(context: Context, contribution: str, standing: Standing, note: str) -> None:
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
    await show_queue(context, one.debate_id)
    await context.host.part(Panels).refresh(one.debate_id)
