"""What moderators do with a debate, by the buttons of its panel and by commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord

from bot.adapters.discord.debate.arguing.queue import show_queue
from bot.adapters.discord.debate.components.buttons import in_rows
from bot.adapters.discord.debate.components.debate_button import Button, button_view, rows_view
from bot.adapters.discord.debate.interactions import number_of
from bot.adapters.discord.debate.message.words import DebateWords
from bot.adapters.discord.debate.moderate.panel import Panels, control_buttons
from bot.adapters.discord.debate.moderate.wizard import edit_running
from bot.adapters.discord.debate.refusals import trouble_text
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.when import exact
from bot.debate.formats import round_of
from bot.debate.lengths import read_length
from bot.debate.models import LONGEST_PAUSE, Debate, State, View
from bot.debate.rules import LONGEST_CONCLUSION, SHORTEST_CONCLUSION

_LONGEST_LENGTH = 60
Act = Callable[[Context, Debate], Awaitable[View]]


async def open_panel(context: Context, debate: str, _: str) -> None:
    """The panel, for one moderator."""
    await context.defer()
    await require_moderator(context)
    await answer_panel(context, await context.services.debates.get(number_of(debate)))


async def answer_panel(context: Context, debate: Debate) -> None:
    """The panel in private."""
    shown = await context.host.part(Panels).shown(debate, context.locale)
    await context.answer(view=shown)


async def queue(context: Context, debate: str, _: str) -> None:
    """What waits for a moderator."""
    await context.defer()
    await require_moderator(context)
    await show_queue(context, (await context.services.debates.get(number_of(debate))).id)


async def extend(context: Context, debate: str, _: str) -> None:
    """A form for how much longer."""
    await require_moderator(context)
    meant = await context.services.debates.get(number_of(debate))

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        await do_extend(again, meant, filled["by"])

    field = Field("by", context.say("moderate.panel.by"), _LONGEST_LENGTH)
    await show_form(context, Form(context.say("moderate.panel.extend"), (field,), keep))


async def do_extend(context: Context, meant: Debate, by: str) -> None:
    """Give it more time, and say until when."""
    await require_moderator(context)
    view = await context.services.debates.extend(
        meant.id, read_length(by), by=context.member, now=context.now
    )
    debate, when = view.debate, exact(view.debate.due_at)
    if debate.is_last_phase:
        text = context.say("moderate.panel.extended", id=debate.id, when=when)
    else:
        phase = context.say(f"formats.{debate.format}.phase.{round_of(debate).name}")
        text = context.say("moderate.panel.extended_phase", id=debate.id, phase=phase, when=when)
    await context.answer(text, view=_next_steps(context, debate))


async def advance(context: Context, debate: str, _: str) -> None:
    """Go on to the next phase."""
    await _act(context, debate, "advanced", advance_it)


async def pause(context: Context, debate: str, _: str) -> None:
    """Take no votes for a while."""
    await _act(context, debate, "paused", pause_it)


async def resume(context: Context, debate: str, _: str) -> None:
    """Go on with the time that was left."""
    await _act(context, debate, "resumed", resume_it)


async def advance_it(context: Context, meant: Debate) -> View:
    """The next phase."""
    return await context.services.debates.advance(meant.id, by=context.member, now=context.now)


async def pause_it(context: Context, meant: Debate) -> View:
    """No votes for a while."""
    return await context.services.debates.pause(meant.id, by=context.member, now=context.now)


async def resume_it(context: Context, meant: Debate) -> View:
    """On with the time that was left."""
    return await context.services.debates.resume(meant.id, by=context.member, now=context.now)


async def _act(context: Context, debate: str, done: str, act: Act) -> None:
    await context.defer()
    await require_moderator(context)
    await carry_out(context, await context.services.debates.get(number_of(debate)), done, act)


async def carry_out(context: Context, meant: Debate, done: str, act: Act) -> None:
    """Do it, and say so with what happens now and what there is to do next."""
    debate = (await act(context, meant)).debate
    said = [context.say(f"discord.debate.done.{done}", id=debate.id, pause_days=LONGEST_PAUSE.days)]
    if debate.state is State.OPEN:
        said.append(DebateWords.of(context.host, context.locale).open_state(debate))
    await context.answer("\n".join(said), view=_next_steps(context, debate))


def _next_steps(context: Context, debate: Debate) -> discord.ui.View | None:
    return rows_view(str(debate.id), in_rows(control_buttons(debate, context.say)))


async def ask_to_close(context: Context, debate: str, _: str) -> None:
    """Whether to close now; what still waits is said first."""
    await context.defer()
    await require_moderator(context)
    meant = await context.services.debates.get(number_of(debate))
    waiting = len(await context.services.contributions.waiting(meant.id))
    key = "moderate.panel.close_waiting" if waiting else "moderate.panel.close_ask"
    buttons = [Button(context.say("moderate.panel.close"), "closenow", style="danger")]
    if waiting:
        buttons.append(Button(context.say("moderate.panel.queue", n=waiting), "queue"))
    await context.answer(
        context.say(key, id=meant.id, n=waiting), view=button_view(debate, *buttons)
    )


async def close(context: Context, debate: str, _: str) -> None:
    """Close and publish the result."""
    await context.defer()
    await require_moderator(context)
    await close_it(context, await context.services.debates.get(number_of(debate)))


async def close_it(context: Context, meant: Debate) -> None:
    """Close it; where its result can't be shown yet, say why. What comes next is a conclusion."""
    view = await context.services.debates.close(meant.id, by=context.member, now=context.now)
    conclude_it = Button(context.say("moderate.panel.conclude"), "conclude")
    if view.debate.announced_at:
        text = context.say("discord.debate.done.closed", id=meant.id)
    else:
        why = trouble_text(context, meant.id) or context.say("debate.trouble.passing")
        text = context.say("discord.debate.closed_unshown", id=meant.id, why=why)
    await context.answer(text, view=button_view(str(meant.id), conclude_it))


