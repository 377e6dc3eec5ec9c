"""The simulated server: its members and its channel, with the real bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import simcord

from bot.demo.patience import A_LOOK, now, pass_time, wait_patiently

_CHANNEL = "book-club"


@dataclass(frozen=True, slots=True)
class Stage:
    """The simulation, and whom a visitor may be in it: the moderator, then members."""

    env: simcord.Env
    channel: Any
    moderator: Any
    visitors: Sequence[Any]
    crowd: Sequence[Any]
    """More members, who only vote."""

    def now(self) -> datetime:
        """The simulation's time."""
        return now(self.env)

    async def pass_time(self, seconds: float) -> None:
        """Let so much time pass, and the bot do what falls due."""
        await pass_time(self.env, seconds)


@asynccontextmanager
async def set_up(
    bot: discord.Client, names: Sequence[str], crowd: int, ahead: timedelta
) -> AsyncIterator[Stage]:
    """A server of so many members. The clock starts `ahead` of the present, so that there is time
    for something to have happened before a visitor comes.
    """
    env = simcord.Env(bot, check_errors=False, settle_timeout=A_LOOK)
    wait_patiently(env)
    env.backend.clock._epoch = datetime.now(UTC) - ahead  # else it is always January
    env.backend.bot_user.name = "eyebot"
    await env.start()
    try:
        yield _populate(env, names, crowd)
    finally:
        await bot.close()
        await env.shutdown()


def _populate(env: simcord.Env, names: Sequence[str], crowd: int) -> Stage:
    guild = env.create_guild("Readers")
    rights = discord.Permissions(manage_messages=True)
    moderators = guild.create_role("Moderators", permissions=rights)
    first, *others = names
    moderator = guild.add_member(env.create_user(first), roles=[moderators])
    members = [guild.add_member(env.create_user(name)) for name in others]
    more = [guild.add_member(env.create_user(f"member-{n}")) for n in range(1, crowd + 1)]
    channel = guild.create_text_channel(_CHANNEL)
    return Stage(env, channel, moderator, (moderator, *members), more)
