"""What formats with one choice a ballot share: counting answers and telling who won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.debate.formats.base import Record
from bot.debate.maths.tally import TallyOutcome, tally
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.suppression import publish_counts

NEUTRAL = ("undecided",)
ENDINGS = {
    TallyOutcome.WON: Ending.WON,
    TallyOutcome.TIE: Ending.TIED,
    TallyOutcome.NO_QUORUM: Ending.NO_QUORUM,
    TallyOutcome.NO_VOTES: Ending.TIED,
}


def votes(record: Record, question: str) -> Counter[str]:
    """Answers to one question by how many gave them."""
    return Counter(ballot.choice for ballot in record.ballots if ballot.question == question)


def plurality(debate: Debate, counted: Mapping[str, int], k: int | None) -> Result:
    """Most votes win. `k` is None where votes were public from the start."""
    keys = [option.key for option in debate.options]
    found = tally(
        keys, {key: counted.get(key, 0) for key in keys}, neutral=NEUTRAL, quorum=debate.quorum
    )
    if k is not None and publish_counts(found.counts, k) is None:
        return Result(Ending.TOO_FEW, None, {})
    counts = dict(zip(keys, found.counts, strict=True))
    sides = sorted((count for key, count in counts.items() if key not in NEUTRAL), reverse=True)
    return Result(
        ENDINGS[found.standing],
        found.ballots,
        counts,
        found.winner or "",
        sides[0] - sides[1],
    )
