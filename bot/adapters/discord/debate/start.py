"""Starting a debate: options or a form -> a `Wish`, carried out and answered in private."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.floor.context import Context, places_of
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.messenger import require_permissions
from bot.adapters.discord.floor.moderators import require_moderator
from bot.adapters.discord.floor.text import clean, one_line
from bot.adapters.discord.floor.when import exact
from bot.debate import rules
from bot.debate.formats import (
    FOR_AGAINST,
    are_arguments_blind,
    default_format,
    formats,
    has_sides,
    is_held_elsewhere,
)
from bot.debate.lengths import write_length
from bot.debate.models import Option, State
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish, spec_from

_LONGEST_LENGTH = 40


async def start(context: Context, wish: Wish, channel: discord.TextChannel | None) -> None:
    """Check, store and post or plan it; the moderator gets the link in private."""
    await context.defer()
    await require_moderator(context)
    if channel:
        _require_own_channel(context, channel)
    place = str(channel.id) if channel else context.channel
    setting = await context.services.settings.for_debate(
        context.community, place, is_chosen=channel is not None
    )
    setting = replace(setting, sides=_sides(context))
    if setting.place != place:
        _require_usable(context, setting.place)
    there = context.host.services.of(context.community, *_places(context, setting.place))
    spec = spec_from(_cleaned(wish), setting, there.brief, context.now)
    view = await context.services.debates.start(spec, by=context.member, now=context.now)
    debate = view.debate
    if debate.state is State.SCHEDULED:
        await context.answer(
            context.say("discord.debate.planned", id=debate.id, when=exact(debate.opened_at))
        )
        return
    if not debate.message:
        await context.answer(context.say("discord.debate.started_later", id=debate.id))
        return
    address = f"https://discord.com/channels/{context.community}/{debate.place}/{debate.message}"
    said = [context.say("discord.debate.started", id=debate.id, link=address)]
    if has_sides(debate) and not is_held_elsewhere(debate) and not spec.points:
        said.append(context.say("discord.debate.without_points"))
    if (
        wish.thread
        and not are_arguments_blind(debate)
        and not context.host.part(Threads).has(debate)
    ):
        said.append(context.say("discord.talk.no_thread"))
    await context.answer("\n".join(said))


def _places(context: Context, place: str) -> tuple[str, ...]:
    """Where the article is chosen for: where the debate will be held, which may be elsewhere."""
    return places_of(context.interaction.channel) if place == context.channel else (place,)


def _cleaned(wish: Wish) -> Wish:
    """Without what Discord's markdown or a reader's eye would be misled by."""
    listed = (one_line(part) for part in wish.listed)
    return replace(wish, motion=clean(wish.motion), listed=tuple(part for part in listed if part))


def listed_in(text: str) -> tuple[str, ...]:
    """Options or statements between `|`, or one a line."""
    return tuple(part for part in text.replace("\n", "|").split("|") if part.strip())


def _sides(context: Context) -> tuple[Option, ...]:
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


def _require_usable(context: Context, place: str) -> None:
    """The server's channel for debates, which may have been deleted or closed since it was
    named.
    """
    guild = context.interaction.guild
    channel = guild.get_channel(int(place)) if guild else None
    if not isinstance(channel, discord.TextChannel):
        raise DebateError("settings.refused.channel_gone")
    _require_own_channel(context, channel)


async def ask_for_motion(context: Context, wish: Wish, channel: discord.TextChannel | None) -> None:
    """A form with sensible defaults, when the command came without a motion."""

    async def go_on(again: Context, filled: dict[str, str]) -> None:
        chosen = replace(
            wish,
            motion=filled["motion"],
            length=filled["length"],
            format=filled["format"],
            listed=listed_in(filled["options"]),
            live=filled["tally"] == "live",
        )
        await start(again, chosen, channel)

    say = context.say
    setting = await context.services.settings.for_debate(context.community, context.channel)
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
            choices=tuple((key, say(f"formats.{key}.name")) for key in formats()),
            default=wish.format or setting.format or default_format().key,
        ),
        Field(
            "length",
            say("discord.debate.form.length"),
            limit=_LONGEST_LENGTH,
            default=wish.length or write_length(setting.length),
        ),
        Field(
            "options",
            say("discord.debate.form.options"),
            limit=2000,
            minimum=0,
            long=True,
            default="\n".join(wish.listed),
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
    await show_form(context, Form(say("discord.debate.form.title"), fields, go_on))
