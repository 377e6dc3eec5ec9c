"""Which debates there are in a community, and what a moderator should know of the earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.debate.models import Debate, Spec, State, View
from bot.services.debating.cautions import LOOKED_THROUGH, STATES, Caution, cautions
from bot.services.ports import Transactions


class DebateLists:
    """Reads only. `k` is the least number of voters whose result is published."""

    def __init__(self, transactions: Transactions, k: int) -> None:
        self._transactions = transactions
        self._k = k

    def of(self, community: str) -> DebateLists:
        """The same for one community alone."""
        return DebateLists(self._transactions.of(community), self._k)

    async def open_debates(self, community: str) -> Sequence[Debate]:
        """What runs in a community, newest first."""
        return await self._in(community, State.OPEN, State.PAUSED)

    async def scheduled(self, community: str) -> Sequence[Debate]:
        """What is planned in a community, newest first."""
        return await self._in(community, State.SCHEDULED)

    async def cancellable(self, community: str) -> Sequence[Debate]:
        """What runs or is planned in a community, newest first."""
        return await self._in(community, State.OPEN, State.PAUSED, State.SCHEDULED)

    async def every(self, community: str) -> Sequence[Debate]:
        """All debates of a community that have not been cancelled, newest first."""
        return await self._in(community, State.OPEN, State.PAUSED, State.SCHEDULED, State.CLOSED)

    async def closed(self, community: str) -> Sequence[Debate]:
        """What is over in a community, newest first."""
        return await self._in(community, State.CLOSED)

    async def history(self, community: str, article: str = "") -> list[View]:
        """Closed debates with their results, newest first; all, or those about one article."""
        async with self._transactions.reading() as work:
            closed = await work.debates.with_results(community, article=article)
        return [View(debate, None, None, result) for debate, result in closed]

    async def talked_over(self, unless: str) -> Sequence[Debate]:
        """Open debates of all communities that have not set this setting."""
        async with self._transactions.reading() as work:
            return await work.debates.talked_over(unless)

    async def cautions(
        self, spec: Spec, *, now: datetime, started: int = 0, electorate: int | None = None
    ) -> Sequence[Caution]:
        """What its moderator should know about single votes. `started` is its own number where it
        has been started; `electorate` how many may vote, where the surface knows.
        """
        async with self._transactions.reading() as work:
            known = await work.debates.in_community(spec.community, *STATES, limit=LOOKED_THROUGH)
        # The next run of one that repeats is stored with it, under a later number.
        earlier = [one for one in known if not started or one.id < started]
        return cautions(spec, earlier, k=self._k, now=now, electorate=electorate)

    async def _in(self, community: str, *states: State) -> Sequence[Debate]:
        async with self._transactions.reading() as work:
            return await work.debates.in_community(community, *states)
