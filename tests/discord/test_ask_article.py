"""The real article, asked on Discord."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.discord.floor.services import Services
from bot.articles import build_ask
from bot.services.asking.ask import AskService
from bot.settings import load_settings
from tests.discord import sim
from tests.discord.conftest import World


@pytest.fixture(scope="module")
def article() -> AskService:
    """Learned once and cached where `make chat` caches it."""
    return build_ask(load_settings(data=Path("var")))


@pytest.fixture
def services(services: Services, article: AskService) -> Services:
    return replace(services, ask=article)


async def test_answer_follow_up_and_source(world: World) -> None:
    first = await world.alice.slash(world.channel, "ask", question="what is sesame credit?")
    follow = await world.alice.slash(world.channel, "ask", question="tell me more")

    assert "[1]" in first.response.content
    assert "passage" in first.response.content
    assert follow.response.content != first.response.content
    assert "[1]" in follow.response.content


async def test_follow_up_of_another_member_starts_afresh(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="what is sesame credit?")

    own = await world.alice.slash(world.channel, "ask", question="who said that?")
    other = await world.bob.slash(world.channel, "ask", question="who said that?")

    assert "[1]" in own.response.content
    assert other.response.content != own.response.content


async def test_question_the_article_does_not_answer_is_refused(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="how do I bake bread?")

    assert "outside the article" in asked.response.content


async def test_every_autocompleted_question_is_answered_with_passages(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "ask", "question", "")

    assert len(offered) == 25
    for choice in offered[:5]:
        asked = await world.bob.slash(world.channel, "ask", question=choice["value"])
        assert "[1]" in asked.response.content


async def test_every_topic_and_its_questions_fit_the_menus(
    world: World, article: AskService
) -> None:
    topics = await world.alice.slash(world.channel, "topics")

    for number, topic in enumerate(article.topics()):
        await world.env.advance_time(10)
        questions = await world.alice.select(topics.response.message, [str(number)])
        assert len(sim.custom_ids(questions.response.message)) == min(
            4, -(-len(topic.questions) // 25)
        )


async def test_sources_of_the_article_are_all_listed(world: World, article: AskService) -> None:
    shown = await world.alice.slash(world.channel, "sources")

    text = "".join(message.content for message in (shown.response, *shown.followups))
    assert all(f"<{line.url}>" in text for line in article.sources())


async def test_restart_keeps_related_questions_of_the_article_alive(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is sesame credit?")
    related = [cid for cid in sim.custom_ids(asked.response.message) if cid.startswith("ask:r:")]

    await world.restart()
    clicked = await world.bob.click(asked.response.message, custom_id=related[0])

    assert 1 <= len(related) <= 3
    assert "[1]" in clicked.response.content
