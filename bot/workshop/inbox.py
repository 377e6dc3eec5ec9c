"""The maintainers' inbox over the deployment's database and pack."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.articles import Reading, build_reading
from bot.services.asking.triage import Inbox
from bot.settings import Settings
from bot.storage.address import Access
from bot.storage.operator.existing import opened_as_now
from bot.storage.repositories.feedback import SqlFeedback
from bot.storage.repositories.outcomes import SqlOutcomes


@asynccontextmanager
async def opened_inbox(
    settings: Settings, announce: Callable[[], None], *, writes: bool = True
) -> AsyncIterator[Inbox]:
    """The inbox of a database that is there; SetUpError where there is none."""
    held: list[Reading] = []

    def reading() -> Reading:
        """Learned when it is first needed: to dismiss takes no ranker."""
        if not held:
            held.append(build_reading(settings, announce))
        return held[0]

    access = Access.WRITE if writes else Access.READ
    async with opened_as_now(settings.database, access) as engine:
        yield Inbox(
            SqlFeedback(engine),
            SqlOutcomes(engine),
            settings.knowledge,
            lambda: reading().knowledge,
            lambda: reading().retriever,
        )
