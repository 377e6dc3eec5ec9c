"""Ranked voting: each member orders up to five options, and an instant runoff finds the winner."""

from __future__ import annotations

from collections import Counter

from bot.debate.formats.base import DebateFormat, Record, Round
from bot.debate.formats.counting import votes
from bot.debate.formats.kinds import BallotKind, Ranking
from bot.debate.maths.runoff import Rankings, instant_runoff
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.runoff import publish_runoff

_VOTE = "vote"
_MOST_RANKED = 5


class Ranked(DebateFormat):
    """Order up to five options."""

    key = "ranked"
    order = 30
    rounds = (Round(_VOTE, ballot=Ranking()),)
    needs_options = True
    least_chosen = 2
    most_chosen = _MOST_RANKED

    def ballot(self, debate: Debate) -> BallotKind:
        """As many places as this debate has."""
        return Ranking(min(debate.choose or _MOST_RANKED, len(debate.options)))

    def conclude(self, record: Record, k: int) -> Result:
        """Who wins the runoff, with the rounds that may be told."""
        debate, given = record.debate, votes(record, _VOTE)
        options = [option.key for option in debate.options]
        ballots = _rankings(given)
        found = instant_runoff(options, ballots)
        published = publish_runoff(options, ballots, k, seed=record.seed)
        if published is None:
            return Result(Ending.TOO_FEW, None, {})
        runoff, with_turnout = published
        turnout = given.total() if with_turnout else None
        if given.total() < debate.quorum:
            return Result(Ending.NO_QUORUM, turnout, {}, runoff=runoff)
        ending = Ending.WON if found.winner else Ending.TIED
        return Result(ending, turnout, {}, found.winner, runoff=runoff)


def _rankings(given: Counter[str]) -> Rankings:
    return {tuple(choice.split()): number for choice, number in given.items()}


FORMAT = Ranked()
