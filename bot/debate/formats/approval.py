"""Approval voting: each member approves as many options as they like, or as many as the moderator
allows; the most approved wins (S. J. Brams and P. C. Fishburn, "Approval Voting", American
Political Science Review 72, 1978, 831–847).
"""

from __future__ import annotations

from dataclasses import replace

from bot.debate.formats.base import DebateFormat, Record, Round
from bot.debate.formats.counting import votes
from bot.debate.formats.kinds import BallotKind, SomeOf
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.approvals import publish_approvals

_VOTE = "vote"


class Approval(DebateFormat):
    """Choose up to n options."""

    key = "approval"
    order = 20
    rounds = (Round(_VOTE, ballot=SomeOf()),)
    needs_options = True
    most_chosen = 10
    least_chosen = 2

    def ballot(self, debate: Debate) -> BallotKind:
        """As many as may be chosen in this debate."""
        return SomeOf(debate.choose or len(debate.options))

    def conclude(self, record: Record, k: int) -> Result:
        """Approvals as far as they may be told, and who leads."""
        debate, given = record.debate, votes(record, _VOTE)
        kind, voters = self.ballot(debate), given.total()
        counts = kind.counts(given, debate.options)
        limit = min(debate.choose or len(debate.options), len(debate.options))
        published = publish_approvals(counts, voters, limit, k)
        if published is None:
            return Result(Ending.TOO_FEW, None, {})
        if voters < debate.quorum:
            told = replace(published, leaders=())
            return Result(Ending.NO_QUORUM, voters, {}, approvals=told)
        winner = published.leaders[0] if len(published.leaders) == 1 else ""
        ending = Ending.WON if winner else Ending.TIED
        return Result(ending, voters, {}, winner, approvals=published)


FORMAT = Approval()
