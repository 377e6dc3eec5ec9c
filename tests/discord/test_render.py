"""Properties of what is made of any reply: limits kept, no citation lost, nothing that pings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.ask.panels import reply_panel, sources_panel
from bot.adapters.discord.ask.render import reply_texts
from bot.adapters.discord.floor.citations import pack
from bot.adapters.discord.floor.look import ROOM, Panel, Words, over_budget
from bot.adapters.discord.floor.text import MESSAGE, clean, label, plain, shorten, size
from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.knowledge.loader import load
from bot.services.asking.reading import ReadingService
from bot.wording import Wording
from tests.discord import shown
from tests.discord.conftest import ARTICLE, PROMPTS

NIGHT_TRAIN = Path(__file__).parents[1] / "packs" / "night-train"
WORDS = Words(Wording.load(PROMPTS))
NASTY = st.sampled_from(
    (
        *(
            "@everyone",
            "@here",
            "<@123456789012345678>",
            "<@&123456789012345678>",
            "<#123456789012345678>",
            "```",
            "**",
            "||",
        ),
        *("\u200b", "\u202e", "مرحبا", "👩\u200d👩\u200d👧", "x" * 2500, "\\", "`", " ", "word "),
        *("\n# ", "\n> ", "\n- ", "\n1. ", "[x](https://e.org)"),
    )
)
texts = st.one_of(st.text(max_size=300), st.lists(NASTY, max_size=6).map("".join))
headings = st.one_of(st.text(min_size=1, max_size=60), NASTY)
links = st.sampled_from(
    [
        "",
        "https://example.org/a",
        "https://example.org/" + "a" * 3000,
        "javascript:alert(1)",
        "https://e.org/a) b",
    ]
)
citations = st.builds(
    Citation, locator=st.just("a:1"), heading=headings, number=st.integers(1, 99), link=links
)
ids = st.from_regex(r"[a-z-]{1,120}", fullmatch=True)
suggestions = st.builds(
    Suggestion, entry=ids, title=texts, citations=st.lists(citations, max_size=3).map(tuple)
)
answers = st.builds(
    Answer,
    entry=ids,
    title=texts,
    text=texts,
    attribution=texts,
    citations=st.lists(citations, max_size=12).map(tuple),
)
replies = st.builds(
    Reply,
    outcome=st.sampled_from(Outcome),
    text=texts,
    confidence=st.floats(0, 1),
    answers=st.lists(answers, max_size=4).map(tuple),
    choices=st.lists(suggestions, max_size=6).map(tuple),
    related=st.lists(suggestions, max_size=5).map(tuple),
)
PINGS = re.compile(r"@(everyone|here)|(?<!\\)<(@|#|/|a?:)")


def said(panel: Panel) -> str:
    """All the texts of a panel."""
    every = shown.walk(panel.to_components())
    return "\n".join(one["content"] for one in every if one["type"] == 10)


@settings(max_examples=60)
@given(replies, texts, st.booleans(), st.booleans())
def test_any_reply_fits_discord(
    reply: Reply, question: str, is_private: bool, is_brief: bool
) -> None:
    panel = reply_panel(
        reply, question, WORDS, token="0" * 16, is_private=is_private, is_brief=is_brief
    )

    assert said(panel).strip()
    assert over_budget(panel.to_components()) == []


@settings(max_examples=60)
@given(st.lists(answers, min_size=1, max_size=4, unique_by=lambda one: one.entry))
def test_any_sources_fit_discord_with_every_passage(given_answers: list[Answer]) -> None:
    panel = sources_panel(given_answers, "0" * 16, "-# An article", WORDS)

    assert over_budget(panel.to_components()) == []
    cited = [c.number for answer in given_answers for c in answer.citations]
    assert numbered(said(panel)) == list(enumerate(cited, 1))


def numbered(text: str) -> list[tuple[int, int]]:
    """The marks and passages of the small lines below claims."""
    small = "\n".join(line for line in text.splitlines() if line.startswith("-# "))
    found = re.findall(r"(?<!\\)\[(\d+)\] \[?[^\n]*?passage (\d+)", small)
    return [(int(mark), int(passage)) for mark, passage in found]


@settings(max_examples=60)
@given(replies, texts)
def test_no_citation_is_lost_or_cut_however_long_the_reply(reply: Reply, question: str) -> None:
    text = "\n".join(reply_texts(reply, question, WORDS))

    cited = [c.number for answer in reply.answers for c in answer.citations]
    assert numbered(text) == list(enumerate(cited, 1))


@settings(max_examples=60)
@given(replies, texts)
def test_nothing_in_a_reply_can_ping_or_turn_the_text(reply: Reply, question: str) -> None:
    text = "\n".join(reply_texts(reply, question, WORDS))

    assert not PINGS.search(text)
    assert "\u202e" not in text


@pytest.mark.parametrize("pack", [ARTICLE, NIGHT_TRAIN], ids=lambda folder: folder.name)
def test_every_entry_fits_in_every_outcome(pack: Path) -> None:
    """40 components, 4,000 characters, 5 buttons a row, ids of 100."""
    knowledge = load(pack)
    reading = ReadingService(lambda: knowledge, WORDS.wording)
    wrong = []
    for entry in knowledge.entries:
        answer = reading.answer(entry.id)
        assert answer
        offered = tuple(
            Suggestion(one.id, one.title, answer.citations) for one in knowledge.entries[:3]
        )
        for outcome in Outcome:
            is_answer = outcome is Outcome.ANSWER
            reply = Reply(
                outcome,
                "" if is_answer else "The article doesn't say.",
                1.0,
                (answer,) if is_answer else (),
                offered if outcome is Outcome.CLARIFY else (),
                offered,
            )
            for is_private in (True, False):
                panel = reply_panel(
                    reply, entry.asks[-1], WORDS, token="0" * 16, is_private=is_private
                )
                wrong += over_budget(panel.to_components())
                assert not is_answer or len(numbered(said(panel))) == len(entry.cites)
        wrong += over_budget(sources_panel([answer], "-", "", WORDS).to_components())
    assert wrong == []


@given(texts, st.integers(1, 2000))
def test_plain_text_is_short_enough_and_inert(text: str, limit: int) -> None:
    safe = plain(text, limit)

    assert size(safe) <= limit
    assert not PINGS.search(safe)
    assert not re.search(r"(?<!\\)(\\\\)*[*_~|`\[\]]", safe)
    assert not re.search(r"^\s*(#|>|-|\+|\d+[.)])", safe, re.MULTILINE)


@given(texts)
def test_escaping_keeps_every_visible_character(text: str) -> None:
    restored = re.sub(r"\\(.)", r"\1", plain(text, 100_000)).replace("\u200b", "")

    assert restored == clean(text)


@given(texts, st.integers(1, 200))
def test_label_is_never_empty_nor_too_long(text: str, limit: int) -> None:
    assert 0 < size(label(text, limit)) <= limit
    assert "\n" not in label(text, limit)


@given(st.lists(st.text(max_size=1900), max_size=20))
def test_packing_keeps_every_line_in_order(lines: list[str]) -> None:
    packed = pack(lines)

    assert "\n".join(packed) == "\n".join(lines)
    assert all(size(text) <= MESSAGE for text in packed)


def test_claim_of_ten_thousand_characters_keeps_its_citations_whole() -> None:
    cites = tuple(Citation(f"trust:{n}", "Lack of Trust", n) for n in range(1, 4))
    reply = Reply(
        Outcome.ANSWER,
        "",
        1.0,
        answers=(Answer("trust", "Why?", "@everyone * " * 1000, "The author's own view", cites),),
    )

    texts = reply_texts(reply, "why?", WORDS)

    assert sum(map(size, texts)) <= ROOM
    assert texts[-1].endswith(
        "-# The author's own view · [1] Lack of Trust, passage 1 · [2] passage 2 · [3] passage 3"
    )


def test_passages_link_to_their_places_and_small_marks_begin_their_lines() -> None:
    link = "https://example.org/article#:~:text=trust"
    reply = Reply(
        Outcome.ANSWER,
        "",
        1.0,
        answers=(Answer("a", "Why?", "So.", "", (Citation("trust:2", "Lack of Trust", 2, link),)),),
    )

    text = "\n".join(reply_texts(reply, "", WORDS))

    assert text == f"So. [1]\n-# [1] [Lack of Trust, passage 2](<{link}>)"


def test_a_heading_that_ends_in_a_colon_gets_no_second_one() -> None:
    """The article has such a heading; its passages once read “Other useful sources:: …”."""
    cited = (Citation("sources:1", "Other useful sources:", 1),)
    reply = Reply(Outcome.ANSWER, "", 1.0, answers=(Answer("a", "Why?", "So.", "", cited),))

    assert "Other useful sources, passage 1" in "\n".join(reply_texts(reply, "", WORDS))


def test_shortening_cuts_between_words() -> None:
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("short", 10) == "short"


def test_a_reply_of_blanks_says_that_there_is_nothing() -> None:
    assert reply_texts(Reply(Outcome.CHAT, " ", 1.0), "", WORDS) == [
        "I have nothing to say to that."
    ]


def test_lead_keeps_the_marks_around_commands() -> None:
    reply = Reply(Outcome.CHAT, "Try `/topics` or *this*.", 1.0)

    assert reply_texts(reply, "", WORDS) == ["Try `/topics` or \\*this\\*."]


def test_a_lead_that_is_the_whole_answer_has_its_marks_beside_it() -> None:
    cited = (Citation("how-far-off:8", "Are we so far off", 8, ""),)
    answer = Answer("sesame-purpose", "Sesame Credit", "", "", cited)

    said = reply_texts(Reply(Outcome.ANSWER, "A credit score.", 0.9, (answer,)), "what?", WORDS)

    assert said[1:] == ["A credit score. [1]\n-# [1] Are we so far off, passage 8"]