async def ask_to_cancel(context: Context, debate: str, _: str) -> None:
    """Whether to end it without a result."""
    await context.defer()
    await require_moderator(context)
    meant = await context.services.debates.get(number_of(debate))
    key = "moderate.panel.stop_ask" if meant.repeat_days else "moderate.panel.cancel_ask"
    button = Button(context.say("moderate.panel.cancel"), "cancelnow", style="danger")
    await context.answer(context.say(key, id=meant.id), view=button_view(debate, button))


async def cancel(context: Context, debate: str, _: str) -> None:
    """End it without a result, or take it out of the plan with its repetition."""
    await context.defer()
    await require_moderator(context)
    await cancel_it(context, await context.services.debates.get(number_of(debate)))


async def cancel_it(context: Context, meant: Debate) -> None:
    """Cancel it and say so."""
    await context.services.debates.cancel(meant.id, by=context.member, now=context.now)
    await context.answer(context.say("discord.debate.done.cancelled", id=meant.id))


async def conclude(context: Context, debate: str, _: str) -> None:
    """A form for the conclusion of a closed debate."""
    await require_moderator(context)
    await ask_for_conclusion(context, await context.services.debates.get(number_of(debate)))


async def ask_for_conclusion(context: Context, meant: Debate) -> None:
    """The form, with what it says by now."""
    field = Field(
        "text",
        context.say("discord.debate.form.conclusion"),
        LONGEST_CONCLUSION,
        SHORTEST_CONCLUSION,
        long=True,
        default=meant.conclusion,
    )

    async def keep(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        await require_moderator(again)
        await again.services.debates.conclude(
            meant.id, filled["text"], by=again.member, now=again.now
        )
        await again.answer(again.say("discord.debate.done.concluded", id=meant.id))

    await show_form(context, Form(context.say("discord.debate.form.conclude"), (field,), keep))


async def edit(context: Context, debate: str, _: str) -> None:
    """The form of a debate that nobody has voted in yet."""
    await require_moderator(context)
    await edit_running(context, await context.services.debates.get(number_of(debate)))
