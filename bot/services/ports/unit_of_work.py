"""One transaction a use case: what belongs together is stored together, or not at all."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.services.ports.ballots import Ballots
from bot.services.ports.contributions import Contributions
from bot.services.ports.debates import Audit, Debates, Showings
from bot.services.ports.wishes import Proposals, Reminders


class UnitOfWork(Protocol):
    """The repositories of one transaction. What they say holds until its end."""

    @property
    def debates(self) -> Debates:
        """Debates, from plan to result."""

    @property
    def contributions(self) -> Contributions:
        """Members' arguments and statements."""

    @property
    def ballots(self) -> Ballots:
        """Ballots, read back."""

    @property
    def showings(self) -> Showings:
        """What has been shown."""

    @property
    def proposals(self) -> Proposals:
        """Members' motions."""

    @property
    def reminders(self) -> Reminders:
        """Who wants to be told of a vote."""

    @property
    def audit(self) -> Audit:
        """Who moderated what."""


class Transactions(Protocol):
    """Begins transactions. Raises UnavailableError when nothing was recorded."""

    def of(self, community: str) -> Transactions:
        """The same for one community alone: others' debates and contributions don't exist in it."""

    def writing(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """One transaction: committed at the end of the `async with`, or, when that is left by an
        error, as if it had never been. Nothing that takes long belongs into it.
        """

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """One transaction that only reads and keeps nobody waiting."""

    async def clock_ahead(self, now: datetime) -> timedelta:
        """How far a process's clock is ahead of the one that all processes share."""
