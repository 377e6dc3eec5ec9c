"""Starting a debate: options or a form -> a `Spec`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import discord

from bot.adapters.discord.board import require_permissions
from bot.adapters.discord.forms import Field, Form
from bot.adapters.discord.moderators import require_moderator
from bot.adapters.discord.text import clean, one_line
from bot.adapters.discord.visit import Visit
from bot.debate import rules
from bot.debate.lengths import read_length
from bot.debate.models import Eligibility, Option, Spec
from bot.errors import DebateError

_DEFAULT_LENGTH = "1d"
_LONGEST_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moderator typed; empty strings and zeros are defaults."""

    motion: str
    length: str
    channel: discord.TextChannel | None = None
    options: str = ""
    live: bool = False
    eligibility: Eligibility = field(default_factory=Eligibility)
    quorum: int = 0
    thread: bool = True


async def start(visit: Visit, wish: Wish) -> None:
    """Check, store and post; the moderator gets the link in private."""
    await visit.defer()
    await require_moderator(visit)
    place = str(wish.channel.id) if wish.channel else visit.place
    if wish.channel:
        _require_own_channel(visit, wish.channel)
    motion = one_line(wish.motion)
    spec = Spec(
        community=visit.community,
        place=place,
        motion=motion,
        length=length_of(wish.length or _DEFAULT_LENGTH),
        options=options_of(wish.options, visit),
        points=visit.services.brief.points_for_motion(motion) if not wish.options.strip() else (),
        hidden=not wish.live,
        eligibility=wish.eligibility,
        quorum=wish.quorum,
    )
    view = await visit.services.debates.start(spec, by=visit.member, now=visit.now)
    address = f"https://discord.com/channels/{visit.community}/{place}/{view.debate.message}"
    said = [visit.say("discord.debate.started", id=view.debate.id, link=address)]
    if not spec.points and not wish.options.strip():
        said.append(visit.say("discord.debate.without_points"))
    if wish.thread and not await visit.client.open_thread(view.debate):
        said.append(visit.say("discord.talk.no_thread"))
    await visit.answer("\n".join(said))


def _require_own_channel(visit: Visit, channel: discord.TextChannel) -> None:
    """A moderator may only post where they may speak themselves; the bot's own permissions are checked as well."""
    user = visit.interaction.user
    if isinstance(user, discord.Member) and not channel.permissions_for(user).send_messages:
        raise DebateError("discord.debate.not_your_channel")
    require_permissions(channel)


async def ask_for_motion(visit: Visit, wish: Wish) -> None:
    """A form with sensible defaults, when the command came without a motion."""

    async def go_on(again: Visit, filled: dict[str, str]) -> None:
        filled_in = Wish(
            filled["motion"],
            filled["length"],
            channel=wish.channel,
            options=" | ".join(filled["options"].splitlines()),
            live=filled["tally"] == "live",
            eligibility=wish.eligibility,
            quorum=wish.quorum,
            thread=wish.thread,
        )
        await start(again, filled_in)

    say = visit.say
    fields = (
        Field("motion", say("discord.debate.form.motion"), limit=rules.LONGEST_MOTION, minimum=3, long=True),
        Field("length", say("discord.debate.form.length"), limit=_LONGEST_LENGTH, default=wish.length or _DEFAULT_LENGTH),
        Field("options", say("discord.debate.form.options"), limit=1000, minimum=0, long=True, default=wish.options),
        Field(
            "tally",
            say("discord.debate.form.tally"),
            choices=(("hidden", say("discord.debate.form.hidden")), ("live", say("discord.debate.form.live"))),
            default="live" if wish.live else "hidden",
        ),
    )
    await visit.interaction.response.send_modal(Form(say("discord.debate.form.title"), fields, go_on))


def options_of(text: str, visit: Visit) -> tuple[Option, ...]:
    """`Tea | Coffee` -> two options; nothing -> For, Against, Undecided in the reader's language."""
    labels = [one_line(part) for part in clean(text).replace("\n", "|").split("|") if part.strip()]
    if not labels:
        return tuple(Option(option.key, visit.say(f"debate.option.{option.key}")) for option in rules.FOR_AGAINST)
    return tuple(Option(f"o{n}", label) for n, label in enumerate(labels, 1))


def length_of(text: str) -> timedelta:
    """The length written; raises DebateError when it can't be read or counted."""
    try:
        return read_length(text)
    except OverflowError:
        raise DebateError("debate.refused.too_long", days=rules.LONGEST.days) from None
