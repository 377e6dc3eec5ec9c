"""Reply -> what a Discord message holds, as plain values: texts within the limits, every citation
kept, and buttons.

Plain text rather than embeds: an answer needs no Embed Links permission, is read by screen readers
as it stands, and can be replied to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.adapters.discord.floor.citations import citation_line, citation_place, linked, pack
from bot.adapters.discord.floor.text import MESSAGE, label, plain, plain_line, size
from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.services.asking.contents import SourceLine, Topic
from bot.wording import Wording

_CAPS = (MESSAGE, 1200, 800, 500, 300, 150, 80)
"""Lengths tried for each sentence of a reply that is too long, until it fits."""
_HEADING = 150
_ENTRY = 90
"""The longest entry id that fits a button's id beside its prefix."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the entry it asks for and what stands on it."""

    entry: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """What to send: one text as a rule, more when the citations alone outgrow a message. Buttons
    belong under the last.
    """

    texts: tuple[str, ...]
    choices: tuple[Offer, ...] = ()
    related: tuple[Offer, ...] = ()
    askable: bool = False
    """Whether the asker may send the question to the maintainers."""


def render_reply(reply: Reply, wording: Wording, locale: str = "en") -> Page:
    """The whole reply; sentences are shortened as far as needed, citations never."""
    texts: tuple[str, ...] = ()
    for cap in _CAPS:
        lines = _lines(reply, wording, locale, cap)
        texts = ("\n".join(lines),)
        if size(texts[0]) <= MESSAGE:
            break
    else:
        texts = pack(lines)
    return Page(
        texts,
        choices=_offers(reply.choices),
        related=_offers(reply.related),
        askable=reply.outcome in (Outcome.ABSENT, Outcome.CLARIFY),
    )


def render_sources(
    lines: Sequence[SourceLine], wording: Wording, locale: str = "en"
) -> tuple[str, ...]:
    """The article's links, as many messages as they need."""
    if not lines:
        return (wording.say("discord.sources.none", locale),)
    rows = [wording.say("discord.sources.title", locale)]
    for line in lines:
        place = citation_place(line.citation, wording, locale)
        rows.append(
            wording.say(
                "discord.sources.line",
                locale,
                title=linked(plain_line(line.title, _HEADING), line.url),
                place=place,
            )
        )
    return pack(rows)


def render_topics(topics: Sequence[Topic], wording: Wording, locale: str = "en") -> tuple[str, ...]:
    """What the article covers, a line a topic."""
    rows = [wording.say("discord.topics.title", locale)]
    rows += [
        wording.say_count(
            "discord.topics.line",
            len(topic.questions),
            locale,
            title=plain_line(topic.title, _HEADING),
        )
        for topic in topics
    ]
    return pack(rows)


def _lines(reply: Reply, wording: Wording, locale: str, cap: int) -> list[str]:
    lines = [plain_lead(reply.text, cap)] if reply.text else []
    number = 0
    for answer in reply.answers:
        lines += _answer(answer, number, wording, locale, cap)
        number += len(answer.citations)
    if reply.outcome is Outcome.ABSENT:
        lines += [
            wording.say(
                "discord.answer.nearby",
                locale,
                title=plain_line(item.title, cap),
                places=_places(item.citations, wording, locale),
            )
            for item in reply.related
        ]
    elif reply.related:
        lines.append(wording.say("discord.answer.related", locale))
    return lines if "".join(lines).strip() else [wording.say("discord.answer.nothing", locale)]


def plain_lead(text: str, cap: int) -> str:
    """A lead is the bot's own sentence: its `code` marks stay, its length and mentions are
    minded.
    """
    return (
        "`".join(plain(part, cap) for part in text.split("`"))
        if text.count("`") % 2 == 0 and size(text) <= cap
        else plain(text, cap)
    )


def _answer(answer: Answer, before: int, wording: Wording, locale: str, cap: int) -> list[str]:
    marks = "".join(f"[{n}]" for n in range(before + 1, before + len(answer.citations) + 1))
    lines = [
        wording.say("discord.answer.claim", locale, claim=plain(answer.text, cap), marks=marks)
    ]
    if answer.attribution:
        lines.append(
            wording.say(
                "discord.answer.attribution",
                locale,
                attribution=plain_line(answer.attribution, cap),
            )
        )
    return lines + [
        citation_line(n, citation, wording, locale)
        for n, citation in enumerate(answer.citations, before + 1)
    ]


def _places(citations: Sequence[Citation], wording: Wording, locale: str) -> str:
    return "; ".join(citation_place(citation, wording, locale) for citation in citations[:5])


def _offers(items: Sequence[Suggestion]) -> tuple[Offer, ...]:
    """One button an entry; Discord refuses two of the same id."""
    return tuple(
        {
            item.entry: Offer(item.entry, label(item.title))
            for item in items
            if 0 < size(item.entry) <= _ENTRY
        }.values()
    )[:5]
