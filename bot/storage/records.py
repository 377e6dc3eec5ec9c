"""Debates, settings and the audit trail in the database. Each method is one transaction; a
transition names the rev it starts from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.models import Debate, Result, Spec, State
from bot.storage.debate_rows import (
    add_debate,
    add_next_run,
    add_statements,
    debate_of,
    row_of,
)
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import (
    ballots,
    contributions,
    debate_keys,
    debates,
    moderator_actions,
)

_RESULT: TypeAdapter[Result] = TypeAdapter(Result)
_STARTED, _NOT_SHOWN = "start", "not shown"
_NO_RESULT = debates.c.result.is_(None)


class SqlRecords:
    """The port `Records` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new debate with a key of its own and its first statements: open, or scheduled
        where the spec names a later opening. One that opens now and repeats has its next run
        scheduled in the same transaction.
        """
        with translating_errors():
            async with self._engine.begin() as connection:
                added = await add_debate(connection, row_of(spec, now))
                await add_statements(connection, added.id, spec.statements)
                if spec.repeat_days and spec.opens_at is None:
                    await add_next_run(connection, added, debate_of(added), now)
        return debate_of(added)

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""
        with translating_errors():
            async with reading(self._engine) as connection:
                row = (
                    await connection.execute(select(debates).where(debates.c.id == debate_id))
                ).one_or_none()
        return debate_of(row) if row else None

    async def in_community(
        self, community: str, *states: State, limit: int = 25
    ) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""
        query = (
            select(debates)
            .where(debates.c.community == community, debates.c.state.in_(states))
            .order_by(debates.c.id.desc())
            .limit(limit)
        )
        return await self._many(query)

    async def forget(self, ended_before: datetime) -> int:
        """Of debates that ended before then and are settled: destroy the key, the ballots and the
        authors of contributions.

        The published result stays. Returns how many were forgotten.
        """
        over = select(debates.c.id).where(
            (debates.c.state == State.CANCELLED)
            | ((debates.c.state == State.CLOSED) & ~_NO_RESULT),
            func.coalesce(debates.c.closed_at, debates.c.due_at) < ended_before,
        )
        with translating_errors():
            async with self._engine.begin() as connection:
                gone = await connection.execute(
                    delete(debate_keys).where(debate_keys.c.debate_id.in_(over))
                )
                await connection.execute(delete(ballots).where(ballots.c.debate_id.in_(over)))
                authored = (contributions.c.debate_id.in_(over)) & (contributions.c.author != "")
                await connection.execute(
                    update(contributions).where(authored).values(author="", is_told=True)
                )
        return gone.rowcount

    async def next_due(self) -> datetime | None:
        """When the next debate opens or the next phase ends."""
        opens = select(func.min(debates.c.opened_at)).where(debates.c.state == State.SCHEDULED)
        ends = select(func.min(debates.c.due_at)).where(debates.c.state == State.OPEN)
        with translating_errors():
            async with reading(self._engine) as connection:
                found = [
                    moment for query in (opens, ends) if (moment := await connection.scalar(query))
                ]
        return min(found, default=None)

    async def due(self, before: datetime) -> Sequence[Debate]:
        """Debates that open or end a phase before then, the longest due first."""
        opens = (debates.c.state == State.SCHEDULED) & (debates.c.opened_at < before)
        ends = (debates.c.state == State.OPEN) & (debates.c.due_at < before)
        return await self._many(select(debates).where(opens | ends).order_by(debates.c.due_at))

    async def has_unshown(self) -> bool:
        """Whether the result of a closed debate waits to be shown."""
        unshown = (debates.c.state == State.CLOSED) & debates.c.announced_at.is_(None)
        with translating_errors():
            async with reading(self._engine) as connection:
                return bool(await connection.scalar(select(exists().where(unshown))))

    async def clock_ahead(self, now: datetime) -> timedelta:
        """How far a process's clock is ahead of the database server's, which all processes share;
        nothing on SQLite, where all are one machine.
        """
        if self._engine.dialect.name == "sqlite":
            return timedelta()
        with translating_errors():
            async with reading(self._engine) as connection:
                shared = await connection.scalar(select(func.clock_timestamp()))
        return now - shared if shared else timedelta()

    async def move(
        self,
        debate: Debate,
        state: State,
        *,
        due_at: datetime | None = None,
        paused_at: datetime | None = None,
        phase: int | None = None,
        closed_at: datetime | None = None,
    ) -> Debate | None:
        """A transition from exactly this rev; None when another came first."""
        values: dict[str, Any] = {
            "state": state,
            "rev": debate.rev + 1,
            "phase": debate.phase if phase is None else phase,
            "due_at": due_at or debate.due_at,
            "paused_at": paused_at,
            "closed_at": closed_at,
        }
        with translating_errors():
            async with self._engine.begin() as connection:
                row = await _step(connection, debate, values)
        return debate_of(row) if row else None

    async def close(self, debate: Debate, now: datetime) -> bool:
        """Take no more votes, from exactly this rev; False when another closed it first. The result
        is kept by `keep_result`.
        """
        values = {"state": State.CLOSED, "rev": debate.rev + 1, "closed_at": now, "paused_at": None}
        with translating_errors():
            async with self._engine.begin() as connection:
                return await _step(connection, debate, values) is not None

    async def unsettled(self) -> Sequence[Debate]:
        """All that time may bring something for: scheduled, open and paused debates, and closed
        ones whose result has not been shown.
        """
        silent = (debates.c.state == State.CLOSED) & debates.c.announced_at.is_(None)
        waiting = debates.c.state.in_([State.SCHEDULED, State.OPEN, State.PAUSED])
        return await self._many(select(debates).where(waiting | silent).order_by(debates.c.due_at))

    async def keep_result(self, debate_id: int, result: Result) -> bool:
        """Keep the result of a closed debate; False when it has one, which stays."""
        first = update(debates).where(
            debates.c.id == debate_id, debates.c.state == State.CLOSED, _NO_RESULT
        )
        with translating_errors():
            async with self._engine.begin() as connection:
                kept = await connection.execute(
                    first.values(result=_RESULT.dump_python(result, mode="json"))
                )
        return kept.rowcount > 0

    async def claim_announcement(self, debate_id: int, now: datetime, until: datetime) -> bool:
        """Take the showing of a result for oneself until then; False when it has been shown or
        another process is at it.
        """
        free = debates.c.announcing_until.is_(None) | (debates.c.announcing_until <= now)
        mine = (debates.c.id == debate_id) & debates.c.announced_at.is_(None) & free
        with translating_errors():
            async with self._engine.begin() as connection:
                claimed = await connection.execute(
                    update(debates).where(mine).values(announcing_until=until)
                )
        return claimed.rowcount > 0

    async def renew_announcement(self, debate_id: int, until: datetime) -> None:
        """Keep the showing of a result for oneself for longer, once it has been taken."""
        is_taken = (debates.c.id == debate_id) & debates.c.announcing_until.is_not(None)
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(
                    update(debates).where(is_taken).values(announcing_until=until)
                )

    async def release_announcement(self, debate_id: int) -> None:
        """Give it back, to be tried again."""
        await self._note(debate_id, announcing_until=None)

    async def open_scheduled(self, debate: Debate, now: datetime) -> Debate | None:
        """Open a scheduled debate and, when it repeats, schedule the next run, in one transaction;
        None when another opened it.
        """
        late = max(timedelta(), now - debate.opened_at)
        values = {
            "state": State.OPEN,
            "rev": debate.rev + 1,
            "opened_at": now,
            "due_at": debate.due_at + late,
        }
        with translating_errors():
            async with self._engine.begin() as connection:
                row = await _step(connection, debate, values)
                if row is not None and debate.repeat_days:
                    await add_next_run(connection, row, debate, now)
        return debate_of(row) if row else None

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""
        await self._note(debate_id, message=message)

    async def claim_phase(self, debate_id: int, phase: int) -> bool:
        """Take the telling of a phase for oneself; False when it has been told of or another
        process is at it.
        """
        with translating_errors():
            async with self._engine.begin() as connection:
                first = (debates.c.id == debate_id) & (debates.c.shown_phase < phase)
                claimed = await connection.execute(
                    update(debates).where(first).values(shown_phase=phase)
                )
        return claimed.rowcount > 0

    async def release_phase(self, debate_id: int, phase: int) -> None:
        """Give it back, to be tried again."""
        await self._note(debate_id, shown_phase=phase - 1)

    async def note_reminded(self, debate_id: int, phase: int) -> bool:
        """Remember that the end of a phase has been reminded of; False when it was before."""
        with translating_errors():
            async with self._engine.begin() as connection:
                first = (debates.c.id == debate_id) & (debates.c.reminded_phase < phase)
                noted = await connection.execute(
                    update(debates).where(first).values(reminded_phase=phase)
                )
        return noted.rowcount > 0

    async def note_announced(self, debate_id: int, now: datetime) -> None:
        """Remember that the result has been shown."""
        await self._note(debate_id, announced_at=now)

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""
        await self._note(debate_id, conclusion=text)

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""
        with translating_errors():
            async with reading(self._engine) as connection:
                kept = await connection.scalar(
                    select(debates.c.result).where(debates.c.id == debate_id)
                )
        return _RESULT.validate_python(kept) if kept else None

    async def moderator_to_tell(self, debate_id: int, now: datetime) -> str:
        """Who started a debate that can't be shown, the first time that is asked; empty afterwards,
        and where nobody did. That it was asked stands in the audit trail, without a name.
        """
        of_debate = moderator_actions.c.debate_id == debate_id
        actions = select(moderator_actions).where(
            of_debate, moderator_actions.c.action.in_([_STARTED, _NOT_SHOWN])
        )
        with translating_errors():
            async with self._engine.begin() as connection:
                known = {row.action: row for row in await connection.execute(actions)}
                if _STARTED not in known or _NOT_SHOWN in known:
                    return ""
                started = known[_STARTED]
                note = {
                    "community": started.community,
                    "moderator": "",
                    "action": _NOT_SHOWN,
                    "debate_id": debate_id,
                    "at": now,
                }
                await connection.execute(insert(moderator_actions), note)
        return str(started.moderator)

    async def record_action(
        self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime
    ) -> None:
        """The audit trail: which moderator did what to which debate; never who voted what."""
        row = {
            "community": community,
            "moderator": moderator,
            "action": action,
            "debate_id": debate_id,
            "at": now,
        }
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(insert(moderator_actions), row)

    async def _many(self, query: Any) -> list[Debate]:  # noqa: ANN401  # a SELECT over debates
        with translating_errors():
            async with reading(self._engine) as connection:
                return [debate_of(row) for row in await connection.execute(query)]

    async def _note(self, debate_id: int, **values: object) -> None:
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(
                    update(debates).where(debates.c.id == debate_id).values(**values)
                )


async def _step(
    connection: AsyncConnection, debate: Debate, values: dict[str, Any]
) -> Row[Any] | None:
    """The one way a debate changes state: only from the state and rev that were read."""
    same = (
        (debates.c.id == debate.id)
        & (debates.c.rev == debate.rev)
        & (debates.c.state == debate.state)
    )
    found: Row[Any] | None = (
        await connection.execute(update(debates).where(same).values(**values).returning(debates))
    ).one_or_none()
    return found
