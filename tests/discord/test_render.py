"""Properties of what the renderer makes of any reply: limits kept, no citation lost, nothing that
pings.
"""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.ask.render import Page, render_reply, render_sources, render_topics
from bot.adapters.discord.floor.citations import pack
from bot.adapters.discord.floor.text import LABEL, MESSAGE, clean, label, plain, shorten, size
from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.services.asking.contents import SourceLine, Topic
from bot.wording import Wording
from tests.discord.conftest import PROMPTS

WORDING = Wording.load(PROMPTS)
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


def shown(page: Page) -> str:
    return "\n".join(page.texts)


@settings(max_examples=60)
@given(replies)
def test_any_reply_fits_discord(reply: Reply) -> None:
    page = render_reply(reply, WORDING)

    assert page.texts
    assert all(text.strip() and size(text) <= MESSAGE for text in page.texts)
    offers = page.choices + page.related
    assert all(
        0 < size(offer.label) <= LABEL and size(f"ask:c:{offer.entry}") <= 100 for offer in offers
    )
    assert len({offer.entry for offer in page.choices}) == len(page.choices) <= 5


@settings(max_examples=60)
@given(replies)
def test_no_citation_is_lost_however_long_the_reply(reply: Reply) -> None:
    text = shown(render_reply(reply, WORDING))

    numbers = [c.number for answer in reply.answers for c in answer.citations]
    lines = re.findall(r"^-# \[(\d+)\] .*passage (\d+)", text, re.MULTILINE)
    assert [(int(n), int(p)) for n, p in lines] == list(enumerate(numbers, 1))


@settings(max_examples=60)
@given(replies)
def test_nothing_in_a_reply_can_ping_or_turn_the_text(reply: Reply) -> None:
    text = shown(render_reply(reply, WORDING))

    assert not PINGS.search(text)
    assert "\u202e" not in text


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


@settings(max_examples=50)
@given(st.lists(st.builds(SourceLine, title=texts, url=links, citation=citations), max_size=30))
def test_all_sources_are_listed_within_the_limits(lines: list[SourceLine]) -> None:
    pages = render_sources(lines, WORDING)

    assert all(size(text) <= MESSAGE for text in pages)
    assert "\n".join(pages).count("passage ") >= len(lines)


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(Topic, title=texts, questions=st.lists(texts, max_size=3).map(tuple)), max_size=40
    )
)
def test_all_topics_are_listed_within_the_limits(topics: list[Topic]) -> None:
    assert all(size(text) <= MESSAGE for text in render_topics(topics, WORDING))


def test_claim_of_ten_thousand_characters_keeps_its_citations() -> None:
    cites = tuple(Citation(f"trust:{n}", "Lack of Trust", n) for n in range(1, 4))
    reply = Reply(
        Outcome.ANSWER,
        "",
        1.0,
        answers=(Answer("trust", "Why?", "@everyone * " * 1000, "The author's own view", cites),),
    )

    (text,) = render_reply(reply, WORDING).texts

    assert size(text) <= MESSAGE
    assert [f"[{n}] Lack of Trust, passage {n}" in text for n in (1, 2, 3)] == [True] * 3


def test_shortening_cuts_between_words() -> None:
    assert shorten("one two three four", 15) == "one two three…"
    assert shorten("short", 10) == "short"


def test_lead_keeps_the_marks_around_commands() -> None:
    reply = Reply(Outcome.CHAT, "Try `/topics` or *this*.", 1.0)

    assert render_reply(reply, WORDING).texts == ("Try `/topics` or \\*this\\*.",)
