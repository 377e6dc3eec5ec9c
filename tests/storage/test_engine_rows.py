"""Whoever can write into the deadline engine's tables runs no code in the bot."""

import asyncio
import base64
import os
import pickle
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import State
from bot.services.meters import NoMeters
from bot.timers.dbos_engine import Engine, engine_of
from bot.timers.deadlines import Deadlines
from tests.storage.conftest import spec
from tests.storage.use_cases import Records, UseCases


class Evil:
    """Unpickled, it makes a folder."""

    def __init__(self, trace: Path) -> None:
        self._trace = str(trace)

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self._trace,)


def now() -> datetime:
    return datetime.now(UTC)


def execute(keeper: Engine, statement: str, **values: object) -> int:
    """On the engine's own tables, as somebody who got hold of the database would."""
    schema = "" if keeper.url.startswith("sqlite") else "dbos."
    made = create_engine(keeper.url)
    with made.begin() as connection:
        done = connection.execute(text(statement.format(schema=schema)), values)
        count = int(done.scalar_one()) if done.returns_rows else done.rowcount
    made.dispose()
    return count


@pytest.fixture
async def kept(engine: AsyncEngine, debates: UseCases) -> AsyncIterator[tuple[Deadlines, Engine]]:
    keeper = engine_of(engine.url.render_as_string(hide_password=False), "rows")
    deadlines = Deadlines(keeper, debates.settling, now, NoMeters())
    yield deadlines, keeper
    await deadlines.stop()


@pytest.mark.parametrize("said", ["py_pickle", "portable_json", None])
async def test_a_pickle_put_into_its_tables_is_never_loaded(
    kept: tuple[Deadlines, Engine], records: Records, tmp_path: Path, said: str | None
) -> None:
    deadlines, keeper = kept
    ends = await records.add(spec(), now() - timedelta(minutes=59))
    await deadlines.start()
    bait = {"args": (Evil(tmp_path / "trace"),), "kwargs": {}}

    changed = execute(
        keeper,
        "UPDATE {schema}workflow_input SET inputs = :inputs WHERE workflow_uuid LIKE 'debate:%'",
        inputs=base64.b64encode(pickle.dumps(bait)).decode(),
    )
    execute(
        keeper,
        "UPDATE {schema}workflow_status SET serialization = :said, delay_until_epoch_ms = 1"
        " WHERE workflow_uuid LIKE 'debate:%'",
        said=said,
    )

    waiting = (
        "SELECT count(*) FROM {schema}workflow_status"
        " WHERE workflow_uuid LIKE 'debate:%' AND status NOT IN ('ERROR', 'SUCCESS')"
    )
    async with asyncio.timeout(30):
        # DBOS's own threads do it.
        while await asyncio.to_thread(execute, keeper, waiting):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    found = await records.get(ends.id)
    assert changed == 1
    assert not (tmp_path / "trace").exists()
    assert found is not None
    assert found.state is State.OPEN


async def test_what_it_writes_is_json(kept: tuple[Deadlines, Engine], records: Records) -> None:
    deadlines, keeper = kept
    await records.add(spec(), now() - timedelta(minutes=59))

    await deadlines.start()

    rows = "SELECT count(*) FROM {schema}workflow_status WHERE serialization <> 'portable_json'"
    assert execute(keeper, rows) == 0
    assert execute(keeper, rows.replace("<>", "=")) == 1
