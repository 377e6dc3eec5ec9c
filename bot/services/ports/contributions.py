"""Members' arguments and statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.debate.contributions import Contribution, Standing


class Contributions(Protocol):
    """Keeps them, within a transaction."""

    async def add(self, one: Contribution) -> Contribution:
        """Store it; the id given is replaced by a new one."""

    async def get(self, number: int) -> Contribution | None:
        """One of them."""

    async def of_debate(
        self, debate_id: int, *standings: Standing, author: str | None = None
    ) -> Sequence[Contribution]:
        """Those of a debate in the order they came, of these standings (all without any), and of
        one author.
        """

    async def decide(
        self, one: Contribution, standing: Standing, *, note: str = "", is_told: bool
    ) -> Contribution | None:
        """Change its standing from exactly the one that was read; None when another moderator came
        first.
        """

    async def expire(self, debate_id: int) -> Sequence[Contribution]:
        """Of a debate that is over: all that no moderator has decided on comes too late."""

    async def revise(self, one: Contribution, text: str, standing: Standing) -> Contribution | None:
        """The author's new words for one that was handed back; None when it no longer is."""

    async def note_told(self, number: int) -> None:
        """Remember that its author knows the outcome."""
