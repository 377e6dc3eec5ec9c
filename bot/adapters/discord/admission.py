"""Who is begun with when more comes than can be answered: votes before questions before
suggestions, and nothing whose answer would come too late for Discord, which gives up after three
seconds.

Only so many are at work at once. Were all begun at once, all would share the processor and all be
late; those that wait instead are begun in order of what it costs their members to lose them.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field

_AT_ONCE = 96
"""Interactions at work at once: at 3 ms of processor time each that is a third of a second, and
with 150 ms to Discord and back some 600 a second."""
_IN_TIME = {"autocomplete": 0.8, "command": 1.8}
"""Seconds after which one of this kind is no longer begun."""
_LAST = 2.4
"""The same for buttons and forms, which is how votes come."""
_RANK = {"component": 0, "modal": 0, "command": 1, "autocomplete": 2}
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


@dataclass(order=True, slots=True)
class _Waiting:
    rank: int
    place: int
    too_late: float = field(compare=False)
    turn: asyncio.Future[bool] = field(compare=False)


class Admission:
    """Lets interactions begin. `shed` hears the kind of each that is dropped."""

    def __init__(self, shed: Callable[[str], None], at_once: int = _AT_ONCE) -> None:
        self._shed = shed
        self._at_once = at_once
        self._ages = Ages()
        self._places = itertools.count()
        self._waiting: list[_Waiting] = []
        self._at_work: dict[int, float] = {}
        """Until when each is waited for, on the loop's clock; the earliest first."""
        self._looking: asyncio.TimerHandle | None = None

    async def begin(self, number: int, kind: str) -> bool:
        """Whether to begin with an interaction, when its turn has come; False when that would be
        too late. `end` says that it has its first response.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        too_late = now + _IN_TIME.get(kind, _LAST) - self._ages.of(number, now)
        may = too_late > now
        self._give_up(now)
        if may and len(self._at_work) >= self._at_once:
            turn: asyncio.Future[bool] = loop.create_future()
            waiting = _Waiting(_RANK.get(kind, 0), next(self._places), too_late, turn)
            heapq.heappush(self._waiting, waiting)
            self._look_later()
            may = await turn
        if may:
            self._at_work[number] = loop.time() + _LOST
        else:
            self._shed(kind)
        return may

    def end(self, number: int) -> None:
        """It has been answered: the next may begin."""
        if self._at_work.pop(number, None) is not None:
            self._next()

    def _give_up(self, now: float) -> None:
        """What is lost no longer keeps others waiting."""
        lost = [number for number, until in self._at_work.items() if until <= now]
        for number in lost:
            self.end(number)

    def _look_later(self) -> None:
        """Only while somebody waits: an idle bot sets no clock."""
        if self._looking is None and self._waiting and self._at_work:
            first = min(self._at_work.values())
            self._looking = asyncio.get_running_loop().call_at(first, self._look)

    def _look(self) -> None:
        self._looking = None
        self._give_up(asyncio.get_running_loop().time())
        self._look_later()

    def _next(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._waiting:
            waiting = heapq.heappop(self._waiting)
            if waiting.turn.done():
                continue
            is_in_time = waiting.too_late > now
            waiting.turn.set_result(is_in_time)
            if is_in_time:
                return
