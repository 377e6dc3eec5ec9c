"""Starting a debate: options or a form -> a `Spec`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import discord

from bot.adapters.discord.context import Context
from bot.adapters.discord.forms import Field, Form
from bot.adapters.discord.messenger import require_permissions
from bot.adapters.discord.server.moderators import require_moderator
from bot.adapters.discord.text import clean, one_line
from bot.adapters.discord.when import exact
from bot.debate import rules
from bot.debate.formats import FOR_AGAINST, are_arguments_blind, phases_in
from bot.debate.lengths import read_length, read_lengths
from bot.debate.models import Eligibility, Format, Option, Spec, State
from bot.errors import DebateError
from bot.services.brief import spec_of

_DEFAULT_LENGTH = "1d"
_LONGEST_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator typed; empty strings and zeros are defaults. `phases` are lengths between
    `/`, `opens` a length from now.
    """

    motion: str
    length: str
    format: str = ""
    channel: discord.TextChannel | None = None
    options: str = ""
    live: bool = False
    eligibility: Eligibility = field(default_factory=Eligibility)
    quorum: int = 0
    thread: bool = True
    opens: str = ""
    weekly: bool = False
    remind: discord.Role | None = None
    moderated: bool = True


async def start(context: Context, wish: Wish) -> None:
    """Check, store and post or plan it; the moderator gets the link in private."""
    await context.defer()
    await require_moderator(context)
    if wish.channel:
        _require_own_channel(context, wish.channel)
    place = str(wish.channel.id) if wish.channel else context.place
    spec = _spec(context, wish, place)
    view = await context.services.debates.start(spec, by=context.member, now=context.now)
    debate = view.debate
    if debate.state is State.SCHEDULED:
        await context.answer(
            context.say("discord.debate.planned", id=debate.id, when=exact(debate.opened_at))
        )
        return
    address = f"https://discord.com/channels/{context.community}/{place}/{debate.message}"
    said = [context.say("discord.debate.started", id=debate.id, link=address)]
    has_sides = debate.format in (Format.POLL, Format.OXFORD) and not wish.options.strip()
    if has_sides and not spec.points:
        said.append(context.say("discord.debate.without_points"))
    if wish.thread and not are_arguments_blind(debate) and context.client.thread_of(debate) is None:
        said.append(context.say("discord.talk.no_thread"))
    await context.answer("\n".join(said))


def _spec(context: Context, wish: Wish, place: str) -> Spec:
    """What was typed over what the template says, if the motion is one's; a moderator's own options
    leave its points out.
    """
    brief = context.services.brief
    template = brief.template(wish.motion) if not wish.options.strip() else None
    base = spec_of(template, context.community, place) if template else None
    motion = base.motion if base else clean(wish.motion)
    kind = _format(wish.format) or (base.format if base else Format.POLL)
    phases = phases_in(wish.length, read_lengths(wish.length)) if "/" in wish.length else ()
    length = sum((phase.length for phase in phases), timedelta()) or read_length(
        wish.length or _length_by(base)
    )
    listed = tuple(
        one_line(part) for part in clean(wish.options).replace("\n", "|").split("|") if part.strip()
    )
    seeds = listed if kind is Format.STATEMENTS else ()
    options = (
        ()
        if kind is Format.STATEMENTS
        else tuple(Option(f"o{n}", label) for n, label in enumerate(listed, 1))
    )
    if kind in (Format.POLL, Format.OXFORD, Format.NATIVE) and not options:
        options = (base.options if base else ()) or sides(context)
    return Spec(
        community=context.community,
        place=place,
        motion=motion,
        length=length,
        options=options,
        points=brief.points_for_motion(motion) if not wish.options.strip() else (),
        hidden=not (wish.live or (base is not None and not base.hidden)),
        eligibility=wish.eligibility,
        quorum=wish.quorum,
        format=kind,
        phases=phases,
        opens_at=context.now + read_length(wish.opens) if wish.opens.strip() else None,
        repeat_days=7 if wish.weekly else 0,
        remind=str(wish.remind.id) if wish.remind and not wish.remind.is_default() else "",
        thread=wish.thread,
        moderated=wish.moderated,
        statements=seeds or (base.statements if base and kind is Format.STATEMENTS else ()),
    )


def _format(text: str) -> Format | None:
    try:
        return Format(text) if text else None
    except ValueError:
        raise DebateError("discord.error.option") from None


def _length_by(base: Spec | None) -> str:
    return f"{int(base.length.total_seconds())}s" if base else _DEFAULT_LENGTH


def sides(context: Context) -> tuple[Option, ...]:
    """For, Against, Undecided in the reader's language."""
    return tuple(
        Option(option.key, context.say(f"debate.option.{option.key}")) for option in FOR_AGAINST
    )


def _require_own_channel(context: Context, channel: discord.TextChannel) -> None:
    """A moderator may only post where they may speak themselves; the bot's own permissions are
    checked as well.
    """
    user = context.interaction.user
    if isinstance(user, discord.Member) and not channel.permissions_for(user).send_messages:
        raise DebateError("discord.debate.not_your_channel")
    require_permissions(channel)


async def ask_for_motion(context: Context, wish: Wish) -> None:
    """A form with sensible defaults, when the command came without a motion."""

    async def go_on(again: Context, filled: dict[str, str]) -> None:
        options = " | ".join(filled["options"].splitlines())
        chosen = replace(
            wish,
            motion=filled["motion"],
            length=filled["length"],
            format=filled["format"],
            options=options,
            live=filled["tally"] == "live",
        )
        await start(again, chosen)

    say = context.say
    fields = (
        Field(
            "motion",
            say("discord.debate.form.motion"),
            limit=rules.LONGEST_MOTION,
            minimum=3,
            long=True,
        ),
        Field(
            "format",
            say("discord.debate.form.format"),
            choices=tuple((kind, say(f"discord.debate.format.{kind}")) for kind in Format),
            default=wish.format or Format.POLL,
        ),
        Field(
            "length",
            say("discord.debate.form.length"),
            limit=_LONGEST_LENGTH,
            default=wish.length or _DEFAULT_LENGTH,
        ),
        Field(
            "options",
            say("discord.debate.form.options"),
            limit=2000,
            minimum=0,
            long=True,
            default=wish.options,
        ),
        Field(
            "tally",
            say("discord.debate.form.tally"),
            choices=(
                ("hidden", say("discord.debate.form.hidden")),
                ("live", say("discord.debate.form.live")),
            ),
            default="live" if wish.live else "hidden",
        ),
    )
    await context.interaction.response.send_modal(
        Form(say("discord.debate.form.title"), fields, go_on)
    )
