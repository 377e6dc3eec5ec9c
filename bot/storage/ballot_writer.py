"""Group commit: the ballots waiting while one transaction runs are written by the next, and each is
acknowledged only after its commit.

The first one waiting leads and writes for all (no task sleeps on a queue). The queue is bounded. A
lost connection is tried again for some seconds; where a batch itself is at fault it is halved until
the bad one fails alone. What then fails is told to its member, never dropped.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Acted, Change, Decide
from bot.debate.models import OwnAnswer
from bot.errors import DebateError, EyebotError, UnavailableError
from bot.services.meters import Meters, NoMeters
from bot.storage.ballot_rows import Held, Key, read_answers, read_debates, store
from bot.storage.causes import DatabaseGoneError, cause_of
from bot.storage.sealing import DebateKey, require_sealable

_LOG = logging.getLogger(__name__)
_BATCH = 1_000
_WAITING = 20_000
_PATIENCE = 10.0
"""Seconds one transaction may take."""
_PAUSES = (0.1, 0.3, 0.8, 1.5, 2.5)
"""Seconds between the tries after a lost connection: long enough for a database that is started
anew.
"""

_AWAY = ("08", "57P")
"""Classes of PostgreSQL's codes for a lost connection and for a server that stops or starts."""


@dataclass(slots=True)
class _Waiting:
    debate: int
    member: str
    decide: Decide
    done: asyncio.Future[Acted] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    outcome: Acted | Exception | None = None


class BallotWriter:
    """Writes the ballots of this process."""

    def __init__(
        self, engine: AsyncEngine, meters: Meters | None = None, pauses: Sequence[float] = _PAUSES
    ) -> None:
        self._engine = engine
        self._meters = meters or NoMeters()
        self._pauses = pauses
        self._queue: deque[_Waiting] = deque()
        self._batch: list[_Waiting] = []
        self._leading: asyncio.Task[None] | None = None

    async def act(self, debate_id: int, member: str, decide: Decide) -> Acted:
        """Store what `decide` says. Raises what it raises, and UnavailableError when nothing was
        recorded.
        """
        if len(self._queue) >= _WAITING:
            self._meters.voted("failed")
            raise UnavailableError
        waiting = _Waiting(debate_id, member, decide)
        self._queue.append(waiting)
        if self._leading is None:
            self._leading = asyncio.create_task(self._drain())
        return await waiting.done

    async def finish(self) -> None:
        """Return when nobody waits any more."""
        while self._leading is not None:
            await asyncio.wait([self._leading])

    def give_up(self) -> None:
        """Fail everyone who waits: the process ends before the database answers. What was being
        written is rolled back when the database lets go of it, which nobody can wait for.
        """
        for waiting in (*self._batch, *self._queue):
            self._fail(waiting)
        self._queue.clear()
        if self._leading is not None:
            self._leading.cancel()

    async def _drain(self) -> None:
        """Write until nobody waits. Whatever happens, everyone waiting is answered."""
        try:
            while self._queue:
                self._batch = [self._queue.popleft() for _ in range(min(_BATCH, len(self._queue)))]
                self._meters.queued(len(self._queue))
                await self._write(self._batch)
        finally:
            self._leading = None
            for waiting in (*self._batch, *self._queue):
                self._fail(waiting)
            self._batch = []
            self._queue.clear()

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        """Commit a batch and answer it; a batch at fault is halved until the bad one is alone."""
        try:
            await self._commit_patiently(batch)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            if len(batch) == 1 or _is_connection_lost(error) or _is_gone(error):
                _LOG.error("ballots: %d not stored: %s", len(batch), cause_of(error))
                for waiting in batch:
                    self._fail(waiting)
                return
            middle = len(batch) // 2
            await self._write(batch[:middle])
            await self._write(batch[middle:])
            return
        self._answer(batch)

    async def _commit_patiently(self, batch: Sequence[_Waiting]) -> None:
        """Try again after a lost connection: what was decided before is decided anew, so a commit
        whose answer got lost does no harm.
        """
        for pause in (*self._pauses, None):
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await self._commit(batch)
            except (SQLAlchemyError, OSError) as error:
                if pause is None or _is_gone(error) or not _is_connection_lost(error):
                    raise
            self._meters.retried()
            await asyncio.sleep(pause)
        return None

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        """One transaction: which debates there are, what their members hold, what each decides, and
        all changes in key order.
        """
        began = perf_counter()
        async with self._engine.begin() as connection:
            # A close waits for this lock, so no vote can slip in after its tally. SQLite's
            # immediate transaction does the same.
            found = await read_debates(connection, {waiting.debate for waiting in batch})
            keys = {number: held.key for number, held in found.items() if held.key}
            whose = [_voter(waiting, keys) for waiting in batch]
            held = await read_answers(
                connection, {voter: keys[voter[0]] for voter in whose if voter}
            )
            changed: dict[Key, OwnAnswer | None] = {}
            for waiting, voter in zip(batch, whose, strict=True):
                mine = held.setdefault(voter, {}) if voter else {}
                waiting.outcome = _decided(waiting, found.get(waiting.debate), mine)
                if voter and isinstance(waiting.outcome, Acted):
                    _apply(waiting.outcome.changes, voter, mine, changed)
            await store(connection, changed, keys)
        self._meters.committed(len(batch), perf_counter() - began)

    def _answer(self, batch: Sequence[_Waiting]) -> None:
        outcomes = {"counted": 0, "refused": 0, "failed": 0}
        for waiting in batch:
            outcome = waiting.outcome
            if waiting.done.done():
                continue
            if isinstance(outcome, Acted):
                outcomes["counted"] += 1
                waiting.done.set_result(outcome)
            else:
                outcomes["refused" if isinstance(outcome, EyebotError) else "failed"] += 1
                waiting.done.set_exception(outcome or UnavailableError())
        for name, count in outcomes.items():
            self._meters.voted(name, count)

    def _fail(self, waiting: _Waiting) -> None:
        if not waiting.done.done():
            self._meters.voted("failed")
            waiting.done.set_exception(UnavailableError())


