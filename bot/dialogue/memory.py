"""The last turns of a member in a place: in memory only, and for some minutes only."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import RLock

from bot.dialogue.plan import Plan
from bot.dialogue.talk import Turn

USUALLY_KEPT = timedelta(minutes=15)
_MOST = 10_000
"""Talks kept at once; the longest untouched goes first."""
TURNS = 12
"""Turns kept of a talk: what somebody who scrolls back on a phone still sees."""


class Memory:
    """Last turns by (member, place), each kept for so long."""

    def __init__(self, kept: timedelta = USUALLY_KEPT) -> None:
        self.kept = kept
        self._lock = RLock()  # a slow embedding's thread remembers, too
        self._turns: OrderedDict[tuple[str, str], tuple[Turn, ...]] = OrderedDict()

    def turns(self, member: str, place: str, now: datetime) -> tuple[Turn, ...]:
        """What was said here, the oldest first, unless the last of it is too old."""
        with self._lock:
            turns = self._turns.get((member, place), ())
            if turns and now - turns[-1].at > self.kept:
                del self._turns[member, place]
                return ()
            return turns

    def keep(self, member: str, place: str, plan: Plan, now: datetime) -> None:
        """Remember what was just said."""
        with self._lock:
            before = self.turns(member, place, now)
            self._turns[member, place] = (*before, Turn(plan, now))[-TURNS:]
            self._turns.move_to_end((member, place))
            while len(self._turns) > _MOST or self._oldest_is_stale(now):
                self._turns.popitem(last=False)

    def forget(self, member: str) -> int:
        """Drop everything held of a member; returns how many talks."""
        with self._lock:
            gone = [key for key in self._turns if key[0] == member]
            for key in gone:
                del self._turns[key]
            return len(gone)

    def held(self, member: str) -> int:
        """How many talks are held of a member."""
        with self._lock:
            return sum(key[0] == member for key in self._turns)

    def _oldest_is_stale(self, now: datetime) -> bool:
        oldest = next(iter(self._turns.values()), ())
        return bool(oldest) and now - oldest[-1].at > self.kept
