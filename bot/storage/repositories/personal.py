"""What is stored about a member: one handler for every table, which finds the member's rows and
erases them, or none where nothing is personal.

A test fails when a table has no handler. Ballots carry no member: they are found by the pseudonym
under each debate's key, as long as there is one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.contributions import Standing
from bot.debate.models import State
from bot.services.server.privacy import Erased, Rows
from bot.storage.engine import reading, scrub, translating_errors
from bot.storage.keys import ring_of
from bot.storage.repositories.settings import own_settings
from bot.storage.sealing import DebateKey
from bot.storage.tables import (
    ballots,
    community_settings,
    contributions,
    debate_keys,
    debates,
    moderator_actions,
    proposals,
    reminders,
)

_CHUNK = 200
"""Pseudonyms looked up by one query: databases bound the number of parameters."""
_RUNNING = (State.SCHEDULED, State.OPEN, State.PAUSED)


@dataclass(slots=True)
class Gone:
    """What an erasure did so far."""

    counts: dict[str, int] = field(default_factory=dict)
    debates: set[int] = field(default_factory=set)


Find = Callable[[AsyncConnection, str], Awaitable[Rows]]
Erase = Callable[[AsyncConnection, str, Gone], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Handler:
    """How a table's rows of a member are found and erased; without both, no row of it is about a
    member.
    """

    find: Find | None = None
    erase: Erase | None = None


async def _find_ballots(connection: AsyncConnection, member: str) -> Rows:
    shown = (*ballots.c, debates.c.motion, debates.c.options)
    keys = await _keys(connection)
    return [
        {
            "debate": row.debate_id,
            "motion": row.motion,
            "question": row.question,
            "choice": _in_words(
                keys[row.debate_id].unseal(row.voter, row.question, row.choice), row.options
            ),
            "final": row.sealed,
        }
        for mine in _pseudonyms(keys, member)
        for row in await connection.execute(
            select(*shown).join(debates, debates.c.id == ballots.c.debate_id).where(mine)
        )
    ]


def _in_words(choice: str, options: Sequence[Mapping[str, str]]) -> str:
    """An answer with the names of the options it names, in its order."""
    labels = {option["key"]: option["label"] for option in options}
    return ", ".join(labels.get(key, key) for key in choice.split())


async def _erase_ballots(connection: AsyncConnection, member: str, gone: Gone) -> int:
    erased = 0
    for mine in _pseudonyms(await _keys(connection), member):
        rows = (
            await connection.execute(delete(ballots).where(mine).returning(ballots.c.debate_id))
        ).all()
        erased += len(rows)
        running = select(debates.c.id).where(
            debates.c.id.in_({row.debate_id for row in rows}), debates.c.state.in_(_RUNNING)
        )
        gone.debates.update((await connection.execute(running)).scalars())
    return erased


async def _keys(connection: AsyncConnection) -> dict[int, DebateKey]:
    """The keys of all debates that have one."""
    handles = await connection.execute(select(debate_keys).order_by(debate_keys.c.debate_id))
    ring = ring_of(connection)
    found = {row.debate_id: ring.of(row.handle) for row in handles}
    return {debate: key for debate, key in found.items() if key}


def _pseudonyms(keys: Mapping[int, DebateKey], member: str) -> list[ColumnElement[bool]]:
    """Conditions that match the member's ballots, a bounded number of debates in each."""
    mine = [
        and_(ballots.c.debate_id == debate, ballots.c.voter == key.pseudonym(member))
        for debate, key in keys.items()
    ]
    return [or_(*mine[start : start + _CHUNK]) for start in range(0, len(mine), _CHUNK)]


async def _find_contributions(connection: AsyncConnection, member: str) -> Rows:
    query = select(contributions, debates.c.motion).join(
        debates, debates.c.id == contributions.c.debate_id
    )
    rows = await connection.execute(
        query.where(contributions.c.author == member).order_by(contributions.c.id)
    )
    return [
        {
            "number": row.id,
            "debate": row.debate_id,
            "motion": row.motion,
            "kind": row.kind,
            "side": row.side,
            "text": row.text,
            "citation": row.citation,
            "standing": row.standing,
            "note": row.note,
        }
        for row in rows
    ]


