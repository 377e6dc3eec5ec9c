"""The real article, asked on Discord."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.adapters.discord.floor.services import Services
from bot.articles import build_ask
from bot.services.asking.ask import AskService
from bot.settings import load_settings
from tests.discord import shown
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

    assert "[1]" in shown.words(first.response)
    assert "passage" in shown.words(first.response)
    assert shown.words(follow.response) != shown.words(first.response)
    assert "[1]" in shown.words(follow.response)


async def test_follow_up_of_another_member_starts_afresh(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="what is sesame credit?")

    own = await world.alice.slash(world.channel, "ask", question="who said that?")
    other = await world.bob.slash(world.channel, "ask", question="who said that?")

    assert "[1]" in shown.words(own.response)
    assert shown.words(other.response) != shown.words(own.response)


async def test_question_the_article_does_not_answer_is_refused(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="how do I bake bread?")

    assert "outside the article" in shown.words(asked.response)


async def test_every_autocompleted_question_is_answered_with_passages(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "ask", "question", "")

    assert len(offered) == 25
    for choice in offered[:5]:
        asked = await world.bob.slash(world.channel, "ask", question=choice["value"])
        assert "[1]" in shown.words(asked.response)


async def test_restart_keeps_related_questions_of_the_article_alive(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is sesame credit?")
    related = [cid for cid in shown.ids(asked.response) if cid.startswith("ask:r:")]

    await world.restart()
    clicked = await world.bob.click(asked.response.message, custom_id=related[0])

    assert 1 <= len(related) <= 3
    assert "[1]" in shown.words(clicked.response)


@pytest.mark.parametrize(
    "question", ["x" * 300, "xxxxx xxxxx", "asdkjh qwlekj zxmcn", "\u3164\u2800", "?!?!"]
)
async def test_what_can_not_be_recognized_does_not_repeat_the_answer_before(
    world: World, question: str
) -> None:
    first = await world.alice.slash(world.channel, "ask", question="what is sesame credit?")
    again = await world.alice.slash(world.channel, "ask", question=question)

    claim = shown.words(first.response).splitlines()[1]
    assert claim not in shown.words(again.response)
    assert again.response.ephemeral


async def test_a_follow_up_by_form_is_about_the_answer_whose_button_was_pressed(
    world: World,
) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="what is sesame credit?")
    await world.alice.slash(world.channel, "ask", question="what is rongcheng?")
    of_sesame = next(one for one in shown.ids(asked.response) if one.startswith("ask:f:"))

    form = await world.bob.click(asked.response.message, custom_id=of_sesame)
    told = await world.bob.submit_modal(form, {"question": "tell me more"})

    assert "lost the thread" not in shown.words(told.response)
    assert "Sesame" in shown.words(told.response) or "Zhima" in shown.words(told.response)


async def test_every_reply_of_a_talk_fits_discord(world: World) -> None:
    questions = (
        "what is sesame credit?", "and in the US?", "who says so?", "why?", "hello",
        "what is it and who owns it?", "how do I bake bread?", "I want to die", "rongcheng",
        "are the city pilots voluntary and what happens to people with bad scores?",
    )  # fmt: skip
    for question in questions:
        await world.env.advance_time(10)
        asked = await world.alice.slash(world.channel, "ask", question=question)
        assert shown.fits(asked.response), question
        assert shown.words(asked.response).strip(), question
