"""Deadlines on DBOS: each transition that falls due soon is one delayed workflow, named after the
debate, its phase and its rev.

The debate row stays the truth. A workflow that finds another rev does nothing, so it may run twice;
what a crash, a dead process or a lost database of workflows left undone is found overdue at the
next look and enqueued again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.clock import Clock
from bot.debate.models import Debate, State
from bot.errors import EyebotError
from bot.services.meters import Meters
from bot.services.ports import Records

_LOG = logging.getLogger(__name__)
_WORKFLOW = "carry_out"
_VERSION = "deadlines-1"
"""Pinned: DBOS takes up only workflows of its own version, and by default every change of the code
is a new one.
"""
_EVERY = timedelta(seconds=30)
_AHEAD = timedelta(seconds=90)
"""How far ahead a deadline is enqueued: longer than the time between two looks, shorter than
anybody would wait for.
"""
_LATE = timedelta(minutes=1)
"""How late a deadline may be before its workflow is taken for lost."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where DBOS keeps its workflows, and who this process is there: a name that outlives a restart
    and is no other process's.
    """

    url: str
    process: str


class Deadlines:
    """Looks for what falls due soon, hands it to DBOS, and carries out what DBOS hands back. One at
    a time in a process.
    """

    def __init__(
        self,
        engine: Engine,
        records: Records,
        settle: Callable[[int, datetime], Awaitable[bool]],
        clock: Clock,
        meters: Meters,
        *,
        every: timedelta = _EVERY,
        is_mine: Callable[[Debate], bool] = lambda _: True,
    ) -> None:
        self._engine = engine
        self._records = records
        self._settle = settle
        self._clock = clock
        self._meters = meters
        self._every = every
        self._is_mine = is_mine
        self._ahead_by = timedelta()
        self._enqueued: dict[str, datetime] = {}
        self._dbos: Any = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Launch DBOS, enqueue what fell due while nobody looked, then go on looking."""
        self._dbos = await asyncio.to_thread(
            _launch, self._engine, self._carry_out_on(asyncio.get_running_loop())
        )
        await self.look()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Hand nothing over any more and let what runs come to its end."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        if self._dbos is not None:
            await asyncio.to_thread(self._dbos.destroy)
            self._dbos = None

    async def look(self) -> None:
        """Enqueue what falls due soon; what can't be enqueued now is enqueued at the next look."""
        try:
            self._ahead_by = await self._records.clock_ahead(self._clock())
            now = self._now()
            due = await self._records.due(now + _AHEAD)
            self._meters.overdue(sum(moment_of(debate) <= now for debate in due))
            for debate in due:
                await self._enqueue(debate, now)
            self._enqueued = {
                name: at for name, at in self._enqueued.items() if now - at < 2 * _AHEAD
            }
        except EyebotError as error:
            _LOG.warning("deadlines: %s", error.key)
        except Exception as error:  # noqa: BLE001  # a look that fails must not be the last one; its message may quote a member
            _LOG.error("deadlines: %s", type(error).__name__)

    def _now(self) -> datetime:
        """The time that all processes share."""
        return self._clock() - self._ahead_by

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every.total_seconds())
            await self.look()

    async def _enqueue(self, debate: Debate, now: datetime) -> None:
        wait = moment_of(debate) - now
        if -wait < _LATE and not self._is_mine(debate):
            return  # the process that serves its server knows that server's language and threads
        name = f"debate:{debate.id}:{debate.phase}:{debate.rev}"
        if -wait >= _LATE:
            # Its workflow died with its process, or failed: a new name each minute. The rev lets
            # only one of them act.
            name += f":late{int(-wait / _LATE)}"
        if name in self._enqueued:
            return
        options = {
            "workflow_name": _WORKFLOW,
            "queue_name": _queue(self._engine),
            "workflow_id": name,
            "app_version": _VERSION,
            "delay_seconds": max(0.0, wait.total_seconds()),
        }
        await asyncio.to_thread(
            self._dbos.enqueue_workflow_with_options, options, debate.id, debate.rev
        )
        self._enqueued[name] = now

    def _carry_out_on(self, loop: asyncio.AbstractEventLoop) -> Callable[[int, int], None]:
        """The workflow's body for a thread of DBOS: the work is done on the loop that owns the
        database connections.
        """

        def carry_out(debate_id: int, rev: int) -> None:
            asyncio.run_coroutine_threadsafe(self.carry_out(debate_id, rev), loop).result()

        return carry_out

    async def carry_out(self, debate_id: int, rev: int) -> None:
        """Open, advance or close a debate if it still is at that rev and due; a failure is left to
        the next look.
        """
        try:
            debate = await self._records.get(debate_id)
            if debate is None or debate.rev != rev:
                return
            # Another process's clock may be ahead: what it enqueued comes early by as much.
            early = moment_of(debate) - self._now()
            if early > timedelta():
                await asyncio.sleep(min(early, _AHEAD).total_seconds())
            now = self._now()
            if await self._settle(debate_id, now):
                self._meters.deadline_met(max(0.0, (now - moment_of(debate)).total_seconds()))
        except EyebotError as error:
            _LOG.warning("debate %s: deadline not carried out (%s)", debate_id, error.key)
        except Exception as error:  # noqa: BLE001  # told here; DBOS would log the error with its text
            _LOG.error("debate %s: deadline not carried out (%s)", debate_id, type(error).__name__)


def moment_of(debate: Debate) -> datetime:
    """When time brings something: the opening of a scheduled debate, the end of a phase of an open
    one.
    """
    return debate.opened_at if debate.state is State.SCHEDULED else debate.due_at


def engine_of(database: str, process: str) -> Engine:
    """DBOS's own tables: a file beside SQLite's, or a schema of its own in the same PostgreSQL."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "eyebot.db")
        return Engine(f"sqlite:///{file.with_name(f'{file.stem}-deadlines.db')}", process)
    return Engine(
        url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False), process
    )


_BODY: dict[str, Callable[[int, int], None]] = {}
"""DBOS keeps workflows by name for the life of the process; whatever `Deadlines` was started last
answers for its one.
"""


def _workflow(debate_id: int, rev: int) -> None:
    """What DBOS calls, in a thread of its own."""
    _BODY[_WORKFLOW](debate_id, rev)


def _queue(engine: Engine) -> str:
    """Each process has a queue of its own; what a dead one leaves in it is found overdue by
    another.
    """
    return f"deadlines:{engine.process}"


def _launch(engine: Engine, carry_out: Callable[[int, int], None]) -> Any:  # noqa: ANN401  # DBOS's class, imported here only
    """DBOS with its one queue and its one workflow."""
    from dbos import DBOS  # noqa: PLC0415  # takes most of a second, which a start need not wait for

    DBOS(
        config={
            "name": "eyebot",
            "system_database_url": engine.url,
            "executor_id": engine.process,
            "application_version": _VERSION,
            "log_level": "ERROR",
            "sys_db_pool_size": 4,
        }
    )
    log = logging.getLogger("dbos")
    log.handlers.clear()  # what it says goes through the log's own mask
    log.propagate = True
    if not _BODY:
        DBOS.workflow(name=_WORKFLOW)(_workflow)
    _BODY[_WORKFLOW] = carry_out
    DBOS.listen_queues([_queue(engine)])
    DBOS.launch()
    DBOS.register_queue(_queue(engine), polling_interval_sec=0.5)
    return DBOS
