"""The unit of work on SQLAlchemy: one connection, one transaction, and a repository for each kind
of question.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engine import reading, translating_errors
from bot.storage.repositories.audit import SqlAudit
from bot.storage.repositories.ballots import SqlBallots
from bot.storage.repositories.contributions import SqlContributions
from bot.storage.repositories.debates import SqlDebates
from bot.storage.repositories.proposals import SqlProposals
from bot.storage.repositories.reminders import SqlReminders
from bot.storage.repositories.showings import SqlShowings


class SqlUnitOfWork:
    """The port `UnitOfWork`. With a `community`, other communities' debates don't exist."""

    def __init__(self, connection: AsyncConnection, community: str | None) -> None:
        self.debates = SqlDebates(connection, community)
        self.contributions = SqlContributions(connection, community)
        self.showings = SqlShowings(connection)
        self.ballots = SqlBallots(connection)
        self.audit = SqlAudit(connection)
        self.proposals = SqlProposals(connection)
        self.reminders = SqlReminders(connection)


class SqlTransactions:
    """The port `Transactions`."""

    def __init__(self, engine: AsyncEngine, community: str | None = None) -> None:
        self._engine = engine
        self._community = community

    def of(self, community: str) -> SqlTransactions:
        """The same for one community alone."""
        return SqlTransactions(self._engine, community)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlUnitOfWork]:
        """One transaction: committed at the end, or as if it had never been. On SQLite it waits for
        other writers first.
        """
        with translating_errors():
            async with self._engine.begin() as connection:
                yield SqlUnitOfWork(connection, self._community)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnitOfWork]:
        """One transaction that only reads, waits for no writer and keeps none waiting."""
        with translating_errors():
            async with reading(self._engine) as connection:
                yield SqlUnitOfWork(connection, self._community)

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
