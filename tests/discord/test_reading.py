"""Looking around without a question: the article by sections, its words and links, a surprise, a
quiz. All of it is private.
"""

from __future__ import annotations

from typing import Any

from bot.adapters.discord.ask.panels import answer_panel
from bot.adapters.discord.ask.reading.pages import (
    chapter_panel,
    contents_panel,
    links_panel,
    term_panel,
    terms_panel,
)
from bot.adapters.discord.floor.look import Words, over_budget
from bot.knowledge.conversation import Conversation, QuizQuestion
from bot.knowledge.models import Knowledge
from bot.services.asking.reading import ReadingService
from bot.wording import Wording
from tests.discord import shown
from tests.discord.conftest import World


async def test_read_shows_the_contents_with_a_menu_of_headings(world: World) -> None:
    opened = (await world.alice.slash(world.channel, "read")).response

    text = shown.words(opened)
    assert opened.ephemeral
    assert "1. Opening (" in text
    assert "Other useful sources (" in text
    assert "::" not in text
    assert "askmenu:section:0" in shown.ids(opened)
    assert shown.fits(opened)


async def test_read_pages_through_a_section_in_our_words(world: World) -> None:
    opened = await world.alice.slash(world.channel, "read", section="Lack of Trust")
    first = shown.words(opened.response)

    await world.alice.click(opened.response, label="Next")
    second = shown.words(opened.response)
    await world.alice.click(opened.response, label="Previous")

    assert "### Lack of Trust" in first
    assert "-# [1] passage 1" in first
    assert "page 1 of" in first
    assert "page 2 of" in second
    assert shown.words(opened.response) == first


async def test_the_last_page_leads_to_the_next_section_and_back(world: World) -> None:
    opened = await world.alice.slash(world.channel, "read", section="Lack of Credit History")
    while "### Lack of Credit History" in shown.words(opened.response):
        before = shown.words(opened.response)
        await world.alice.click(opened.response, label="Next")
    assert "### Lack of Trust" in shown.words(opened.response)

    await world.alice.click(opened.response, label="Previous")

    assert shown.words(opened.response) == before


async def test_a_claim_of_a_page_opens_as_an_answer(world: World) -> None:
    opened = await world.alice.slash(world.channel, "read", section="Lack of Trust")
    (menu,) = [
        one
        for one in shown.walk(shown.parts(opened.response))
        if one.get("custom_id", "").startswith("askmenu:open")
    ]
    entry = menu["options"][0]["value"]
    world.services.ask.claims[entry] = ("Why?", "The claim of the page.", ())

    answered = await world.alice.select(opened.response, [entry], custom_id=menu["custom_id"])

    assert answered.response.ephemeral
    assert "The claim of the page." in shown.words(answered.response)
    assert "Follow up" in shown.buttons(answered.response)


async def test_a_section_nobody_knows_is_refused_with_what_to_do(world: World) -> None:
    refused = await world.alice.slash(world.channel, "read", section="Chapter 99")

    assert "no section of that name" in refused.response.content


async def test_sections_and_words_are_offered_by_name(world: World) -> None:
    sections = await world.alice.autocomplete(world.channel, "read", "section", "trust")
    words = await world.alice.autocomplete(world.channel, "glossary", "word", "sesame")

    assert [one["name"] for one in sections] == ["Lack of Trust"]
    assert [one["name"] for one in words] == ["Credit Sesame", "Sesame Credit"]


async def test_a_heading_longer_than_a_choice_can_be_chosen(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "read", "section", "concerned")

    opened = await world.alice.slash(world.channel, "read", section=offered[0]["value"])

    assert "### Should we really be concerned" in shown.words(opened.response)


async def test_topics_and_sources_lead_into_reading(world: World) -> None:
    topics = (await world.alice.slash(world.channel, "topics")).response
    sources = (await world.alice.slash(world.channel, "sources")).response
    listed = world.services.reading.links()

    assert "1. Opening" in shown.words(topics)
    assert all(f"<{line.url}>" in shown.words(sources) for line in listed)
    await world.alice.click(sources, label="Contents")
    assert "1. Opening" in shown.words(sources)


async def test_glossary_explains_a_word_by_any_of_its_names(world: World) -> None:
    one = (await world.alice.slash(world.channel, "glossary", word="Zhima")).response
    every = (await world.alice.slash(world.channel, "glossary")).response
    none = (await world.alice.slash(world.channel, "glossary", word="quark")).response

    assert "**Sesame Credit**: " in shown.words(one)
    assert "- **1984**: " in shown.words(every)
    assert shown.fits(every)
    assert "“quark” isn't in the glossary" in none.content


