"""Deletes what is past its time, and remembers which servers the bot has left. Doing it twice
changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Select, delete, func, insert, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.contributions import Standing
from bot.debate.models import State
from bot.services import retention
from bot.storage.engine import scrub, translating_errors
from bot.storage.keys import OLDEST, ring_of
from bot.storage.repositories.debate_rows import destroy_keys
from bot.storage.tables import (
    community_settings,
    contributions,
    debate_keys,
    debates,
    handed_questions,
    left_communities,
    moderator_actions,
    outcome_counts,
    proposals,
)

_ENDED = func.coalesce(debates.c.closed_at, debates.c.due_at)
_OF_COMMUNITY = (
    debates,
    community_settings,
    moderator_actions,
    proposals,
    handed_questions,
    left_communities,
)
"""Tables with a column `community`; keys, ballots and contributions go with their debates."""


class SqlRetention:
    """The ports `Purge` and `Communities` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def purge(self, now: datetime) -> Mapping[str, int]:
        """Delete all that is past its time, in one transaction; how many rows by table."""
        gone: dict[str, int] = {}
        with translating_errors():
            async with self._engine.begin() as connection:
                await destroy_keys(connection, _deleted(now))
                for step in (*_stale(now), *_left(now)):
                    name = step.table.description
                    gone[name] = gone.get(name, 0) + (await connection.execute(step)).rowcount
                needed = list((await connection.execute(select(debate_keys.c.handle))).scalars())
            ring = ring_of(self._engine)
            await asyncio.to_thread(ring.destroy_old, now - OLDEST, needed)
        await scrub(self._engine)
        return gone

    async def note_left(self, community: str, now: datetime) -> None:
        """The bot was removed from a server: its data is kept for a while, in case it comes
        back.
        """
        with translating_errors():
            async with self._engine.begin() as connection:
                await _note_left(connection, {community}, now)

    async def note_present(self, community: str) -> None:
        """The bot is in a server, again or for the first time."""
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(
                    delete(left_communities).where(left_communities.c.community == community)
                )

    async def note_all(
        self, present: Collection[str], is_mine: Callable[[str], bool], now: datetime
    ) -> None:
        """Set right what was missed while the bot was away: these are its servers, of those that
        this process looks after.
        """
        known = union(*(select(table.c.community) for table in _OF_COMMUNITY[:4]))
        with translating_errors():
            async with self._engine.begin() as connection:
                left = set(
                    (await connection.execute(select(left_communities.c.community))).scalars()
                )
                for community in left & set(present):
                    await connection.execute(
                        delete(left_communities).where(left_communities.c.community == community)
                    )
                found = set((await connection.execute(known)).scalars()) - set(present)
                await _note_left(
                    connection, {community for community in found if is_mine(community)}, now
                )


async def _note_left(
    connection: AsyncConnection, communities: Collection[str], now: datetime
) -> None:
    """Those that are not noted yet: the first day counts."""
    before = set((await connection.execute(select(left_communities.c.community))).scalars())
    new = [
        {"community": community, "left_on": now.date()}
        for community in communities
        if community not in before
    ]
    if new:
        await connection.execute(insert(left_communities), new)


def _deleted(now: datetime) -> Select[Any]:
    """The debates that go with their keys and ballots."""
    return select(debates.c.id).where(
        or_(
            *(
                step.whereclause
                for step in (*_stale(now), *_left(now))
                if step.table is debates and step.whereclause is not None
            )
        )
    )


def _stale(now: datetime) -> list[Delete]:
    ended = now - retention.ENDED > _ENDED
    closed = select(debates.c.id).where(debates.c.state == State.CLOSED, ended)
    unpublished = contributions.c.standing != Standing.APPROVED
    return [
        delete(handed_questions).where(
            handed_questions.c.kept_on < (now - retention.HANDED_QUESTIONS).date()
        ),
        delete(proposals).where(proposals.c.proposed_on < (now - retention.PROPOSALS).date()),
        delete(moderator_actions).where(moderator_actions.c.at < now - retention.ACTIONS),
        delete(outcome_counts).where(outcome_counts.c.day < (now - retention.COUNTS).date()),
        delete(debates).where(debates.c.state == State.CANCELLED, ended),
        delete(contributions).where(unpublished, contributions.c.debate_id.in_(closed)),
    ]


def _left(now: datetime) -> list[Delete]:
    """Everything of the servers left long ago, their note last."""
    long_ago = select(left_communities.c.community).where(
        left_communities.c.left_on < (now - retention.LEFT).date()
    )
    return [delete(table).where(table.c.community.in_(long_ago)) for table in _OF_COMMUNITY]
