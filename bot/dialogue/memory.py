"""The last turn of a member in a place: in memory only, and for some minutes only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock

USUALLY_KEPT = timedelta(minutes=15)
_MOST = 10_000
"""Talks kept at once; the longest untouched goes first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was answered last: entries, best first, and every entry this talk has shown."""

    entries: tuple[str, ...]
    shown: frozenset[str]
    at: datetime


class Memory:
    """Last turns by (member, place), each kept for so long."""

    def __init__(self, kept: timedelta = USUALLY_KEPT) -> None:
        self.kept = kept
        self._lock = RLock()  # a slow embedding's thread remembers, too
        self._turns: OrderedDict[tuple[str, str], Turn] = OrderedDict()

    def last(self, member: str, place: str, now: datetime) -> Turn | None:
        """The last answered turn, unless it is too old."""
        with self._lock:
            turn = self._turns.get((member, place))
            if turn and now - turn.at > self.kept:
                del self._turns[member, place]
                return None
            return turn

    def keep(self, member: str, place: str, entries: tuple[str, ...], now: datetime) -> None:
        """Remember what was just answered."""
        with self._lock:
            before = self.last(member, place, now)
            shown = (before.shown if before else frozenset()) | frozenset(entries)
            self._turns[member, place] = Turn(entries, shown, now)
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
        oldest = next(iter(self._turns.values()), None)
        return oldest is not None and now - oldest.at > self.kept