async def test_surprise_is_private_cited_and_another_comes_in_its_place(world: World) -> None:
    first = (await world.alice.slash(world.channel, "surprise")).response

    seen = {shown.words(first)}
    for _ in range(5):
        await world.alice.click(first, label="Another one")
        seen.add(shown.words(first))

    assert first.ephemeral
    assert all("Did you know?" in one and "[1] " in one for one in seen)
    assert len(seen) > 1


def test_every_page_fits_discord(knowledge: Knowledge, wording: Wording) -> None:
    words, reading = Words(wording), ReadingService(lambda: knowledge, wording)
    panels: list[Any] = [contents_panel(reading, words), links_panel(reading.links(), words)]
    for number in range(len(reading.headings())):
        chapter = reading.chapter(number)
        assert chapter
        panels += [chapter_panel(reading, chapter, number, page, words) for page in range(15)]
    panels += [terms_panel(reading.terms(), words, page) for page in range(20)]
    panels += [term_panel(one, words) for one in reading.terms()]
    panels += [
        answer_panel(answer, "Did you know?", words)
        for entry in knowledge.entries
        if (answer := reading.answer(entry.id))
    ]

    wrong = [trouble for one in panels for trouble in over_budget(one.to_components())]
    assert wrong == []


def test_every_claim_stands_on_one_page_of_its_section(
    knowledge: Knowledge, wording: Wording
) -> None:
    reading = ReadingService(lambda: knowledge, wording)

    read = [
        answer.entry
        for number in range(len(reading.headings()))
        for answer in reading.chapter(number).answers  # type: ignore[union-attr]
    ]

    summaries = {e.id for e in knowledge.entries if e.role.startswith("summary-of")}
    assert len(read) == len(set(read))
    assert {entry.id for entry in knowledge.entries} - set(read) <= summaries


def with_quiz(world: World, knowledge: Knowledge, count: int = 2) -> None:
    cites = (next(iter(knowledge.source.passages())),)
    asked = [
        QuizQuestion(text=f"Which year, number {n}?", answer=str(2000 + n), accept=(), cites=cites)
        for n in range(count)
    ]
    talk = Conversation(quiz=tuple(asked))
    changed = knowledge.model_copy(update={"conversation": talk})
    world.services.reading._knowledge = lambda: changed


async def test_a_quiz_is_played_to_its_end_with_a_score_nobody_stores(
    world: World, knowledge: Knowledge
) -> None:
    with_quiz(world, knowledge)
    game = (await world.alice.slash(world.channel, "quiz")).response
    assert "Quiz, question 1 of 2" in shown.words(game)

    number = shown.words(game).split("number ")[1][0]
    form = await world.alice.click(game, label="Answer")
    await world.alice.submit_modal(form, {"answer": f"in 200{number}, I think"})
    right = shown.words(game)
    await world.alice.click(game, label="Next question")
    form = await world.alice.click(game, label="Answer")
    await world.alice.submit_modal(form, {"answer": "no idea"})

    assert game.ephemeral
    assert f"**Right!** 200{number}" in right
    assert "Opening, passage 1" in right
    assert "1 right so far" in right
    assert "**Not quite.** The article says: 200" in shown.words(game)
    assert "**1 of 2 right.**" in shown.words(game)
    await world.alice.click(game, label="Start over")
    assert "Quiz, question 1 of 2" in shown.words(game)


async def test_a_quiz_goes_on_after_a_restart_and_tells_the_answer_when_asked(
    world: World, knowledge: Knowledge
) -> None:
    with_quiz(world, knowledge)
    game = (await world.alice.slash(world.channel, "quiz")).response

    await world.restart()
    await world.alice.click(game, label="Tell me")

    assert "**200" in shown.words(game)
    assert "0 right so far" in shown.words(game)


async def test_a_quiz_that_has_changed_meanwhile_says_so(
    world: World, knowledge: Knowledge
) -> None:
    with_quiz(world, knowledge)
    game = (await world.alice.slash(world.channel, "quiz")).response
    with_quiz(world, knowledge, count=3)

    pressed = await world.alice.click(game, label="Tell me")

    assert "The quiz has changed" in pressed.response.content


async def test_without_a_quiz_another_way_is_named(world: World, knowledge: Knowledge) -> None:
    with_quiz(world, knowledge, count=0)

    told = await world.alice.slash(world.channel, "quiz")

    assert "There's no quiz on this article yet. Try `/surprise` instead." in told.response.content
