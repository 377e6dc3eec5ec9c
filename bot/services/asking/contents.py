"""What can be looked up without a question: topics, the article's links, questions to choose while
typing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.compose import Citer
from bot.dialogue.replies import Citation
from bot.knowledge.models import Knowledge
from bot.typed import one_line

_PREFIX, _PREFIX_WORDS = 100, 12
"""Characters and words of a half-typed question that its completions are looked up by."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme with the questions its entries answer."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A link the article gives."""

    title: str
    url: str
    citation: Citation


def complete(knowledge: Knowledge, prefix: str, limit: int) -> list[str]:
    """Questions to choose from while typing: those whose words begin like the typed ones, best
    first.
    """
    typed = one_line(prefix, _PREFIX).lower().split()[:_PREFIX_WORDS]
    if not typed:
        return [entry.title for entry in knowledge.entries[:limit]]

    def fit(title: str) -> int:
        words = title.lower().split()
        return sum(any(word.startswith(start) for word in words) for start in typed)

    scored = [
        (fit(entry.title), -place, entry.title) for place, entry in enumerate(knowledge.entries)
    ]
    return [title for score, _, title in sorted(scored, reverse=True)[:limit] if score]


def topics(knowledge: Knowledge) -> list[Topic]:
    """What the article covers, section by section, with the questions answered there."""
    found: dict[str, list[str]] = {}
    passages = knowledge.source.passages()
    for entry in knowledge.entries:
        found.setdefault(passages[entry.cites[0]][0].heading, []).append(entry.title)
    order = [section.heading for section in knowledge.source.sections]
    return [Topic(heading, tuple(found[heading])) for heading in order if heading in found]


def sources(knowledge: Knowledge) -> list[SourceLine]:
    """The article's own links."""
    citer = Citer(knowledge)
    return [
        SourceLine(", ".join(passage.names) or passage.link, passage.link, citer.cite(locator))
        for locator, (_, passage) in knowledge.source.passages().items()
        if passage.link
    ]
