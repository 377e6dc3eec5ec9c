"""A server's own settings in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.debate.models import State
from bot.services.server.settings import ARTICLE, name_at
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import community_settings, debates, moderator_actions

_ENDED = (State.CLOSED, State.CANCELLED)


class SqlSettings:
    """The port `SettingStore` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def all(self, community: str) -> Mapping[str, str]:
        """Everything that is set, by name."""
        mine = community_settings.c.community == community
        with translating_errors():
            async with reading(self._engine) as connection:
                rows = await connection.execute(select(community_settings).where(mine))
                return {row.name: row.value for row in rows}

    async def keep(
        self, community: str, name: str, value: str, *, by: str, now: datetime, voters: int = 0
    ) -> None:
        """Keep one and who set it; an empty value takes it back. Debates that haven't ended need at
        least so many `voters` from now on.
        """
        which = {"community": community, "name": name}
        columns = community_settings.c
        gone = (columns.community == community) & (columns.name == name)
        kind = name.partition(":")[0]
        action = {"community": community, "moderator": by, "action": f"settings {kind}"[:24]}
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(delete(community_settings).where(gone))
                if value:
                    await connection.execute(insert(community_settings), which | {"value": value})
                await connection.execute(insert(moderator_actions), action | {"at": now})
                if voters:
                    await _raise_threshold(connection, community, voters)

    async def keep_own(self, member: str, setting: str, value: str) -> None:
        """Keep what a member has set for themselves; an empty value takes it back."""
        which = {"community": "", "name": f"{setting}:{member}"}
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(delete(community_settings).where(own_settings(member)))
                if value:
                    await connection.execute(insert(community_settings), which | {"value": value})


def own_settings(member: str) -> ColumnElement[bool]:
    """What a member has set for themselves, wherever no server is."""
    columns = community_settings.c
    return (columns.community == "") & (columns.name == name_at(ARTICLE, member))


async def _raise_threshold(connection: AsyncConnection, community: str, voters: int) -> None:
    alive = (debates.c.community == community) & debates.c.state.not_in(_ENDED)
    query = select(debates.c.id, debates.c.rules).where(alive).with_for_update()
    for number, rules in (await connection.execute(query)).all():
        if rules.get("voters", 0) < voters:
            raised = update(debates).where(debates.c.id == number)
            await connection.execute(raised.values(rules=rules | {"voters": voters}))
