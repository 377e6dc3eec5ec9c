"""When what could not be shown is tried again: soon where Discord didn't answer, ever more rarely
where it refused. In memory only: a new process tries once at its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_SOON = timedelta(seconds=10)
_SOON_AT_MOST = timedelta(minutes=5)
_RARELY = timedelta(minutes=10)
_RARELY_AT_MOST = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a debate can't be shown (a wording key), how often that was seen in a row, and when it is
    tried again.
    """

    community: str
    key: str
    times: int
    next_try: datetime
    is_refused: bool


class Patience:
    """What is in trouble, by debate."""

    def __init__(self) -> None:
        self._troubles: dict[int, Trouble] = {}

    def note(
        self, debate_id: int, community: str, key: str, now: datetime, *, is_refused: bool
    ) -> bool:
        """A try failed; whether that is new."""
        known = self._troubles.get(debate_id)
        times = known.times + 1 if known and known.is_refused == is_refused else 1
        first, most = (_RARELY, _RARELY_AT_MOST) if is_refused else (_SOON, _SOON_AT_MOST)
        pause = min(first * 2 ** min(times - 1, 20), most)
        self._troubles[debate_id] = Trouble(community, key, times, now + pause, is_refused)
        return known is None or known.key != key

    def forget(self, debate_id: int) -> None:
        """It is shown, or over."""
        self._troubles.pop(debate_id, None)

    def may_try(self, debate_id: int, now: datetime) -> bool:
        """Whether a try is due."""
        known = self._troubles.get(debate_id)
        return known is None or known.next_try <= now

    def hasten(self, community: str, now: datetime) -> bool:
        """Something changed in a community, such as a permission: its debates are tried at once.
        Returns whether any waits.
        """
        found = {n: one for n, one in self._troubles.items() if one.community == community}
        for number, one in found.items():
            self._troubles[number] = Trouble(one.community, one.key, 0, now, one.is_refused)
        return bool(found)

    def of(self, debate_id: int) -> Trouble | None:
        """What is wrong with one."""
        return self._troubles.get(debate_id)

    def next_try(self) -> datetime | None:
        """When the first of them is tried again."""
        return min((one.next_try for one in self._troubles.values()), default=None)

    def keep_only(self, debates: set[int]) -> None:
        """The others have been settled by another process or by a moderator."""
        self._troubles = {n: one for n, one in self._troubles.items() if n in debates}
