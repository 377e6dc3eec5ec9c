"""Debates in the database: their life from plan to result. A transition names the rev it starts
from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.debate.models import Debate, Result, Spec, State
from bot.storage.repositories.debate_rows import (
    add_debate,
    add_next_run,
    add_statements,
    debate_of,
    row_of,
)
from bot.storage.tables import ballots, community_settings, contributions, debate_keys, debates

_RESULT: TypeAdapter[Result] = TypeAdapter(Result)
_NO_RESULT = debates.c.result.is_(None)
_UNSHOWN = (debates.c.state == State.CLOSED) & debates.c.announced_at.is_(None)


class SqlDebates:
    """The port `Debates`, within a transaction. With a `community`, others' debates don't exist."""

    def __init__(self, connection: AsyncConnection, community: str | None = None) -> None:
        self._connection = connection
        self._community = community

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new debate with a key of its own and its first statements: open, or scheduled
        where the spec names a later opening. One that opens now and repeats has its next run
        scheduled too.
        """
        added = await add_debate(self._connection, row_of(spec, now))
        await add_statements(self._connection, added.id, spec.statements)
        if spec.repeat_days and spec.opens_at is None:
            await add_next_run(self._connection, added, debate_of(added), now)
        return debate_of(added)

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""
        query = self._mine(select(debates).where(debates.c.id == debate_id))
        row = (await self._connection.execute(query)).one_or_none()
        return debate_of(row) if row else None

    async def in_community(
        self, community: str, *states: State, limit: int = 25
    ) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""
        return [debate_of(row) for row in await self._newest(community, states, limit)]

    async def with_results(
        self, community: str, limit: int = 25, *, article: str = ""
    ) -> Sequence[tuple[Debate, Result | None]]:
        """A community's closed debates, newest first; all, or those about one article."""
        rows = await self._newest(community, (State.CLOSED,), limit, article)
        return [(debate_of(row), _result(row.result)) for row in rows]

    async def talked_over(self, unless: str) -> Sequence[Debate]:
        """Open debates that are shown, in communities that have not set this setting."""
        has_set = exists().where(
            community_settings.c.community == debates.c.community,
            community_settings.c.name == unless,
            community_settings.c.value != "",
        )
        is_shown = (debates.c.state == State.OPEN) & (debates.c.message != "")
        return await self._many(select(debates).where(is_shown, ~has_set))

    async def due(self, before: datetime) -> Sequence[Debate]:
        """Debates that open or end a phase before then, the longest due first."""
        opens = (debates.c.state == State.SCHEDULED) & (debates.c.opened_at < before)
        ends = (debates.c.state == State.OPEN) & (debates.c.due_at < before)
        return await self._many(select(debates).where(opens | ends).order_by(debates.c.due_at))

    async def next_due(self) -> datetime | None:
        """When the next debate opens or the next phase ends."""
        opens = select(func.min(debates.c.opened_at)).where(debates.c.state == State.SCHEDULED)
        ends = select(func.min(debates.c.due_at)).where(debates.c.state == State.OPEN)
        moments = [await self._connection.scalar(query) for query in (opens, ends)]
        return min((moment for moment in moments if moment), default=None)

    async def unsettled(self) -> Sequence[Debate]:
        """All that time may bring something for: scheduled, open and paused debates, and closed
        ones whose result has not been shown.
        """
        waiting = debates.c.state.in_([State.SCHEDULED, State.OPEN, State.PAUSED])
        return await self._many(
            select(debates).where(waiting | _UNSHOWN).order_by(debates.c.due_at)
        )

    async def has_unshown(self) -> bool:
        """Whether the result of a closed debate waits to be shown."""
        return bool(await self._connection.scalar(select(exists().where(_UNSHOWN))))

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
            "phase": debate.phase if phase is None else phase,
            "due_at": due_at or debate.due_at,
            "paused_at": paused_at,
            "closed_at": closed_at,
        }
        row = await self._step(debate, values)
        return debate_of(row) if row else None

    async def open_scheduled(self, debate: Debate, now: datetime) -> Debate | None:
        """Open a scheduled debate and, when it repeats, schedule the next run; None when another
        opened it.
        """
        late = max(timedelta(), now - debate.opened_at)
        opened = {"state": State.OPEN, "opened_at": now, "due_at": debate.due_at + late}
        row = await self._step(debate, opened)
        if row is not None and debate.repeat_days:
            await add_next_run(self._connection, row, debate, now)
        return debate_of(row) if row else None

    async def close(self, debate: Debate, now: datetime) -> Debate | None:
        """Take no more votes, from exactly this rev; None when another closed it first. The result
        is kept by `keep_result`.
        """
        row = await self._step(debate, {"state": State.CLOSED, "closed_at": now, "paused_at": None})
        return debate_of(row) if row else None

    async def keep_result(self, debate_id: int, result: Result) -> Result:
        """Keep the result of a closed debate; the one it has had before stays. Returns what is
        kept.
        """
        first = update(debates).where(
            debates.c.id == debate_id, debates.c.state == State.CLOSED, _NO_RESULT
        )
        kept = await self._connection.execute(
            first.values(result=_RESULT.dump_python(result, mode="json"))
        )
        if kept.rowcount:
            return result
        return await self.result(debate_id) or result

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""
        query = self._mine(select(debates.c.result).where(debates.c.id == debate_id))
        return _result(await self._connection.scalar(query))

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""
        which = update(debates).where(debates.c.id == debate_id)
        await self._connection.execute(which.values(conclusion=text))

    async def forget(self, ended_before: datetime) -> int:
        """Of debates that ended before then and are settled: destroy the key, the ballots and the
        authors of contributions.

        The published result stays. Returns how many were forgotten.
        """
        is_settled = (debates.c.state == State.CANCELLED) | (
            (debates.c.state == State.CLOSED) & ~_NO_RESULT
        )
        ended = func.coalesce(debates.c.closed_at, debates.c.due_at)
        over = select(debates.c.id).where(is_settled, ended < ended_before)
        gone = await self._connection.execute(
            delete(debate_keys).where(debate_keys.c.debate_id.in_(over))
        )
        await self._connection.execute(delete(ballots).where(ballots.c.debate_id.in_(over)))
        authored = contributions.c.debate_id.in_(over) & (contributions.c.author != "")
        await self._connection.execute(
            update(contributions).where(authored).values(author="", is_told=True)
        )
        return gone.rowcount

    async def _newest(
        self, community: str, states: Sequence[State], limit: int, article: str = ""
    ) -> Sequence[Row[Any]]:
        of_community = (debates.c.community == community) & debates.c.state.in_(states)
        if article:
            of_community &= debates.c.article == article
        query = self._mine(select(debates).where(of_community))
        newest = query.order_by(debates.c.id.desc()).limit(limit)
        rows: Sequence[Row[Any]] = (await self._connection.execute(newest)).all()
        return rows

    async def _many(self, query: Select[Any]) -> list[Debate]:
        return [debate_of(row) for row in await self._connection.execute(self._mine(query))]

    async def _step(self, debate: Debate, values: dict[str, Any]) -> Row[Any] | None:
        """The one way a debate changes state: only from the state and rev that were read."""
        same = _same(debate)
        changed = update(debates).where(same).values(rev=debate.rev + 1, **values)
        found: Row[Any] | None = (
            await self._connection.execute(changed.returning(debates))
        ).one_or_none()
        return found

    def _mine(self, query: Select[Any]) -> Select[Any]:
        if self._community is None:
            return query
        return query.where(debates.c.community == self._community)


def _same(debate: Debate) -> ColumnElement[bool]:
    return (
        (debates.c.id == debate.id)
        & (debates.c.rev == debate.rev)
        & (debates.c.state == debate.state)
    )


def _result(kept: Any) -> Result | None:  # noqa: ANN401  # a column of JSON
    return _RESULT.validate_python(kept) if kept else None
