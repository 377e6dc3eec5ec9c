"""What a live tally shows: nothing moves until k different members have voted, and what is shown is
k members old.

The first keeps two refreshes from telling one member's vote; the second keeps the last refresh and
the exact result from telling it. Kept in memory: after a restart nothing is shown until enough
members have voted anew, since what stood there before is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.debate.publishing.suppression import effective_k, live_counts


class LiveTallies:
    """The counts that stand under each running debate, and who has voted since they were put there."""

    def __init__(self, k: int) -> None:
        self._k = effective_k(k)
        self._shown: dict[int, tuple[int, ...]] = {}
        self._next: dict[int, tuple[int, ...]] = {}
        self._changed: dict[int, set[str]] = {}

    def note(self, debate_id: int, member: str) -> None:
        """A member has voted, changed or withdrawn."""
        self._changed.setdefault(debate_id, set()).add(member)

    def show(self, debate_id: int, current: Sequence[int]) -> tuple[int, ...] | None:
        """The counts to show now, rounded to multiples of k; None as long as there is too little to
        show.
        """
        changed = len(self._changed.get(debate_id, ()))
        waiting = self._next.get(debate_id)
        if waiting is not None and changed >= self._k:
            self._shown[debate_id] = waiting
        counts = live_counts(None, current, changed, self._k)
        if counts is not None:
            self._next[debate_id] = counts
            self._changed[debate_id] = set()
        return self._shown.get(debate_id)

    def forget(self, debate_id: int) -> None:
        """The debate is over."""
        self._shown.pop(debate_id, None)
        self._next.pop(debate_id, None)
        self._changed.pop(debate_id, None)
