"""Who is begun with when more comes than can be answered: votes before questions before
suggestions, and nothing whose answer would come too late for Discord, which gives up after three
seconds.

Only so many are at work at once. Were all begun at once, all would share the processor and all be
late; those that wait instead are begun in order of what it costs their members to lose them.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_AT_ONCE = 96
"""Interactions at work at once: at 3 ms of processor time each that is a third of a second, and
with 150 ms to Discord and back some 600 a second."""
_IN_TIME = {"autocomplete": 0.8, "command": 1.8}
"""Seconds after which one of this kind is no longer begun."""
_LAST = 2.4
"""The same for buttons and forms, which is how votes come."""
_ANSWERED = 2.8
"""Seconds after which the first response of anything that is begun should be there. How long that
takes is learned from those before: it grows with all that is at work, and nothing is begun that
would come too late then.
"""
_SMOOTHING = 0.1
_RANK = {"component": 0, "modal": 0, "command": 1, "autocomplete": 2}
_RANKS = 3
_LOST = 3.0
"""Seconds after which one that was begun counts as over, whatever became of it."""
_SLOT = 60.0
_DISCORD_EPOCH = 1_420_070_400_000


class Ages:
    """How long ago Discord sent what is heard now. Its clock and this machine's differ, so the
    least difference of the last minutes is taken for none; steps of this machine's clock don't
    matter to the loop's.
    """

    def __init__(self) -> None:
        self._least = self._before = math.inf
        self._since = 0.0

    def of(self, number: int, heard: float) -> float:
        """Seconds, by the moment in an interaction's id."""
        apart = heard - ((number >> 22) + _DISCORD_EPOCH) / 1000
        if heard - self._since > _SLOT:
            self._before, self._least, self._since = self._least, apart, heard
        self._least = min(self._least, apart)
        return apart - min(self._least, self._before)


@dataclass(slots=True)
class _Waiting:
    too_late: float
    answered_by: float
    turn: asyncio.Future[bool]


class Admission:
    """Lets interactions begin. `shed` hears the kind of each that is dropped."""

    def __init__(self, shed: Callable[[str], None], at_once: int = _AT_ONCE) -> None:
        self._shed = shed
        self._at_once = at_once
        self._ages = Ages()
        self._waiting: tuple[deque[_Waiting], ...] = tuple(deque() for _ in range(_RANKS))
        """By rank, the first to go first."""
        self._at_work: dict[int, float] = {}
        """Until when each is waited for, on the loop's clock; the earliest first."""
        self._takes = 0.0
        """Seconds from a beginning to its first response, of late."""
        self._looking: asyncio.TimerHandle | None = None

    async def begin(self, number: int, kind: str) -> bool:
        """Whether to begin with an interaction, when its turn has come; False when that would be
        too late. `end` says that it has its first response.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        sent = now - self._ages.of(number, now)
        too_late, answered_by = sent + _IN_TIME.get(kind, _LAST), sent + _ANSWERED
        may = too_late > now
        self._give_up(now)
        if may and len(self._at_work) >= self._at_once:
            turn: asyncio.Future[bool] = loop.create_future()
            waiting = _Waiting(too_late, answered_by, turn)
            self._waiting[_RANK.get(kind, 0)].append(waiting)
            self._look_later()
            may = await turn
        if may:
            self._at_work[number] = loop.time() + _LOST
        else:
            self._shed(kind)
        return may

    def end(self, number: int) -> None:
        """It has been answered: the next may begin."""
        if (until := self._at_work.pop(number, None)) is not None:
            took = asyncio.get_running_loop().time() - (until - _LOST)
            self._takes += _SMOOTHING * (min(took, _LOST) - self._takes)
            self._next()

    def _give_up(self, now: float) -> None:
        """What is lost no longer keeps others waiting, and what can't be answered in time any more
        waits no longer.
        """
        for queue in self._waiting:
            while queue and self._is_too_late(queue[0], now):
                self._tell(queue.popleft(), may=False)
        lost = [number for number, until in self._at_work.items() if until <= now]
        for number in lost:
            self.end(number)

    def _is_too_late(self, waiting: _Waiting, now: float) -> bool:
        return waiting.too_late <= now or waiting.answered_by <= now + self._takes

    @staticmethod
    def _tell(waiting: _Waiting, *, may: bool) -> bool:
        """Whether it was still waiting."""
        if waiting.turn.done():
            return False
        waiting.turn.set_result(may)
        return True

    def _look_later(self) -> None:
        """Only while somebody waits: an idle bot sets no clock."""
        if self._looking is None and any(self._waiting) and self._at_work:
            firsts = [queue[0].too_late for queue in self._waiting if queue]
            first = min([*firsts, *self._at_work.values()])
            self._looking = asyncio.get_running_loop().call_at(first, self._look)

    def _look(self) -> None:
        self._looking = None
        self._give_up(asyncio.get_running_loop().time())
        self._look_later()

    def _next(self) -> None:
        now = asyncio.get_running_loop().time()
        for queue in self._waiting:
            while queue:
                waiting = queue.popleft()
                may = not self._is_too_late(waiting, now)
                if self._tell(waiting, may=may) and may:
                    return
