"""Deadlines on DBOS: each transition that falls due soon is one delayed workflow, named after the
debate, its phase and its rev.

The debate row stays the truth. A workflow that finds another rev does nothing, so it may run twice;
what a crash, a dead process or a lost database of workflows left undone is found overdue at the
next look and enqueued again. Where the engine can't be used at all, the sweep keeps the deadlines.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.debate.models import Debate
from bot.errors import EyebotError
from bot.services.debating.settling import Settling
from bot.services.meters import Meters
from bot.timers.dbos_engine import Engine, Workflows, launch
from bot.timers.ending import end

_LOG = logging.getLogger(__name__)
_EVERY = timedelta(seconds=30)
_AHEAD = timedelta(seconds=90)
"""How far ahead a deadline is enqueued: longer than the time between two looks, shorter than
anybody would wait for.
"""
_LATE = timedelta(minutes=1)
"""How late a deadline may be before its workflow is taken for lost."""
_FINISHING, _LETTING_GO, _DESTROYING = 0.8, 0.3, 1.3
"""Seconds at a stop: for deadlines that are being carried out, for those that are cut off to hand
back what they hold, and for DBOS, whose threads are not waited for any longer.
"""


class Deadlines:
    """Looks for what falls due soon, hands it to DBOS, and carries out what DBOS hands back. One at
    a time in a process.
    """

    def __init__(
        self,
        engine: Engine,
        settling: Settling,
        clock: Clock,
        meters: Meters,
        *,
        every: timedelta = _EVERY,
        is_mine: Callable[[Debate], bool] = lambda _: True,
    ) -> None:
        self._engine = engine
        self._settling = settling
        self._clock = clock
        self._meters = meters
        self._every = every
        self._is_mine = is_mine
        self._ahead_by = timedelta()
        self._enqueued: dict[str, datetime] = {}
        self._workflows: Workflows | None = None
        self._since: datetime | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._task: asyncio.Task[None] | None = None
        self._trouble = "has not started"
        self._has_stalled = False

    @property
    def trouble(self) -> str:
        """What keeps deadlines from being kept here; empty when all is well."""
        return "lets deadlines pass" if self._has_stalled else self._trouble

    @property
    def is_keeping(self) -> bool:
        """Whether deadlines can be left to this engine."""
        return self._workflows is not None and not self.trouble

    def missed(self, debates: int) -> None:
        """Deadlines that came long ago were carried out by another: this engine must be started
        anew, unless it has just been.
        """
        if debates and self._since and self._clock() - self._since > _LATE:
            self._has_stalled = True

    async def start(self) -> None:
        """Launch DBOS, enqueue what fell due while nobody looked, then go on looking. Raises what
        `launch` does.
        """
        self._workflows = await asyncio.to_thread(
            launch, self._engine, self._carry_out_on(asyncio.get_running_loop())
        )
        self._enqueued.clear()
        self._has_stalled = False
        self._since = self._clock()
        await self.enqueue_due()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Hand nothing over any more; let what runs come to its end, or cut it off soon."""
        self._trouble = "has been stopped"
        workflows, self._workflows = self._workflows, None
        task, self._task = self._task, None
        await end(task)
        await self._finish_running()
        if workflows is not None:
            destroying = asyncio.ensure_future(asyncio.to_thread(workflows.destroy))
            await asyncio.wait({destroying}, timeout=_DESTROYING)

    async def enqueue_due(self) -> None:
        """Enqueue what falls due soon; what can't be enqueued now is enqueued at the next look."""
        try:
            await self._enqueue_all()
        except EyebotError as error:
            _LOG.warning("deadlines: %s", error.key)
            self._trouble = error.key
        # A look that fails must not be the last one; its message may quote a member.
        except Exception as error:  # noqa: BLE001
            _LOG.error("deadlines: %s", type(error).__name__)
            self._trouble = type(error).__name__
        else:
            self._trouble = ""

    async def _enqueue_all(self) -> None:
        self._ahead_by = await self._settling.clock_ahead(self._clock())
        now = self._now()
        for debate in await self._settling.due(now + _AHEAD):
            await self._enqueue(debate, now)
        self._enqueued = {name: at for name, at in self._enqueued.items() if now - at < 2 * _AHEAD}

    def _now(self) -> datetime:
        """The time that all processes share."""
        return self._clock() - self._ahead_by

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every.total_seconds())
            await self.enqueue_due()

    async def _enqueue(self, debate: Debate, now: datetime) -> None:
        wait = debate.falls_due - now
        if -wait < _LATE and not self._is_mine(debate):
            return  # the process that serves its server knows that server's language and threads
        name = f"debate:{debate.id}:{debate.phase}:{debate.rev}"
        if -wait >= _LATE:
            # Its workflow died with its process, or failed: a new name each minute. The rev lets
            # only one of them act.
            name += f":late{int(-wait / _LATE)}"
        if name in self._enqueued or self._workflows is None:
            return
        await asyncio.to_thread(self._workflows.enqueue, name, debate.id, debate.rev, wait)
        self._enqueued[name] = now

    def _carry_out_on(self, loop: asyncio.AbstractEventLoop) -> Callable[[int, int], None]:
        """The workflow's body for a thread of DBOS: the work is done on the loop that owns the
        database connections. What a stop cuts off is found overdue by whoever starts next.
        """

        def carry_out(debate_id: int, rev: int) -> None:
            if loop.is_closed():
                return
            running = asyncio.run_coroutine_threadsafe(self.carry_out(debate_id, rev), loop)
            with suppress(CancelledError):
                running.result()

        return carry_out

    async def carry_out(self, debate_id: int, rev: int) -> None:
        """Open, advance or close a debate if it still is at that rev and due; a failure is left to
        the next look.
        """
        if self._workflows is None:
            return  # it came while all was being stopped
        if task := asyncio.current_task():
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await self._carry_out(debate_id, rev)
        except EyebotError as error:
            _LOG.warning("debate %s: deadline not carried out (%s)", debate_id, error.key)
        # Told here; DBOS would log the error with its text.
        except Exception as error:  # noqa: BLE001
            _LOG.error("debate %s: deadline not carried out (%s)", debate_id, type(error).__name__)

    async def _carry_out(self, debate_id: int, rev: int) -> None:
        now = self._now()
        settled = await self._settling.settle(debate_id, now, rev=rev)
        if not settled.is_changed and settled.due is not None:
            # Another process's clock may be ahead: what it enqueued comes early by as much.
            await asyncio.sleep(min(settled.due - now, _AHEAD).total_seconds())
            now = self._now()
            settled = await self._settling.settle(debate_id, now, rev=rev)
        if settled.is_changed and settled.due is not None:
            self._meters.deadline_met(max(0.0, (now - settled.due).total_seconds()))

    async def _finish_running(self) -> None:
        if running := set(self._running):
            _, left = await asyncio.wait(running, timeout=_FINISHING)
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left, timeout=_LETTING_GO)
