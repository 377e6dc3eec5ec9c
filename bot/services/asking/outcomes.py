"""What became of questions, as counts a day: gathered in memory, written down in batches. A
question's text is never part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.dialogue.replies import Outcome, Reply
from bot.results.text_table import text_table

_ENTRY = 40
"""Columns for an entry's id."""


Counted = tuple[date, str, str, str]
"""Day, article, outcome, entry."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How often an outcome came with an entry: the one given, or the nearest where none was given;
    empty without any.
    """

    outcome: str
    entry: str
    count: int
    article: str = ""

    @property
    def named(self) -> str:
        """The entry as `article/entry`; those counted before there were several have none."""
        entry = self.entry or "(nothing near)"
        return f"{self.article}/{entry}" if self.article else entry


class OutcomeRecords(Protocol):
    """Counts, kept durably."""

    async def add(self, counts: Mapping[Counted, int]) -> None:
        """Add to the counts."""

    async def since(self, day: date) -> Sequence[Asked]:
        """Sums from that day on, most first."""


class OutcomeCounter:
    """Counts replies until they are written down."""

    def __init__(self) -> None:
        self._counts: Counter[Counted] = Counter()

    def note(self, reply: Reply, now: datetime, _seconds: float = 0.0, article: str = "") -> None:
        """One more question about an article had this reply."""
        self._counts[now.date(), article, str(reply.outcome), _entry(reply)] += 1

    async def flush(self, records: OutcomeRecords) -> None:
        """Write them down; what could not be written is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            await records.add(counts)
        except BaseException:
            self._counts.update(counts)
            raise


def _entry(reply: Reply) -> str:
    if reply.answers:
        return reply.answers[0].entry
    nearest = reply.choices or reply.related
    return nearest[0].entry if nearest else ""


def report(asked: Sequence[Asked], days: int) -> str:
    """Totals by outcome, then what was asked in vain by the entry that came nearest."""
    whole = sum(one.count for one in asked)
    if not whole:
        return f"nobody has asked anything in the last {days} days"
    totals: Counter[str] = Counter()
    for one in asked:
        totals[one.outcome] += one.count
    lines = [f"the last {days} days: {whole} questions"]
    lines += [
        f"  {outcome:8s}{totals[outcome]:7d}  {totals[outcome] / whole:4.0%}"
        for outcome in Outcome
        if totals[outcome]
    ]
    vain = [one for one in asked if one.outcome in (Outcome.ABSENT, Outcome.CLARIFY)]
    if vain:
        rows = [[one.named, one.outcome, str(one.count)] for one in vain]
        lines += [
            "",
            "in vain:",
            text_table(["nearest entry", "outcome", "times"], rows, label=_ENTRY),
        ]
    return "\n".join(lines)
