"""What a live tally shows: it moves only when k members have voted who never moved it before, and
what is shown is k such members old.

The first keeps two refreshes from telling one member's vote, also to accounts that click again and
again; the second keeps the last refresh and the exact result from telling it. Kept in memory: after
a restart nothing is shown until enough members have voted who held no vote before it. Of those who
held one, and of those who have taken theirs back, it isn't known what they moved, so they move
nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.debate.publishing.suppression import effective_k, live_counts

Counts = tuple[int, ...]


@dataclass(slots=True)
class _Tally:
    """One vote's tally: the counts that are shown, the exact and rounded ones that are shown next,
    and how many fresh members have voted since those were taken.
    """

    shown: Counts | None = None
    upcoming: Counts | None = None
    taken_at: int = 0
    """How many answers there were when the upcoming counts were taken."""
    fresh: int = 0
    spent: set[bytes] = field(default_factory=set)
    """Marks of members who have counted as fresh, or never can."""


class LiveTallies:
    """The counts that stand under each running debate, and who has moved them. A vote is a debate's
    id and the question that is asked.
    """

    def __init__(self, k: int) -> None:
        self._k = effective_k(k)
        self._tallies: dict[int, dict[str, _Tally]] = {}
        self._left: dict[int, set[bytes]] = {}
        self._key = secrets.token_bytes(32)
        """Made for this process alone: no id stays in memory, and no mark outlives a restart."""

    def voted(self, debate_id: int, question: str, member: str, *, is_first: bool) -> None:
        """A member has answered; `is_first` says that they held no answer to this question before.
        Only the first answer is fresh, and only once.
        """
        tally, mark = self._of(debate_id, question), self._mark(member)
        has_left = mark in self._left.get(debate_id, ())
        if is_first and not has_left and mark not in tally.spent:
            tally.fresh += 1
        tally.spent.add(mark)

    def withdrew(self, debate_id: int, member: str) -> None:
        """A member has taken an answer back: what they answer later is no fresh vote."""
        self._left.setdefault(debate_id, set()).add(self._mark(member))

    def show(
        self,
        debate_id: int,
        question: str,
        current: Sequence[int],
        answers: int | None = None,
        *,
        k: int = 0,
    ) -> Counts | None:
        """The counts to show now, rounded to multiples of the debate's own k where that is larger;
        None as long as there is too little to show. `answers` is how many members gave the
        `current` votes, where one may give several.
        """
        k = max(self._k, effective_k(k))
        answers = sum(current) if answers is None else answers
        tally = self._of(debate_id, question)
        # Who has voted is noted just after it is stored, so `current` may already hold some of the
        # fresh: k more answers than last time are asked for as well.
        grown = answers - tally.taken_at
        counts = live_counts(None, current, min(tally.fresh, grown), k)
        if counts is not None:
            tally.shown, tally.upcoming = tally.upcoming, counts
            tally.taken_at, tally.fresh = answers, 0
        return tally.shown

    def remembers(self, debate_id: int) -> bool:
        """Whether anything is held of a debate."""
        return debate_id in self._tallies or debate_id in self._left

    def forget(self, debate_id: int) -> None:
        """The debate is over."""
        self._tallies.pop(debate_id, None)
        self._left.pop(debate_id, None)

    def _mark(self, member: str) -> bytes:
        return blake2b(member.encode(), key=self._key, digest_size=16).digest()

    def _of(self, debate_id: int, question: str) -> _Tally:
        return self._tallies.setdefault(debate_id, {}).setdefault(question, _Tally())
