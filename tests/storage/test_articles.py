"""What servers and channels choose, and what older debates are about, on both databases."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.repositories.articles import SqlArticles
from bot.storage.repositories.settings import SqlSettings
from tests.storage.conftest import NOW, Records, spec


async def test_choices_are_read_by_server_and_channel(engine: AsyncEngine) -> None:
    kept = SqlSettings(engine)
    for community, name, value in (
        ("1", "article", "sky"),
        ("1", "article:77", "train"),
        ("2", "article:88", "sea"),
        ("2", "article:88", ""),
        ("2", "articles", "no such setting"),
    ):
        await kept.keep(community, name, value, by="7", now=NOW)

    assert await SqlArticles(engine).chosen() == {("1", ""): "sky", ("1", "77"): "train"}
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT DISTINCT action FROM moderator_actions"))
        assert {*rows.scalars()} == {"settings article", "settings articles"}, "no channel's id"


async def test_debates_without_an_article_are_about_the_first(
    engine: AsyncEngine, records: Records
) -> None:
    old, new = await records.add(spec(), NOW), await records.add(spec(article="train"), NOW)

    await SqlArticles(engine).adopt("sky")
    await SqlArticles(engine).adopt("another")

    found = [await records.get(debate.id) for debate in (old, new)]
    assert [one and one.article for one in found] == ["sky", "train"]
