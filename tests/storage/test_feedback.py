"""What members handed over, in both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.services.asking.inbox import About, Feedback
from bot.storage.migrate import downgrade, upgrade
from bot.storage.repositories.feedback import SqlFeedback
from tests.storage.conftest import NOW

_ASKED = Feedback(About.UNANSWERED, "who won?", community="1")
_SAID = Feedback(About.PASSAGE, "is it so?", "city-pilots", "It says the reverse.", "2")


async def test_a_server_sees_what_its_own_members_sent(engine: AsyncEngine) -> None:
    feedback = SqlFeedback(engine)
    await feedback.keep(_ASKED, now=NOW)
    await feedback.keep(_SAID, now=NOW)

    assert await feedback.of("1") == [(NOW.date(), _ASKED)]
    assert await feedback.of("2") == [(NOW.date(), _SAID)]
    assert [one.given for one in await feedback.held()] == [_ASKED, _SAID]


async def test_long_words_are_kept_as_far_as_there_is_room(engine: AsyncEngine) -> None:
    feedback = SqlFeedback(engine)

    await feedback.keep(Feedback(About.WRONG, "q" * 900, "trust", "n" * 900), now=NOW)

    (held,) = await feedback.held()
    kept = held.given
    assert (len(kept.question), len(kept.note)) == (500, 500)


async def test_questions_of_an_older_version_stay_and_remarks_go_back_with_it(
    engine: AsyncEngine,
) -> None:
    feedback = SqlFeedback(engine)
    await feedback.keep(_SAID, now=NOW)
    await downgrade(engine, "0005")
    async with engine.begin() as connection:
        await connection.execute(
            text("INSERT INTO handed_questions (question, kept_on) VALUES ('why?', :day)"),
            {"day": date(2026, 5, 1) if engine.dialect.name == "postgresql" else "2026-05-01"},
        )

    await upgrade(engine)

    (held,) = await feedback.held()
    assert (held.day, held.given) == (date(2026, 5, 1), Feedback(About.UNANSWERED, "why?"))
