"""A vote before and after three rounds of talk; the side that gained more members wins."""

from __future__ import annotations

from collections import Counter

import numpy as np

from bot.debate.formats.base import FOR_AGAINST, DebateFormat, Record, Round
from bot.debate.formats.counting import plurality
from bot.debate.formats.kinds import OneOf
from bot.debate.formats.questions import MOVED, SKIP
from bot.debate.maths.swing import SwingVerdict, measure_swing
from bot.debate.models import Ending, Moved, Result, Spec
from bot.debate.publishing.published import publish_swing
from bot.debate.publishing.suppression import effective_k
from bot.errors import DebateError

_FIRST, _FINAL = "first", "final"
_SIDES = {option.key for option in FOR_AGAINST}


class Oxford(DebateFormat):
    """The votes get the longer parts of the time, for members are not always there."""

    key = "oxford"
    order = 10
    rounds = (
        Round(_FIRST, 25, OneOf(), is_blind=True),
        Round("opening", 15),
        Round("rebuttal", 15),
        Round("closing", 15),
        Round(_FINAL, 30, OneOf(), beside=(MOVED,)),
    )
    may_be_live = False

    def check(self, spec: Spec) -> None:
        """As any, between these sides only. Raises DebateError otherwise."""
        super().check(spec)
        if {option.key for option in self.options(spec)} != _SIDES:
            raise DebateError("debate.refused.sides")

    def conclude(self, record: Record, k: int) -> Result:
        """The swing among those who voted twice, as far as it tells of nobody."""
        debate = record.debate
        before, after = _answers(record, _FIRST), _answers(record, _FINAL)
        sides = tuple(option.key for option in debate.options)
        swing = measure_swing(before, after, rng=np.random.default_rng(record.seed), sides=sides)
        published = publish_swing(swing, k)
        final = plurality(debate, Counter(after.values()), k)
        if published is None:
            # One tally alone gives nobody away; there is nothing else beside it.
            return Result(Ending.TOO_FEW, final.turnout, final.counts)
        moved = _moved(record, k)
        counts = final.counts if published.whole_final else {}
        turnout = final.turnout if published.whole_final else None
        if len(after) < debate.quorum:
            return Result(Ending.NO_QUORUM, turnout, counts, swing=published, moved=moved)
        sided = published.verdict in (SwingVerdict.FOR, SwingVerdict.AGAINST)
        winner = published.verdict.value if published.verdict and sided else ""
        ending = Ending.WON if winner else Ending.DEAD_HEAT
        return Result(ending, turnout, counts, winner, swing=published, moved=moved)


def _answers(record: Record, question: str) -> dict[str, str]:
    return {
        ballot.voter.hex(): ballot.choice
        for ballot in record.ballots
        if ballot.question == question and ballot.choice != SKIP
    }


def _moved(record: Record, k: int) -> tuple[Moved, ...]:
    """Arguments that at least k members named, most named first; no total stands beside them, so
    nothing can be subtracted.
    """
    named = Counter(
        ballot.choice
        for ballot in record.ballots
        if ballot.question == MOVED and ballot.choice in record.arguments
    )
    return tuple(
        Moved(record.arguments[key], number)
        for key, number in named.most_common()
        if number >= effective_k(k)
    )


FORMAT = Oxford()