def _voter(waiting: _Waiting, keys: Mapping[int, DebateKey]) -> tuple[int, bytes] | None:
    """Whose ballots: the debate and the pseudonym in it; None where there is no debate or its key
    has been destroyed.
    """
    key = keys.get(waiting.debate)
    return (waiting.debate, key.pseudonym(waiting.member)) if key else None


def _decided(
    waiting: _Waiting, held_in: Held | None, mine: dict[str, OwnAnswer]
) -> Acted | Exception:
    """What one member's act comes to; an error of its own harms nobody else in the batch."""
    if held_in is None:
        return DebateError("debate.refused.unknown")
    before = mine.copy()
    try:
        changes = waiting.decide(held_in.debate, before)
        for change in changes:
            require_sealable(change.choice)
    except Exception as error:  # noqa: BLE001  # raised where the member waits
        return error
    if changes and not held_in.key:
        return UnavailableError()
    return Acted(held_in.debate, before, changes)


def _apply(
    changes: Sequence[Change],
    whose: tuple[int, bytes],
    mine: dict[str, OwnAnswer],
    changed: dict[Key, OwnAnswer | None],
) -> None:
    """Later acts of the batch see what this one changed."""
    for change in changes:
        question, choice, sealed = change
        answer = None if choice is None else OwnAnswer(choice, sealed)
        changed[(*whose, question)] = answer
        if answer is None:
            mine.pop(question, None)
        else:
            mine[question] = answer


def _is_connection_lost(error: BaseException) -> bool:
    """Whether trying again may help: the connection or the server went away, or SQLite's file was
    locked for long.
    """
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return (
        isinstance(error, OperationalError)
        or error.connection_invalidated
        or state.startswith(_AWAY)
    )


def _is_gone(error: BaseException) -> bool:
    """Whether the database's own file is: trying again can't help."""
    return isinstance(error, DatabaseGoneError)
