"""What services ask of the outside: records that keep, and a surface that announces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.debate.models import Debate, Result, Spec, State, Tally, View


class Records(Protocol):
    """Debates and ballots, kept durably. Every method is one transaction and raises UnavailableError when nothing was recorded."""

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new open debate with a ballot key of its own."""

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""

    async def in_community(self, community: str, *states: State, limit: int = 25) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""

    async def move(
        self, debate: Debate, state: State, *, due_at: datetime | None = None, paused_at: datetime | None = None
    ) -> Debate | None:
        """A transition from exactly this rev; None when another came first."""

    async def close(self, debate: Debate, now: datetime, k: int) -> Result | None:
        """Close from exactly this rev, tally, and keep the publishable result, all in one transaction; None when it was done already."""

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""

    async def note_announced(self, debate_id: int, now: datetime) -> None:
        """Remember that the result has been shown."""

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""

    async def due(self, now: datetime) -> Sequence[Debate]:
        """Open debates whose time is up."""

    async def unannounced(self) -> Sequence[Debate]:
        """Closed debates whose result has not been shown."""

    async def destroy_keys(self, closed_before: datetime) -> int:
        """Destroy the ballot keys of debates that ended before then: from that moment nobody can link a ballot to a member."""

    async def next_due(self) -> datetime | None:
        """When the next open debate ends."""

    async def vote(self, debate_id: int, member: str, choice: str, now: datetime) -> bool:
        """Store or change a ballot if the debate is open at `now`; False when it isn't. Returns only after the commit."""

    async def withdraw(self, debate_id: int, member: str, now: datetime) -> bool:
        """Remove a ballot of an open debate; False when there was none."""

    async def ballot(self, debate_id: int, member: str) -> str | None:
        """A member's own choice; None without one or when the debate's key is destroyed."""

    async def tally(self, debate_id: int) -> Tally:
        """Ballots by option."""

    async def setting(self, community: str, name: str) -> str:
        """A setting of a community; empty when unset."""

    async def set_setting(self, community: str, name: str, value: str) -> None:
        """Keep a setting."""

    async def record_action(self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime) -> None:
        """The audit trail: which moderator did what to which debate."""


class Announcer(Protocol):
    """The surface that shows a debate where it is held. Raises DebateError when the place or message is gone or may not be written to."""

    async def publish(self, view: View) -> str:
        """Post the motion with its buttons; returns the message's id."""

    async def update(self, view: View) -> None:
        """Bring the posted message up to date."""

    async def announce(self, view: View) -> None:
        """Turn the posted message into the result, or post it anew when it is gone."""
