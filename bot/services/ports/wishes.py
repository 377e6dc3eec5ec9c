"""What members ask for beside a debate: a motion of theirs, and to be told of a vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.debate.models import Proposal


class Proposals(Protocol):
    """Motions that members propose, within a transaction."""

    async def add(self, community: str, motion: str, author: str, on: date) -> Proposal:
        """Store one."""

    async def of_community(self, community: str) -> Sequence[Proposal]:
        """A server's, oldest first."""

    async def take(self, community: str, number: int) -> Proposal | None:
        """Take one off the list; None when it is gone."""


class Reminders(Protocol):
    """Members who want to be told of a debate's last vote, within a transaction."""

    async def toggle(self, debate_id: int, member: str) -> bool:
        """Whether the member is to be told from now on: yes, unless they were."""

    async def take(self, debate_id: int) -> Sequence[str]:
        """Who is to be told now; they are forgotten with it."""
