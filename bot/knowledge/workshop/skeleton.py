"""The files of a new pack, each with what its author has to write marked as still to be
filled in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.knowledge.checking.placeholders import FILL
from bot.knowledge.passages import figures_in
from bot.knowledge.workshop.names import NameReader
from bot.knowledge.workshop.parts import Article, PassagePart, SectionPart, slug
from bot.knowledge.workshop.source import quoted, source_yaml

_SHOWN = 5
"""Words of a passage that a comment may show, so that its author knows it again: never a sentence.
"""
_STYLES = (
    "a plain question",
    "keywords only",
    "slang or a typo",
    "a why or how question",
    "a yes-no question",
    "a long one with a story around it",
)
_OVERVIEW = (
    ("article-about", "What is the article about?", "", "overview", "what the article is about"),
    ("main-takeaway", "What is the main point of the article?", "", "overview", "its main point"),
    ("both-sides", "What are the two sides?", "", "both-sides", "the best of either side, fairly"),
    ("argument-for", "", "for", "for", "what speaks for it"),
    ("argument-against", "", "against", "against", "what speaks against it"),
)
"""Entries that every pack needs: follow-ups ("what's the other side?") and debates lead to them."""


_WRITER_ASKS = (
    "who wrote this",
    "name of the author",
    "whos the writer",
    "how is the person called who wrote it",
    "does it say who the author is",
    "i liked this and would like to read more by the same person, who is it",
)


@dataclass(frozen=True, slots=True)
class _Blank:
    """An entry of which only the frame is known."""

    id: str
    claim: str
    cites: str
    topic: str
    title: str = ""
    side: str = ""
    role: str = ""
    asks: tuple[str, ...] = tuple(f"{FILL} {style}" for style in _STYLES)
    is_told: bool = False

    def lines(self) -> Iterator[str]:
        yield f"  - id: {self.id}"
        yield f"    title: {self.title or f'{FILL} the question it answers, at most 80 characters'}"
        yield f"    claim: {quoted(self.claim if self.is_told else f'{FILL} {self.claim}')}"
        yield f"    cites: {self.cites}"
        voice = f"{FILL} author, reporting, quoted, some-say or unnamed"
        yield f"    voice: {'reporting' if self.is_told else voice}"
        yield '    speaker: ""        # who is quoted, where voice is quoted'
        yield f"    certainty: {'stated' if self.is_told else f'{FILL} stated, hedged or open'}"
        yield '    hedge: ""          # the hedging word, where certainty is hedged'
        yield f"    side: {self.side or quoted('')}"
        yield f"    topics: [{self.topic}]"
        if self.role:
            yield f"    role: {self.role}"
        yield "    related: []"
        yield "    asks:"
        yield from (f"      - {ask}" for ask in self.asks)
        yield ""


def files_of(article: Article, schema: str) -> dict[str, str]:
    """Path below the pack's folder -> text. `schema` is the folder of the JSON Schemas as seen from
    the pack's.
    """
    reader = NameReader(part.text for section in article.sections for part in section.passages)
    files = {
        "source.yaml": source_yaml(article, f"{schema}/source.json"),
        "entries/overview.yaml": _overview(article, schema),
        "glossary.yaml": _glossary(article, reader, schema),
        "out_of_scope.yaml": _near_misses(article, schema),
        "premises.yaml": _premises(schema),
        f"motions/{slug(article.title)}.yaml": _motion(),
    }
    for section in article.sections:
        if section.passages:
            name = section.id if section.id != "overview" else "overview-section"
            files[f"entries/{name}.yaml"] = _section(section, reader, schema)
    return files


def _schema_line(schema: str, name: str) -> str:
    return f"# yaml-language-server: $schema={schema}/{name}.json\n"


def _overview(article: Article, schema: str) -> str:
    first = next(section for section in article.sections if section.passages)
    lines = [_schema_line(f"../{schema}", "entries") + "entries:"]
    for name, title, side, role, about in _OVERVIEW:
        cites = f"[{first.id}:1]" if not side else f"[{FILL} up to three passages]"
        blank = _Blank(name, f"in one sentence {about}", cites, "overview", title, side, role)
        lines += blank.lines()
    if authors := article.byline.authors:
        claim, cites = f"{' and '.join(authors)} wrote the article.", f"[{first.id}:1]"
        title = "Who wrote the article?"
        lines += _Blank(
            "writer", claim, cites, "overview", title, asks=_WRITER_ASKS, is_told=True
        ).lines()
    for section in article.sections:
        if len(section.passages) > 1:
            last = min(3, len(section.passages))
            cites = f"[{', '.join(f'{section.id}:{n}' for n in range(1, last + 1))}]"
            about = f"in one sentence what “{section.heading}” says"
            role = f"{{summary-of: {section.id}}}"
            name = f"section-{section.id}"
            lines += _Blank(name, about, cites, "overview", role=role).lines()
    return "\n".join(lines).rstrip() + "\n"


def _section(section: SectionPart, reader: NameReader, schema: str) -> str:
    lines = [_schema_line(f"../{schema}", "entries") + "entries:"]
    for part in section.passages:
        locator = f"{section.id}:{part.number}"
        lines.append(f"  # {locator} {_seen(part, reader)}")
        about = "what the passage says, in other words than its own"
        lines += _Blank(f"{section.id}-{part.number}", about, f"[{locator}]", section.id).lines()
    return "\n".join(lines).rstrip() + "\n"


def _seen(part: PassagePart, reader: NameReader) -> str:
    """What helps to know a passage again, without its text."""
    begins = " ".join(re.sub(r"\s+", " ", part.text).split()[:_SHOWN])
    facts = [f"begins “{begins} …”"]
    if figures := sorted(figures_in(part.text)):
        facts.append(f"figures {', '.join(figures)}")
    if names := reader.names(part.text):
        facts.append(f"names {', '.join(names)}")
    return "; ".join(facts)


def _glossary(article: Article, reader: NameReader, schema: str) -> str:
    names = dict.fromkeys(
        name
        for section in article.sections
        for part in section.passages
        for name in reader.names(part.text)
    )
    lines = [
        _schema_line(schema, "glossary")
        + "# What members call a thing -> what the entries call it; spellings, nicknames, "
        "abbreviations.",
        "terms:" if names else "terms: []",
    ]
    lines += [f"  - {{term: {quoted(name)}, synonyms: []}}" for name in _whole(names)]
    return "\n".join(lines) + "\n"


def _whole(names: Collection[str]) -> Iterator[str]:
    """The names that are no part of a longer one: not "Reyle" beside "Tomas Reyle"."""
    for name in names:
        if not any(name != other and f" {name} " in f" {other} " for other in names):
            yield name


def _near_misses(article: Article, schema: str) -> str:
    lines = [
        _schema_line(schema, "out_of_scope")
        + "# On the subject, but not in the article. 25 or more groups refuse far better than 5.",
        "groups:",
    ]
    for section in article.sections:
        if section.passages:
            lines += [
                f"  - id: {section.id}-details",
                "    kind: other-detail",
                f"    about: {quoted(f'{section.id}:1')}",
                "    asks:",
                f"      - {FILL} a question on this that the article does not answer",
                f"      - {FILL} the same in other words",
            ]
    return "\n".join(lines) + "\n"


def _premises(schema: str) -> str:
    return (
        _schema_line(schema, "premises")
        + f"""# Questions that take for granted what the article doesn't say.
# 8 or more groups are a good beginning.
groups:
  - id: premise-1
    premise: {FILL} what they take for granted
    instead: ""          # the entry that says what the article does say
    asks:
      - {FILL} a question that takes it for granted
      - {FILL} another
"""
    )


def _motion() -> str:
    return f"""# A debate to start by its file's name. With `points: article` the pack's points
# stand beside it, so For must mean the same side as `side: for` in the entries.
motion: {FILL} a sentence that one can be for or against
format: oxford
length: 3d
points: article
"""
