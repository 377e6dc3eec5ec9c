"""What a live tally shows: nothing moves until k different members have voted, so that no refresh tells one member's vote.

Kept in memory: after a restart nothing is shown until k members have voted anew, since what stood there before is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.debate.suppression import effective_k, live_counts


class LiveTallies:
    """The counts that stand under each running debate, and who has voted since they were put there."""

    def __init__(self, k: int) -> None:
        self._k = k
        self._shown: dict[int, tuple[int, ...]] = {}
        self._changed: dict[int, set[str]] = {}

    def note(self, debate_id: int, member: str) -> None:
        """A member has voted, changed or withdrawn."""
        self._changed.setdefault(debate_id, set()).add(member)

    def show(self, debate_id: int, current: Sequence[int]) -> tuple[int, ...] | None:
        """The counts to show now, rounded to multiples of k; None as long as there is too little to show."""
        changed = self._changed.get(debate_id, set())
        shown = live_counts(self._shown.get(debate_id), current, len(changed), self._k)
        if len(changed) >= effective_k(self._k) and shown is not None and shown != self._shown.get(debate_id):
            self._shown[debate_id] = shown
            self._changed[debate_id] = set()
        return shown

    def forget(self, debate_id: int) -> None:
        """The debate is over."""
        self._shown.pop(debate_id, None)
        self._changed.pop(debate_id, None)
