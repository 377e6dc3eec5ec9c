"""What is past its time is deleted by itself, and nothing sooner."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.models import State
from bot.dialogue.replies import Outcome, Reply, Suggestion
from bot.errors import UnavailableError
from bot.services.asking.inbox import About, Feedback
from bot.services.asking.outcomes import Asked, OutcomeCounter, report
from bot.services.server.upkeep import Upkeep
from bot.storage import tables
from bot.storage.repositories.feedback import SqlFeedback
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.retention import SqlRetention
from bot.storage.repositories.settings import SqlSettings
from tests.storage.conftest import NOW, cast, spec
from tests.storage.use_cases import Box, Records, UseCases

DAY = timedelta(days=1)


@pytest.fixture
def retention(engine: AsyncEngine) -> SqlRetention:
    return SqlRetention(engine)


@pytest.fixture
def upkeep(engine: AsyncEngine, debates: UseCases, retention: SqlRetention) -> Upkeep:
    return Upkeep(debates.sweep, retention, OutcomeCounter(), SqlOutcomes(engine))


@pytest.fixture
def count(engine: AsyncEngine) -> Callable[[Table], Any]:
    async def counted(table: Table) -> int:
        async with engine.connect() as connection:
            return (await connection.execute(select(func.count()).select_from(table))).scalar_one()

    return counted


def absent(entry: str = "trust") -> Reply:
    return Reply(
        Outcome.ABSENT, "The article doesn't say.", 0.1, related=(Suggestion(entry, "Why?", ()),)
    )


async def test_key_and_ballots_live_a_day_after_the_end(
    records: Records, box: Box, upkeep: Upkeep, count: Callable[[Table], Any]
) -> None:
    debate = await records.add(spec(), NOW)
    await cast(box, debate.id, "ada", "vote", "for", NOW)
    end = NOW + timedelta(hours=1)

    await upkeep(end)
    await upkeep(end + timedelta(hours=23))
    before = (await count(tables.debate_keys), await count(tables.ballots))
    await upkeep(end + timedelta(hours=25))

    assert before == (1, 1)
    assert (await count(tables.debate_keys), await count(tables.ballots)) == (0, 0)


@pytest.mark.parametrize(
    ("table", "days"),
    [("handed_questions", 30), ("moderator_actions", 365), ("outcome_counts", 365)],
)
async def test_what_is_kept_by_day_goes_after_its_days(
    table: str,
    days: int,
    engine: AsyncEngine,
    retention: SqlRetention,
    count: Callable[[Table], Any],
) -> None:
    await SqlFeedback(engine).keep(Feedback(About.UNANSWERED, "why?"), now=NOW)
    await Records(engine).record("c1", "mod", "start", 1, NOW)
    await SqlOutcomes(engine).add({(NOW.date(), "sky", "absent", "trust"): 1})

    await retention.purge(NOW + days * DAY)
    before = await count(tables.metadata.tables[table])
    gone = (await retention.purge(NOW + (days + 1) * DAY))[table]
    again = (await retention.purge(NOW + (days + 1) * DAY))[table]

    assert (before, gone, again) == (1, 1, 0)


async def test_cancelled_debates_and_unpublished_words_go_a_month_after_the_end(
    engine: AsyncEngine,
    records: Records,
    debates: UseCases,
    retention: SqlRetention,
    count: Callable[[Table], Any],
) -> None:
    closed, cancelled, running = [await records.add(spec(length=60 * DAY), NOW) for _ in range(3)]
    for debate in (closed, cancelled, running):
        await Records(engine).bring(
            [
                Contribution(
                    0, debate.id, Kind.STATEMENT, standing, standing=standing, author="ada"
                )
                for standing in Standing
            ]
        )
    await debates.close(closed.id, by="mod", now=NOW)
    await debates.cancel(cancelled.id, by="mod", now=NOW)

    await retention.purge(NOW + 29 * DAY)
    before = (await count(tables.debates), await count(tables.contributions))
    await retention.purge(NOW + 31 * DAY)

    assert before == (3, 12)
    assert await records.get(cancelled.id) is None
    assert [one.standing for one in await Records(engine).brought(closed.id)] == [Standing.APPROVED]
    assert len(await Records(engine).brought(running.id)) == 4


async def test_a_server_left_for_a_month_leaves_nothing_behind(
    engine: AsyncEngine,
    records: Records,
    box: Box,
    retention: SqlRetention,
    count: Callable[[Table], Any],
) -> None:
    for community in ("100", "200"):
        debate = await records.add(spec(community=community), NOW)
        await cast(box, debate.id, "ada", "vote", "for", NOW)
        await Records(engine).bring(
            [Contribution(0, debate.id, Kind.STATEMENT, "words", author="ada")]
        )
        await SqlSettings(engine).keep(community, "prompts_off", "off", by="m", now=NOW)
        await records.record(community, "mod", "start", debate.id, NOW)
        said = Feedback(About.WRONG, entry="trust", community=community)
        await SqlFeedback(engine).keep(said, now=NOW + 20 * DAY)
    await retention.note_left("100", NOW)
    await retention.note_left("100", NOW + 20 * DAY)

    await retention.purge(NOW + 30 * DAY)
    before = await count(tables.debates)
    await retention.purge(NOW + 31 * DAY)
    await retention.purge(NOW + 31 * DAY)

    assert before == 2
    everything = [
        table for table in tables.metadata.tables.values() if table.name != "outcome_counts"
    ]
    assert {table.name: await count(table) for table in everything} == {
        "debates": 1,
        "debate_keys": 1,
        "ballots": 1,
        "contributions": 1,
        "community_settings": 1,
        "moderator_actions": 2,
        "handed_questions": 1,
        "left_communities": 0,
    }
    assert len(await records.in_community("200", State.OPEN)) == 1


async def test_a_server_that_takes_the_bot_back_keeps_its_data(
    records: Records, retention: SqlRetention
) -> None:
    debate = await records.add(spec(community="100", length=60 * DAY), NOW)
    await retention.note_left("100", NOW)

    await retention.note_present("100")
    await retention.purge(NOW + 40 * DAY)

    assert await records.get(debate.id)


async def test_servers_left_or_joined_while_the_bot_was_away_are_noted(
    engine: AsyncEngine, records: Records, retention: SqlRetention
) -> None:
    for community in ("100", "200", "300", "terminal"):
        await SqlSettings(engine).keep(community, "prompts_off", "off", by="m", now=NOW)
    await retention.note_left("200", NOW)

    for _ in range(2):
        await retention.note_all(
            {"200", "400"}, lambda community: community.isdigit() and community != "300", NOW + DAY
        )

    async with engine.connect() as connection:
        rows = (await connection.execute(select(tables.left_communities))).all()
    assert [tuple(row) for row in rows] == [("100", (NOW + DAY).date())]


async def test_outcomes_add_up_by_day_without_a_trace_of_the_question(engine: AsyncEngine) -> None:
    counter, records = OutcomeCounter(), SqlOutcomes(engine)
    for moment in (NOW - DAY, NOW, NOW):
        counter.note(absent(), moment)
    await counter.flush(records)
    counter.note(absent(), NOW)
    counter.note(Reply(Outcome.CHAT, "Hello!", 1.0), NOW)
    await counter.flush(records)
    await counter.flush(records)

    assert list(await records.since(NOW.date())) == [
        Asked("absent", "trust", 3),
        Asked("chat", "", 1),
    ]
    assert (await records.since((NOW - DAY).date()))[0].count == 4
    assert "trust" in report(await records.since(NOW.date()), 30)


async def test_outcomes_of_two_articles_are_told_apart(engine: AsyncEngine) -> None:
    counter, records = OutcomeCounter(), SqlOutcomes(engine)
    for article in ("sky", "train", "train"):
        counter.note(absent(), NOW, article=article)
    await counter.flush(records)

    asked = await records.since(NOW.date())

    assert list(asked) == [
        Asked("absent", "trust", 2, "train"),
        Asked("absent", "trust", 1, "sky"),
    ]
    assert "train/trust" in report(asked, 30)


class _Away:
    """Records that can't be reached."""

    async def add(self, counts: object) -> None:
        raise UnavailableError

    async def since(self, day: object) -> list[Asked]:
        raise UnavailableError


async def test_counts_wait_for_a_database_that_is_away_and_the_purge_goes_on(
    engine: AsyncEngine, retention: SqlRetention, count: Callable[[Table], Any]
) -> None:
    old = Feedback(About.UNANSWERED, "why?")
    await SqlFeedback(engine).keep(old, now=NOW - 40 * DAY)
    counter = OutcomeCounter()
    counter.note(absent(), NOW)

    async def sweep(_: datetime) -> None:
        raise UnavailableError

    with pytest.raises(UnavailableError):
        await Upkeep(sweep, retention, counter, _Away())(NOW)
    await counter.flush(SqlOutcomes(engine))

    assert await count(tables.handed_questions) == 0
    assert (await SqlOutcomes(engine).since(NOW.date()))[0].count == 1
