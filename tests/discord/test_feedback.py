"""What members tell the maintainers of an answer: kept without a name, once, with what they choose
to send along.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.discord.ask.panels import reply_panel, sources_panel
from bot.adapters.discord.floor.look import Words, over_budget
from bot.dialogue.replies import Answer, Citation, Outcome, Reply
from bot.errors import UnavailableError
from bot.services.asking.inbox import About, Feedback
from bot.wording import Wording
from tests.discord import shown
from tests.discord.conftest import PROMPTS, World

WORDS = Words(Wording.load(PROMPTS))


def given(world: World) -> list[Feedback]:
    return [one for _, one in world.services.feedback.given]


async def asked(world: World, question: str = "what about trust") -> Any:
    return (await world.alice.slash(world.channel, "ask", question=question)).response


async def test_helpful_is_one_click_and_counts_once_a_member(world: World) -> None:
    answer = await asked(world)

    first = await world.bob.click(answer.message, label="Helpful")
    again = await world.bob.click(answer.message, label="Helpful")
    await world.alice.click(answer.message, label="Helpful")

    assert first.response.ephemeral
    assert "No name is kept" in first.response.content
    assert "already said that" in again.response.content
    here = str(world.guild.id)
    assert given(world) == [Feedback(About.HELPFUL, entry="trust", community=here)] * 2


async def test_asker_says_what_is_wrong_and_may_send_the_question_along(world: World) -> None:
    answer = await asked(world)

    form = await world.alice.click(answer.message, label="Wrong")
    fields = [part["component"] for part in form.modal["components"]]
    told = await world.alice.submit_modal(
        form, {"note": "It was a company.", "question": "what about trust"}
    )

    assert [(one["custom_id"], one.get("value")) for one in fields] == [
        ("note", None),
        ("question", "what about trust"),
    ]
    assert "without your name, and it's deleted after 30 days" in told.response.content
    here = str(world.guild.id)
    assert given(world) == [
        Feedback(About.WRONG, "what about trust", "trust", "It was a company.", here)
    ]


async def test_nobody_can_send_on_the_question_of_another(world: World) -> None:
    answer = await asked(world)

    form = await world.bob.click(answer.message, label="Wrong")
    await world.bob.submit_modal(form, {"note": ""})

    assert [part["component"]["custom_id"] for part in form.modal["components"]] == ["note"]
    assert given(world) == [Feedback(About.WRONG, "", "trust", "", str(world.guild.id))]


async def test_a_question_is_not_offered_after_a_quarter_of_an_hour(world: World) -> None:
    answer = await asked(world)

    await world.env.advance_time(16 * 60)
    form = await world.alice.click(answer.message, label="Wrong")

    assert len(form.modal["components"]) == 1


async def test_sources_open_in_private_and_a_passage_can_be_doubted_there(world: World) -> None:
    answer = await asked(world, "what are the pilots")

    sources = await world.bob.click(answer.message, label="Sources")
    form = await world.bob.click(sources.response, label="The passage doesn't say that")
    await world.bob.submit_modal(form, {"note": ""})

    text = shown.words(sources.response)
    assert sources.response.ephemeral
    assert "[1] [Pilots, passage 1](<https://example.org/pilots>)" in text
    assert "[2] Lack of Trust, passage 2" in text
    assert "Eye in the Sky" in text
    assert shown.fits(sources.response)
    assert given(world)[0].about is About.PASSAGE


async def test_buttons_of_an_answer_work_after_a_restart(world: World) -> None:
    answer = await asked(world)

    await world.restart()
    sources = await world.bob.click(answer.message, label="Sources")
    helpful = await world.bob.click(answer.message, label="Helpful")

    assert "Lack of Trust, passage 2" in shown.words(sources.response)
    assert "Thanks" in helpful.response.content


@pytest.mark.parametrize("label", ["Sources", "Follow up", "Helpful", "Wrong"])
async def test_a_button_of_an_answer_that_is_gone_says_so(world: World, label: str) -> None:
    answer = await asked(world)
    del world.services.ask.claims["trust"]
    await world.restart()

    pressed = await world.bob.click(answer.message, label=label)

    assert pressed.response.ephemeral
    assert "isn't in what I know any more. Ask the question again." in pressed.response.content
    assert given(world) == []


async def test_an_offer_that_is_gone_says_so(world: World) -> None:
    answer = await asked(world)
    del world.services.ask.claims["pilots"]

    pressed = await world.bob.click(answer.message, label="What are the pilots?")

    assert "isn't in what I know any more" in pressed.response.content


async def test_sources_show_what_was_said_as_long_as_it_is_remembered(world: World) -> None:
    """A claim may be said in other words with passages of their own, or be edited meanwhile."""
    answer = await asked(world)
    title, _, cited = world.services.ask.claims["trust"]
    world.services.ask.claims["trust"] = (title, "A claim as edited since.", cited)

    now = await world.bob.click(answer.message, label="Sources")
    await world.env.advance_time(16 * 60)
    later = await world.bob.click(answer.message, label="Sources")

    assert "mend a lack of trust" in shown.words(now.response)
    assert "A claim as edited since." in shown.words(later.response)


async def test_everyone_is_shown_the_reply_as_it_was_said(world: World) -> None:
    private = await world.alice.slash(
        world.channel, "ask", question="what about trust", private=True
    )

    everyone = await world.alice.click(private.response, label="Show everyone")

    again = await world.alice.click(private.response, label="Show everyone")

    assert "> what about trust" in shown.words(everyone.response)
    assert not everyone.response.ephemeral
    assert "already shown that" in again.response.content
    assert len(world.channel.history(viewer=world.bob)) == 1


def test_a_text_of_the_pack_has_sources_and_a_follow_up_but_no_entry_to_rate() -> None:
    cited = (Citation("trust:2", "Lack of Trust", 2),)
    reply = Reply(
        Outcome.ANSWER,
        "",
        1.0,
        (Answer("", "", "• One\n• Two", "", cited), Answer("", "", "Another one?", "", ())),
    )

    made = reply_panel(reply, "sum it up", WORDS, token="0" * 16, is_private=True)
    sources = sources_panel(reply.answers, "0" * 16, "", WORDS)

    labels = [one["label"] for one in shown.walk(made.to_components()) if one["type"] == 2]
    assert labels == ["Sources", "Follow up", "Show everyone"]
    assert over_budget(made.to_components()) == over_budget(sources.to_components()) == []
    texts = [one["content"] for one in shown.walk(sources.to_components()) if one["type"] == 10]
    assert texts[1] == "• One\n• Two\n-# [1] Lack of Trust, passage 2"
    assert not any("Another one?" in text for text in texts)


async def test_what_could_not_be_kept_can_be_said_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await asked(world)

    async def fail(*_: object, **__: object) -> None:
        raise UnavailableError

    with monkeypatch.context() as patched:
        patched.setattr(world.services.feedback, "keep", fail)
        failed = await world.bob.click(answer.message, label="Helpful")
    again = await world.bob.click(answer.message, label="Helpful")

    assert "nothing was recorded" in failed.response.content
    assert "Thanks" in again.response.content
    assert len(given(world)) == 1


async def test_follow_up_opens_a_form_and_is_about_that_answer(world: World) -> None:
    answer = await asked(world)

    form = await world.bob.click(answer.message, label="Follow up")
    told = await world.bob.submit_modal(form, {"question": "and the pilots?"})

    assert form.modal["title"] == "Follow up on this answer"
    assert world.services.ask.turned == [("trust", str(world.bob.id))]
    assert "> and the pilots?" in shown.words(told.response)
    assert not told.response.ephemeral


async def test_follow_up_of_what_was_private_stays_private(world: World) -> None:
    private = await world.alice.slash(
        world.channel, "ask", question="what about trust", private=True
    )

    form = await world.alice.click(private.response, label="Follow up")
    told = await world.alice.submit_modal(form, {"question": "and the pilots?"})

    assert told.response.ephemeral


async def test_a_plain_reply_whose_text_is_withheld_gets_the_way_to_ask_on(world: World) -> None:
    """Discord shows no text of a message that mentions the bot only by replying to it; once this
    brought “Ask me anything…”.
    """
    answer = await asked(world)

    await world.bob.send(world.channel, "and who says so?", reply_to=answer.message)
    told = world.channel.last_message
    form = await world.bob.click(told, label="Follow up")

    assert "Discord hides the text of a plain reply from me" in shown.words(told)
    assert "Ask me anything" not in shown.words(told)
    assert form.modal
