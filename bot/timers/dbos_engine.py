"""The glue to DBOS, which keeps delayed workflows in a database: one workflow, one queue a
process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.timers.json_rows import json_only
from bot.timers.sqlite_clock import connecting

_WORKFLOW = "carry_out"
_VERSION = "deadlines-1"
"""Pinned: DBOS takes up only workflows of its own version, and by default every change of the code
is a new one.
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where DBOS keeps its workflows, and who this process is there: a name that outlives a restart
    and is no other process's.
    """

    url: str
    process: str


CarryOut = Callable[[int, int], None]
"""Carries out the deadline of a debate at a rev; called in a thread of DBOS."""
_BODY: dict[str, CarryOut] = {}
"""DBOS keeps workflows by name for the life of the process; whoever launched it last answers for
its one.
"""


class Workflows:
    """DBOS, launched. All methods block: call them in a thread."""

    # DBOS's class, imported in `launch` only.
    def __init__(self, engine: Engine, dbos: Any) -> None:  # noqa: ANN401
        self._engine = engine
        self._dbos = dbos

    def enqueue(self, name: str, debate_id: int, rev: int, wait: timedelta) -> None:
        """Carry out a deadline after so long; a name that was enqueued before changes nothing."""
        options = {
            "workflow_name": _WORKFLOW,
            "queue_name": _queue(self._engine),
            "workflow_id": name,
            "app_version": _VERSION,
            "delay_seconds": max(0.0, wait.total_seconds()),
        }
        self._dbos.enqueue_workflow_with_options(options, debate_id, rev)

    def destroy(self) -> None:
        """Hand nothing over any more."""
        self._dbos.destroy()


def engine_of(database: str, process: str) -> Engine:
    """DBOS's own tables: a file beside SQLite's, or a schema of its own in the same PostgreSQL."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "eyebot.db")
        return Engine(f"sqlite:///{file.with_name(f'{file.stem}-deadlines.db')}", process)
    return Engine(
        url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False), process
    )


def preload() -> None:
    """Import it before anybody waits: half a second of Python, during which no answer is given."""
    with suppress(ImportError):  # `launch` tells of it, and debates are kept without
        import dbos  # noqa: F401, PLC0415  # only where deadlines are kept


def launch(engine: Engine, carry_out: CarryOut) -> Workflows:
    """DBOS with its one queue and its one workflow. Raises whatever DBOS does when its database
    can't be used; nothing of it runs on then.
    """
    # See `preload`.
    from dbos import DBOS  # noqa: PLC0415

    DBOS.destroy()  # what a start that failed, or was given up, has left
    try:
        _launch(DBOS, engine, carry_out)
    except BaseException:
        DBOS.destroy()
        raise
    return Workflows(engine, DBOS)


def _launch(dbos: Any, engine: Engine, carry_out: CarryOut) -> None:  # noqa: ANN401  # DBOS's class
    dbos(
        config={
            "name": "eyebot",
            "system_database_url": engine.url,
            "executor_id": engine.process,
            "application_version": _VERSION,
            "log_level": "ERROR",
            "sys_db_pool_size": 4,
            "db_engine_kwargs": connecting(engine.url),
            "serializer": json_only(),
        }
    )
    log = logging.getLogger("dbos")
    log.handlers.clear()  # what it says goes through the log's own mask
    log.filters[:] = [_without_traceback]
    log.propagate = True
    if not _BODY:
        dbos.workflow(name=_WORKFLOW)(_workflow)
    _BODY[_WORKFLOW] = carry_out
    dbos.listen_queues([_queue(engine)])
    dbos.launch()
    dbos.register_queue(_queue(engine), polling_interval_sec=0.5)


def _without_traceback(record: logging.LogRecord) -> bool:
    """One line: whoever supervises the engine tells what failed, and what it means."""
    record.exc_info = None
    return True


def _workflow(debate_id: int, rev: int) -> None:
    """What DBOS calls, in a thread of its own."""
    _BODY[_WORKFLOW](debate_id, rev)


def _queue(engine: Engine) -> str:
    """Each process has a queue of its own; what a dead one leaves in it is found overdue by
    another.
    """
    return f"deadlines:{engine.process}"
