"""The use cases of debates and the repositories below them, each behind one name, as tests
like it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assembly import assemble
from bot.debate.contributions import Contribution
from bot.storage.ballot_box import SqlBallotBox
from bot.storage.unit_of_work import SqlTransactions


class UseCases:
    """What moderators, members and time do with debates."""

    def __init__(self, engine: AsyncEngine, announcer: Any = None, **parts: Any) -> None:
        self.parts = assemble(engine, announcer=lambda: announcer, **parts)
        self.voting = self.parts.voting
        self.contributions = self.parts.contributions
        self.live = self.parts.live
        self.settling = self.parts.settling
        self.catch_up = self.parts.catch_up

    def __getattr__(self, name: str) -> Any:
        for part in (self.parts.debates, self.parts.catch_up, self.parts.settling):
            if hasattr(part, name):
                return getattr(part, name)
        raise AttributeError(name)


class Records:
    """Every method of a repository in a transaction of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._transactions = SqlTransactions(engine)

    def __getattr__(self, name: str) -> Any:
        async def call(*given: Any, **named: Any) -> Any:
            async with self._transactions.writing() as work:
                for one in (work.debates, work.showings, work.audit):
                    if hasattr(one, name):
                        return await getattr(one, name)(*given, **named)
            raise AttributeError(name)

        return call

    async def bring(self, given: Sequence[Contribution]) -> list[Contribution]:
        """Members' arguments and statements."""
        async with self._transactions.writing() as work:
            return [await work.contributions.add(one) for one in given]

    async def brought(self, debate: int) -> Sequence[Contribution]:
        """Those of a debate."""
        async with self._transactions.reading() as work:
            return await work.contributions.of_debate(debate)


class Box(SqlBallotBox):
    """The box, and what is in it."""

    def __getattr__(self, name: str) -> Any:
        async def call(*given: Any, **named: Any) -> Any:
            async with SqlTransactions(self._engine).reading() as work:
                return await getattr(work.ballots, name)(*given, **named)

        return call
