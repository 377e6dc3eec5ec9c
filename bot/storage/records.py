"""Debates and ballots in the database. Each method is one transaction; a transition names the rev it starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate import rules
from bot.debate.models import Debate, Eligibility, Ending, Option, Point, Result, Spec, State, Tally
from bot.storage.ballot_writer import BallotWriter, Vote
from bot.storage.engine import told
from bot.storage.pseudonyms import new_key, pseudonym
from bot.storage.tables import ballots, community_settings, debate_keys, debates, moderator_actions


class SqlRecords:
    """The port `Records` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = BallotWriter(engine)

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new open debate with a key of its own."""
        row = {
            "community": spec.community,
            "place": spec.place,
            "message": "",
            "motion": spec.motion.strip(),
            "options": [asdict(option) for option in spec.options],
            "points": [asdict(point) for point in spec.points],
            "rules": {"hidden": spec.hidden, "quorum": spec.quorum, "eligibility": asdict(spec.eligibility)},
            "state": State.OPEN,
            "rev": 1,
            "opened_at": now,
            "due_at": now + spec.length,
            "conclusion": "",
        }
        with told():
            async with self._engine.begin() as connection:
                added = (await connection.execute(insert(debates).returning(debates), row)).one()
                await connection.execute(insert(debate_keys), {"debate_id": added.id, "secret": new_key()})
        return _debate(added)

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""
        with told():
            async with self._engine.connect() as connection:
                row = (await connection.execute(select(debates).where(debates.c.id == debate_id))).one_or_none()
        return _debate(row) if row else None

    async def in_community(self, community: str, *states: State, limit: int = 25) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""
        query = (
            select(debates)
            .where(debates.c.community == community, debates.c.state.in_(states))
            .order_by(debates.c.id.desc())
            .limit(limit)
        )
        return await self._many(query)

    async def due(self, now: datetime) -> Sequence[Debate]:
        """Open debates whose time is up."""
        return await self._many(
            select(debates).where(debates.c.state == State.OPEN, debates.c.due_at <= now).order_by(debates.c.due_at)
        )

    async def unannounced(self) -> Sequence[Debate]:
        """Closed debates whose result has not been shown."""
        return await self._many(select(debates).where(debates.c.state == State.CLOSED, debates.c.announced_at.is_(None)))

    async def destroy_keys(self, closed_before: datetime) -> int:
        """Destroy the ballot keys of debates closed or cancelled before then; returns how many."""
        ended = select(debates.c.id).where(
            debates.c.state.in_([State.CLOSED, State.CANCELLED]),
            func.coalesce(debates.c.closed_at, debates.c.due_at) < closed_before,
        )
        with told():
            async with self._engine.begin() as connection:
                gone = await connection.execute(delete(debate_keys).where(debate_keys.c.debate_id.in_(ended)))
        return gone.rowcount

    async def next_due(self) -> datetime | None:
        """When the next open debate ends."""
        with told():
            async with self._engine.connect() as connection:
                found: datetime | None = await connection.scalar(
                    select(func.min(debates.c.due_at)).where(debates.c.state == State.OPEN)
                )
        return found

    async def move(
        self, debate: Debate, state: State, *, due_at: datetime | None = None, paused_at: datetime | None = None
    ) -> Debate | None:
        """A transition from exactly this rev; None when another came first."""
        values: dict[str, Any] = {"state": state, "rev": debate.rev + 1, "due_at": due_at or debate.due_at, "paused_at": paused_at}
        with told():
            async with self._engine.begin() as connection:
                row = await _step(connection, debate, values)
        return _debate(row) if row else None

    async def close(self, debate: Debate, now: datetime, k: int) -> Result | None:
        """Close, tally and keep the publishable result, all in one transaction; None when another closed it first."""
        with told():
            async with self._engine.begin() as connection:
                if (
                    await _step(
                        connection, debate, {"state": State.CLOSED, "rev": debate.rev + 1, "closed_at": now, "paused_at": None}
                    )
                    is None
                ):
                    return None
                result = rules.conclude(debate, await _tally(connection, debate.id), k)
                kept = update(debates).where(debates.c.id == debate.id).values(result=asdict(result))
                await connection.execute(kept)
        return result

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""
        await self._note(debate_id, message=message)

    async def note_announced(self, debate_id: int, now: datetime) -> None:
        """Remember that the result has been shown."""
        await self._note(debate_id, announced_at=now)

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""
        await self._note(debate_id, conclusion=text)

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""
        with told():
            async with self._engine.connect() as connection:
                kept = await connection.scalar(select(debates.c.result).where(debates.c.id == debate_id))
        return Result(**{**kept, "ending": Ending(kept["ending"])}) if kept else None

    async def vote(self, debate_id: int, member: str, choice: str, now: datetime) -> bool:
        """Store or change a ballot; returns after the commit."""
        return await self._writer.write(Vote(debate_id, member, choice, now))

    async def withdraw(self, debate_id: int, member: str, now: datetime) -> bool:
        """Remove a ballot of an open debate."""
        with told():
            async with self._engine.begin() as connection:
                key = await _open_key(connection, debate_id, now)
                if key is None:
                    return False
                mine = (ballots.c.debate_id == debate_id) & (ballots.c.voter == pseudonym(key, member))
                gone = await connection.execute(delete(ballots).where(mine))
        return gone.rowcount > 0

    async def ballot(self, debate_id: int, member: str) -> str | None:
        """A member's own choice."""
        with told():
            async with self._engine.connect() as connection:
                key = await connection.scalar(select(debate_keys.c.secret).where(debate_keys.c.debate_id == debate_id))
                if key is None:
                    return None
                mine = (ballots.c.debate_id == debate_id) & (ballots.c.voter == pseudonym(key, member))
                choice: str | None = await connection.scalar(select(ballots.c.choice).where(mine))
        return choice

    async def tally(self, debate_id: int) -> Tally:
        """Ballots by option."""
        with told():
            async with self._engine.connect() as connection:
                return await _tally(connection, debate_id)

    async def setting(self, community: str, name: str) -> str:
        """A setting of a community; empty when unset."""
        mine = (community_settings.c.community == community) & (community_settings.c.name == name)
        with told():
            async with self._engine.connect() as connection:
                return await connection.scalar(select(community_settings.c.value).where(mine)) or ""

    async def set_setting(self, community: str, name: str, value: str) -> None:
        """Keep a setting."""
        with told():
            async with self._engine.begin() as connection:
                table = community_settings
                new = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
                upsert = new.on_conflict_do_update(index_elements=["community", "name"], set_={"value": new.excluded.value})
                await connection.execute(upsert, {"community": community, "name": name, "value": value})

    async def record_action(self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime) -> None:
        """The audit trail: which moderator did what to which debate; never who voted what."""
        row = {"community": community, "moderator": moderator, "action": action, "debate_id": debate_id, "at": now}
        with told():
            async with self._engine.begin() as connection:
                await connection.execute(insert(moderator_actions), row)

    async def _many(self, query: Any) -> list[Debate]:  # noqa: ANN401  # a SELECT over debates
        with told():
            async with self._engine.connect() as connection:
                return [_debate(row) for row in await connection.execute(query)]

    async def _note(self, debate_id: int, **values: object) -> None:
        with told():
            async with self._engine.begin() as connection:
                await connection.execute(update(debates).where(debates.c.id == debate_id).values(**values))