async def _erase_contributions(connection: AsyncConnection, member: str, _: Gone) -> int:
    """Those approved in a closed debate belong to its published result and lose their author; all
    others are deleted.
    """
    mine = contributions.c.author == member
    closed = contributions.c.debate_id.in_(
        select(debates.c.id).where(debates.c.state == State.CLOSED)
    )
    published = mine & closed & (contributions.c.standing == Standing.APPROVED)
    kept = await connection.execute(
        update(contributions).where(published).values(author="", note="", is_told=True)
    )
    deleted = await connection.execute(delete(contributions).where(mine))
    return kept.rowcount + deleted.rowcount


async def _find_actions(connection: AsyncConnection, member: str) -> Rows:
    mine = moderator_actions.c.moderator == member
    rows = await connection.execute(
        select(moderator_actions).where(mine).order_by(moderator_actions.c.id)
    )
    return [
        {"server": r.community, "action": r.action, "debate": r.debate_id, "at": r.at.isoformat()}
        for r in rows
    ]


async def _erase_actions(connection: AsyncConnection, member: str, _: Gone) -> int:
    """What was done stays in the audit trail; who did it goes."""
    mine = moderator_actions.c.moderator == member
    return (
        await connection.execute(update(moderator_actions).where(mine).values(moderator=""))
    ).rowcount


async def _find_proposals(connection: AsyncConnection, member: str) -> Rows:
    mine = select(proposals).where(proposals.c.author == member).order_by(proposals.c.id)
    return [
        {"server": r.community, "motion": r.motion, "on": r.proposed_on.isoformat()}
        for r in await connection.execute(mine)
    ]


async def _erase_proposals(connection: AsyncConnection, member: str, _: Gone) -> int:
    mine = delete(proposals).where(proposals.c.author == member)
    return (await connection.execute(mine)).rowcount


async def _find_reminders(connection: AsyncConnection, member: str) -> Rows:
    mine = select(reminders).where(reminders.c.member == member)
    return [{"debate": r.debate_id} for r in await connection.execute(mine)]


async def _erase_reminders(connection: AsyncConnection, member: str, _: Gone) -> int:
    mine = delete(reminders).where(reminders.c.member == member)
    return (await connection.execute(mine)).rowcount


async def _find_settings(connection: AsyncConnection, member: str) -> Rows:
    mine = select(community_settings).where(own_settings(member))
    return [{"article": r.value} for r in await connection.execute(mine)]


async def _erase_settings(connection: AsyncConnection, member: str, _: Gone) -> int:
    mine = delete(community_settings).where(own_settings(member))
    return (await connection.execute(mine)).rowcount


_NOT_PERSONAL = Handler()
HANDLERS: Mapping[str, Handler] = {
    "debates": _NOT_PERSONAL,  # a moderator's motion and conclusion, published, without their id
    "debate_keys": _NOT_PERSONAL,  # where keys are; what they link is found under `ballots`
    "ballots": Handler(_find_ballots, _erase_ballots),
    "contributions": Handler(_find_contributions, _erase_contributions),
    "proposals": Handler(_find_proposals, _erase_proposals),
    "reminders": Handler(_find_reminders, _erase_reminders),
    "community_settings": Handler(_find_settings, _erase_settings),  # but a server's
    "moderator_actions": Handler(_find_actions, _erase_actions),
    "handed_questions": _NOT_PERSONAL,  # texts without their askers
    "outcome_counts": _NOT_PERSONAL,  # counts a day
    "left_communities": _NOT_PERSONAL,  # a server's
}


class SqlPersonalData:
    """The port `PersonalData` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine, handlers: Mapping[str, Handler] = HANDLERS) -> None:
        self._engine = engine
        self._handlers = handlers

    async def held(self, member: str) -> Mapping[str, Rows]:
        """The member's rows of every table."""
        found: dict[str, Rows] = {}
        with translating_errors():
            async with reading(self._engine) as connection:
                for name, handler in self._handlers.items():
                    found[name] = (
                        await handler.find(connection, member) if handler.find and member else []
                    )
        return found

    async def erase(self, member: str) -> Erased:
        """Erase them in one transaction. What SQLite's log of writes still held goes too."""
        gone = Gone()
        with translating_errors():
            async with self._engine.begin() as connection:
                for name, handler in self._handlers.items():
                    gone.counts[name] = (
                        await handler.erase(connection, member, gone)
                        if handler.erase and member
                        else 0
                    )
        await scrub(self._engine)
        return Erased(gone.counts, tuple(sorted(gone.debates)))
