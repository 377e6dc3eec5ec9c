"""Accepted ballots -> the published result of a debate, by format. The same ballots give the same
result whoever computes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.debate.formats import FINAL, FIRST, MOVED, SKIP, VOTE
from bot.debate.maths.swing import Verdict, measure_swing
from bot.debate.maths.tally import Standing, tally
from bot.debate.models import Ballot, Debate, Ending, Format, Moved, Result
from bot.debate.publishing.published import publish_swing
from bot.debate.publishing.statements import sum_up
from bot.debate.publishing.suppression import effective_k, publish_counts

_NEUTRAL = ("undecided",)
_ENDINGS = {
    Standing.WON: Ending.WON,
    Standing.TIE: Ending.TIED,
    Standing.NO_QUORUM: Ending.NO_QUORUM,
    Standing.NO_VOTES: Ending.TIED,
}


@dataclass(frozen=True, slots=True)
class Record:
    """All that a result is made of. `arguments` are the texts by key that `moved` may name,
    `statements` those that were voted on.

    `counts` are those of a poll that Discord itself held; its votes are public, so nothing is
    withheld.
    """

    debate: Debate
    ballots: Sequence[Ballot] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[int, str] = field(default_factory=dict)
    counts: Mapping[str, int] | None = None


def conclude(record: Record, k: int) -> Result:
    """What may be published: nothing below `k` voters, no winner below the quorum. May take seconds
    for statements.
    """
    match record.debate.format:
        case Format.NATIVE:
            return _counted(record.debate, record.counts or {}, None)
        case Format.STATEMENTS:
            return _statements(record, k)
        case Format.OXFORD:
            return _oxford(record, k)
        case Format.POLL:
            return _counted(record.debate, _votes(record, VOTE), k)


def _counted(debate: Debate, votes: Mapping[str, int], k: int | None) -> Result:
    """`k` is None where votes were public from the start."""
    keys = [option.key for option in debate.options]
    counted = tally(
        keys, {key: votes.get(key, 0) for key in keys}, neutral=_NEUTRAL, quorum=debate.quorum
    )
    if k is not None and publish_counts(counted.counts, k) is None:
        return Result(Ending.TOO_FEW, None, {})
    counts = dict(zip(keys, counted.counts, strict=True))
    sides = sorted((count for key, count in counts.items() if key not in _NEUTRAL), reverse=True)
    return Result(
        _ENDINGS[counted.standing],
        counted.ballots,
        counts,
        counted.winner or "",
        sides[0] - sides[1],
    )


def _oxford(record: Record, k: int) -> Result:
    debate = record.debate
    before = {
        ballot.voter.hex(): ballot.choice
        for ballot in record.ballots
        if ballot.question == FIRST and ballot.choice != SKIP
    }
    after = {
        ballot.voter.hex(): ballot.choice for ballot in record.ballots if ballot.question == FINAL
    }
    sides = tuple(option.key for option in debate.options)
    swing = measure_swing(before, after, rng=np.random.default_rng(debate.id), sides=sides)
    published = publish_swing(swing, k)
    final = _counted(debate, Counter(after.values()), k)
    if published is None:
        # One tally alone gives nobody away; there is no second one beside it.
        return Result(Ending.TOO_FEW, final.turnout, final.counts, moved=_moved(record, k))
    counts = final.counts if published.whole_final else {}
    turnout = final.turnout if published.whole_final else None
    if len(after) < debate.quorum:
        return Result(Ending.NO_QUORUM, turnout, counts, swing=published, moved=_moved(record, k))
    winner = published.verdict.value if published.verdict in (Verdict.FOR, Verdict.AGAINST) else ""
    ending = Ending.WON if winner else Ending.DEAD_HEAT
    return Result(ending, turnout, counts, winner, swing=published, moved=_moved(record, k))


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
        Moved(record.arguments[key], votes)
        for key, votes in named.most_common()
        if votes >= effective_k(k)
    )


def _statements(record: Record, k: int) -> Result:
    answers = [
        (ballot.voter.hex(), int(ballot.question[1:]), ballot.choice)
        for ballot in record.ballots
        if ballot.question.startswith("s") and int(ballot.question[1:]) in record.statements
    ]
    voters = len({voter for voter, _, _ in answers})
    if voters < effective_k(k):
        return Result(Ending.TOO_FEW, None, {})
    result = sum_up(sorted(answers), record.statements, seed=record.debate.id, k=k)
    ending = Ending.NO_QUORUM if voters < record.debate.quorum else Ending.HEARD
    return Result(ending, voters, {}, statements=result)


def _votes(record: Record, question: str) -> Counter[str]:
    return Counter(ballot.choice for ballot in record.ballots if ballot.question == question)