async def _step(connection: AsyncConnection, debate: Debate, values: dict[str, Any]) -> Row[Any] | None:
    """The one way a debate changes state: only from the state and rev that were read."""
    same = (debates.c.id == debate.id) & (debates.c.rev == debate.rev) & (debates.c.state == debate.state)
    found: Row[Any] | None = (
        await connection.execute(update(debates).where(same).values(**values).returning(debates))
    ).one_or_none()
    return found


async def _tally(connection: AsyncConnection, debate_id: int) -> Tally:
    query = select(ballots.c.choice, func.count()).where(ballots.c.debate_id == debate_id).group_by(ballots.c.choice)
    rows = await connection.execute(query)
    return Tally({row[0]: row[1] for row in rows})


async def _open_key(connection: AsyncConnection, debate_id: int, now: datetime) -> bytes | None:
    query = (
        select(debate_keys.c.secret)
        .join(debates, debates.c.id == debate_keys.c.debate_id)
        .where(debates.c.id == debate_id, debates.c.state == State.OPEN, debates.c.due_at > now)
    )
    key: bytes | None = await connection.scalar(query.with_for_update(read=True, of=debates))
    return key


def _debate(row: Row[Any]) -> Debate:
    return Debate(
        id=row.id,
        community=row.community,
        place=row.place,
        motion=row.motion,
        options=tuple(Option(**option) for option in row.options),
        points=tuple(Point(point["side"], point["claim"], tuple(point["citations"])) for point in row.points),
        hidden=row.rules["hidden"],
        eligibility=Eligibility(**row.rules["eligibility"]),
        quorum=row.rules["quorum"],
        state=State(row.state),
        rev=row.rev,
        opened_at=row.opened_at,
        due_at=row.due_at,
        message=row.message,
        paused_at=row.paused_at,
        closed_at=row.closed_at,
        announced_at=row.announced_at,
        conclusion=row.conclusion,
    )
