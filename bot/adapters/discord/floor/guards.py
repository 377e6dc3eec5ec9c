"""Who may do what, and how fast: a token bucket a member and a community, and the moderator
check.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import EyebotError

_KEPT = 10_000
"""Buckets remembered at once; beyond it the full ones, which say nothing, are forgotten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then one every `every`."""

    burst: int
    every: timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """The rates in force."""

    member: Rate = Rate(6, timedelta(seconds=5))
    community: Rate = Rate(40, timedelta(seconds=1))
    click: Rate = Rate(30, timedelta(seconds=0.5))
    """Of a member, for buttons, menus, forms and commands that ask nothing of the article."""
    letter: Rate = Rate(20, timedelta(seconds=0.25))
    """Of a member, for suggestions while typing."""


@dataclass(slots=True)
class Buckets:
    """Token buckets by key, in memory only; time is passed in."""

    rate: Rate
    _filled: dict[str, tuple[float, datetime]] = field(default_factory=dict)

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long until a token is there; zero when there is one."""
        missing = max(0.0, 1 - self._level(key, now))
        return self.rate.every * missing

    def take(self, key: str, now: datetime) -> None:
        """Use up one token."""
        if len(self._filled) >= _KEPT:
            self._filled = {
                k: v for k, v in self._filled.items() if self._level(k, now) < self.rate.burst
            }
        self._filled[key] = (self._level(key, now) - 1, now)

    def _level(self, key: str, now: datetime) -> float:
        level, since = self._filled.get(key, (float(self.rate.burst), now))
        return min(float(self.rate.burst), level + max(0.0, (now - since) / self.rate.every))


class Gate:
    """Lets a member's request through or says how long to wait."""

    def __init__(self, limits: Limits) -> None:
        self._members = Buckets(limits.member)
        self._communities = Buckets(limits.community)
        self._clicks = Buckets(limits.click)
        self._letters = Buckets(limits.letter)

    def click(self, member: str, now: datetime) -> None:
        """Count whatever a member does; raises EyebotError with the waiting time in seconds."""
        wait = self._clicks.wait(member, now)
        if wait:
            seconds = max(1, math.ceil(wait.total_seconds()))
            raise EyebotError("discord.slow_down.click", seconds=seconds)
        self._clicks.take(member, now)

    def type(self, member: str, now: datetime) -> bool:
        """Whether to suggest something for what a member types; counted as well."""
        if self._letters.wait(member, now):
            return False
        self._letters.take(member, now)
        return True

    def enter(self, member: str, community: str, now: datetime) -> None:
        """Count one request; raises EyebotError with the waiting time in seconds. A refused request
        costs nothing.
        """
        own, shared = (
            self._members.wait(member, now),
            self._communities.wait(community, now) if community else timedelta(),
        )
        if own or shared:
            seconds = max(1, math.ceil(max(own, shared).total_seconds()))
            raise EyebotError(
                "discord.slow_down.member" if own >= shared else "discord.slow_down.community",
                seconds=seconds,
            )
        self._members.take(member, now)
        if community:
            self._communities.take(community, now)
