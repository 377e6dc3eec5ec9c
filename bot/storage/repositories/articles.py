"""Which articles servers and their channels have chosen, and which ones debates are about."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.server.settings import ARTICLE, name_at
from bot.storage.engine import reading, translating_errors
from bot.storage.tables import community_settings, debates


class SqlArticles:
    """The port `Choices` on SQLAlchemy."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def chosen(self) -> Mapping[tuple[str, str], str]:
        """Articles by server and channel; the channel is empty for the server as a whole."""
        name = community_settings.c.name
        channels = name_at(ARTICLE, "")
        query = select(community_settings).where(
            or_(name == ARTICLE.key, name.startswith(channels, autoescape=True))
        )
        with translating_errors():
            async with reading(self._engine) as connection:
                rows = await connection.execute(query)
                return {
                    (row.community, row.name.removeprefix(ARTICLE.key).lstrip(":")): row.value
                    for row in rows
                }

    async def adopt(self, first: str) -> None:
        """Debates from before there were several articles are about the first, also when another
        comes before it some day.
        """
        unnamed = update(debates).where(debates.c.article == "").values(article=first)
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(unnamed)
