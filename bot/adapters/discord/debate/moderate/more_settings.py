"""A draft's form for what few debates need: who may vote, how many must, a tally that moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.adapters.discord.debate.moderate.lost import draft_of
from bot.adapters.discord.debate.moderate.wizard import go_on
from bot.adapters.discord.floor.context import Context
from bot.adapters.discord.floor.forms import Field, Form, show_form
from bot.adapters.discord.floor.moderators import require_moderator
from bot.errors import DebateError
from bot.services.debating.start_debate import Wish

_LONGEST_NUMBER = 6


async def more_settings(context: Context, token: str, _: str) -> None:
    """Open it; what is sent changes the preview in its place."""
    await require_moderator(context)
    draft, say = draft_of(context, token), context.say

    async def then(again: Context, filled: dict[str, str]) -> None:
        quorum = filled["quorum"].strip() or "0"
        if not (quorum.isascii() and quorum.isdigit()):
            raise DebateError("moderate.new.quorum_number")
        role = filled["role"] if filled["role"] != again.community else ""  # everybody's role
        await go_on(again, token, draft.with_wish(
            live=filled["tally"] == "live",
            weekly=filled["weekly"] == "weekly",
            quorum=int(quorum),
            eligibility=replace(draft.wish.eligibility, role=role),
        ))  # fmt: skip

    await show_form(context, Form(say("moderate.new.settings"), _fields(say, draft.wish), then))


def _fields(say: Callable[..., str], wish: Wish) -> tuple[Field, ...]:
    tally = (
        ("hidden", say("discord.debate.form.hidden")),
        ("live", say("discord.debate.form.live")),
    )
    repeats = (("once", say("moderate.new.once")), ("weekly", say("moderate.new.every_week")))
    return (
        Field(
            "tally",
            say("discord.debate.form.tally"),
            choices=tally,
            default="live" if wish.live else "hidden",
        ),
        Field(
            "weekly",
            say("moderate.new.repeats"),
            choices=repeats,
            default="weekly" if wish.weekly else "once",
        ),
        Field("role", say("moderate.new.role"), is_role=True, default=wish.eligibility.role),
        Field(
            "quorum",
            say("moderate.new.quorum"),
            _LONGEST_NUMBER,
            0,
            default=str(wish.quorum or ""),
        ),
    )
