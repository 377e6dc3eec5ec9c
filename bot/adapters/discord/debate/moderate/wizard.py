"""From an idea to a debate: a form, a private preview as members will see it, and a click.

`/moderate new` (1) → the form, or straight to the preview where a motion was given (2) → "Post"
(3).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton
from bot.adapters.discord.debate.message.card import card_view
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.moderate.drafts import Draft, Drafts
from bot.adapters.discord.debate.moderate.lost import draft_of, listed_lines, taken
from bot.adapters.discord.debate.moderate.notes import written
from bot.adapters.discord.debate.moderate.panel import posted_buttons
from bot.adapters.discord.debate.moderate.start import (
    carry_out,
    listed_in,
    offer_again,
    setting_of,
    spec_for,
)
from bot.adapters.discord.floor.context import Context, rows
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import clean
from bot.debate.contributions import LONGEST_MOTION
from bot.debate.formats import default_format, formats, takes_statements
from bot.debate.lengths import write_length
from bot.debate.models import Debate, Spec
from bot.errors import DebateError, EyebotError
from bot.services.debating.start_debate import Wish, preview

_LONGEST_LENGTH, _LONGEST_OPENING, _LONGEST_NUMBER = 60, 60, 6


async def begin(context: Context, draft: Draft) -> None:
    """With a motion the preview, else the form."""
    await require_moderator(context)
    if not draft.wish.motion.strip():
        await ask(context, draft)
        return
    await context.defer()
    try:
        shown = await _shown(context, draft)
    except DebateError as error:
        await offer_again(context, draft, error)
        return
    await context.answer(view=shown)


async def debate_this(context: Context, text: str) -> None:
    """The form with the words of a message as its motion. Raises DebateError when it has none."""
    await require_moderator(context)
    motion = clean(text).strip()
    if not motion:
        raise DebateError("moderate.new.no_text")
    await ask(context, Draft(context.member, Wish(motion[:LONGEST_MOTION], thread=True)))


async def ask(context: Context, draft: Draft, token: str = "") -> None:
    """The form, filled in with what is known."""
    setting = await setting_of(context)
    named = draft.wish.format or setting.format or default_format().key
    wish = replace(
        draft.wish, format=named, length=draft.wish.length or write_length(setting.length)
    )

    async def then(again: Context, filled: dict[str, str]) -> None:
        await go_on(again, token, draft.with_wish(
            motion=filled["motion"],
            format=filled["format"],
            length=filled["length"],
            listed=listed_in(filled["options"]),
        ))  # fmt: skip

    title = context.say("moderate.new.form" if draft.edits else "discord.debate.form.title")
    await show_form(context, Form(title, _fields(context.say, wish), then))


async def go_on(context: Context, token: str, draft: Draft) -> None:
    """What was typed as a preview, in the place of the one before."""
    if not token:
        await context.defer()
        await require_moderator(context)
        await context.answer(view=await _shown(context, draft))
        return
    await context.defer_edit()
    await require_moderator(context)
    shown = await _shown(context, draft, token)
    await context.host.delivery.edit(context.interaction, {"content": None, "view": shown})


def _fields(say: Callable[..., str], wish: Wish) -> tuple[Field, ...]:
    every = formats()
    return (
        Field(
            "motion",
            say("discord.debate.form.motion"),
            LONGEST_MOTION,
            3,
            long=True,
            default=wish.motion[:LONGEST_MOTION],
        ),
        Field(
            "format",
            say("discord.debate.form.format"),
            choices=tuple((key, say(f"formats.{key}.short")) for key in every),
            hints={key: say(f"formats.{key}.card") for key in every},
            default=wish.format if wish.format in every else default_format().key,
        ),
        Field(
            "length",
            say("discord.debate.form.length"),
            _LONGEST_LENGTH,
            default=wish.length[:_LONGEST_LENGTH],
            hint=say("moderate.new.length_hint"),
        ),
        Field(
            "options",
            say("discord.debate.form.options"),
            2000,
            0,
            long=True,
            default="\n".join(wish.listed)[:2000],
            hint=say("moderate.new.options_hint"),
        ),
    )


async def _shown(context: Context, draft: Draft, token: str = "") -> discord.ui.LayoutView:
    """The preview. Raises DebateError where a rule refuses what was typed."""
    spec = await spec_for(context, draft)
    view = preview(spec, context.now)
    card = DebateMessage.of(context.host, context.locale, spec.article).card(view)
    if listed := listed_lines(spec, view.debate):
        card = replace(card, lines=(*card.lines, *listed))
    token = context.host.part(Drafts).keep(draft, token)
    told = await context.services.debates.lists.cautions(
        spec, now=context.now, electorate=_electorate(context, spec)
    )
    cautions = [context.say(one.key, **dict(one.slots)) for one in told]
    below = _below(context, token, draft, spec.place, cautions)
    return card_view("0", card, below, is_inert=True)


def _electorate(context: Context, spec: Spec) -> int | None:
    """How many may vote where only a role may, as far as its members are known here."""
    guild = context.interaction.guild
    role = guild.get_role(int(spec.eligibility.role)) if guild and spec.eligibility.role else None
    return len(role.members) if role is not None and guild and guild.chunked else None


def _below(
    context: Context, token: str, draft: Draft, place: str, cautions: Sequence[str]
) -> list[Any]:
    say = context.say
    if draft.edits:
        buttons = [Button(say("moderate.new.change"), "post", style="success")]
    else:
        buttons = [
            Button(say("moderate.new.post"), "post", style="success"),
            Button(say("moderate.new.later"), "later"),
        ]
    buttons.append(Button(say("moderate.new.edit"), "draft"))
    buttons.append(Button(say("moderate.new.settings"), "options"))
    said = [
        say("moderate.new.unchanged")
        if draft.edits
        else say("moderate.new.preview", place=f"<#{place}>")
    ]
    if draft.wish.weekly:
        said.append(say("moderate.new.weekly"))
    said += cautions
    noted = zip(buttons, written(draft, len(buttons)), strict=True)
    row = [DebateButton(token, replace(button, arg=note)) for button, note in noted]
    return ["\n".join(said), row]


async def open_again(context: Context, token: str, _: str) -> None:
    """The form of a draft, filled in."""
    await require_moderator(context)
    await ask(context, draft_of(context, token), token)


async def post(context: Context, token: str, _: str) -> None:
    """Post what the preview shows; pressed twice, once."""
    await context.defer()
    await require_moderator(context)
    if draft := await taken(context, token):
        await _post(context, token, draft)


async def _post(context: Context, token: str, draft: Draft) -> None:
    try:
        if draft.edits:
            await _change(context, draft)
        else:
            await carry_out(context, draft)
    except EyebotError:
        context.host.part(Drafts).keep(draft, token)  # to be mended and posted again
        raise


async def _change(context: Context, draft: Draft) -> None:
    spec = await spec_for(context, draft)
    view = await context.services.debates.edit(
        draft.edits, spec, by=context.member, now=context.now
    )
    buttons = posted_buttons(view.debate, context.say)
    items = rows([DebateButton(str(draft.edits), button) for button in buttons])
    await context.answer(context.say("moderate.new.changed", id=draft.edits), view=items)


async def schedule(context: Context, token: str, _: str) -> None:
    """A form for when it opens."""
    await require_moderator(context)
    draft, say = draft_of(context, token), context.say

    async def then(again: Context, filled: dict[str, str]) -> None:
        await again.defer()
        await require_moderator(again)
        kept = again.host.part(Drafts).take(token, again.member)
        try:
            await carry_out(again, kept.with_wish(opens=filled["opens"]))
        except EyebotError:
            again.host.part(Drafts).keep(kept, token)
            raise

    field = Field(
        "opens",
        say("moderate.new.opens"),
        _LONGEST_OPENING,
        default=draft.wish.opens,
        hint=say("moderate.new.opens_hint"),
    )
    await show_form(context, Form(say("moderate.new.later"), (field,), then))


async def edit_running(context: Context, debate: Debate) -> None:
    """The form of a debate that nobody has voted in yet."""
    own = () if {one.key for one in debate.options} >= {"for", "against"} else debate.options
    wish = Wish(
        debate.motion,
        write_length(sum((one.length for one in debate.phases[1:]), debate.phases[0].length)),
        debate.format,
        tuple(option.label for option in own) if not takes_statements(debate) else (),
        live=not debate.hidden,
        eligibility=debate.eligibility,
        quorum=debate.quorum,
        thread=debate.thread,
        remind=debate.remind,
        moderated=debate.moderated,
        choose=debate.choose,
    )
    await ask(context, Draft(context.member, wish, debate.place, edits=debate.id))
