"""Motions that members propose to their server's moderators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.debate.contributions import check_motion
from bot.debate.models import Proposal
from bot.errors import DebateError
from bot.services.ports import Transactions

MOST_EACH, MOST = 3, 50
"""That wait of one member, and in a server."""


class ProposalService:
    """Kept until a moderator takes one up or declines it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def propose(self, community: str, motion: str, member: str, now: datetime) -> Proposal:
        """Keep one. Raises DebateError where a rule refuses it, or enough are waiting."""
        async with self._transactions.writing() as work:
            waiting = await work.proposals.of_community(community)
            line = check_motion(motion, [one.motion for one in waiting])
            if sum(one.author == member for one in waiting) >= MOST_EACH:
                raise DebateError("moderate.proposal.enough", most=MOST_EACH)
            if len(waiting) >= MOST:
                raise DebateError("moderate.proposal.full", most=MOST)
            return await work.proposals.add(community, line, member, now.date())

    async def waiting(self, community: str) -> Sequence[Proposal]:
        """A server's, oldest first."""
        async with self._transactions.reading() as work:
            return await work.proposals.of_community(community)

    async def take(self, community: str, number: int) -> Proposal | None:
        """Take one off the list, to debate or decline it; None when another moderator did."""
        async with self._transactions.writing() as work:
            return await work.proposals.take(community, number)
