"""A copy of an article whose passages are numbered already: `[section:n] text`, one a line."""

from __future__ import annotations

import re

from bot.knowledge.positions import Finding
from bot.knowledge.workshop.parts import NOBODY, Article, Byline, PassagePart, SectionPart

_PASSAGE = re.compile(r"\[([^\s\[\]]+):(\d+)\](?: (.*)|$)")
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ALONE = re.compile(r"https?://\S+")
_LINKED = re.compile(r"\[(?:source|link)\]|^\[.*\]$", re.IGNORECASE)
"""Marks of a link whose address the copy doesn't hold: `[source]`, or a whole passage in brackets.
"""


def is_numbered(text: str) -> bool:
    """Whether any line is a numbered passage."""
    return any(_PASSAGE.match(line) for line in text.splitlines())


def read_numbered(text: str, path: str) -> tuple[Article, list[Finding]]:
    """The article of a numbered copy, and what is wrong with the copy."""
    reader = _Reader(path)
    for number, line in enumerate(text.splitlines(), 1):
        reader.take(line.rstrip(), number)
    if not reader.title and not reader.findings:
        reader.tell(1, "has no title", "begin it with `# ` and the article's title")
    return Article(reader.title, tuple(reader.sections), reader.byline), reader.findings


class _Reader:
    """Goes through a copy line by line."""

    def __init__(self, path: str) -> None:
        self.title = ""
        self.byline = NOBODY
        self.sections: list[SectionPart] = []
        self.findings: list[Finding] = []
        self._path = path

    def tell(self, line: int, what: str, cure: str) -> None:
        self.findings.append(Finding(self._path, line, 1, what, cure))

    def take(self, line: str, number: int) -> None:
        if not line:
            return
        if line.startswith("# "):
            self.title = self.title or line[2:].strip()
        elif line.startswith("## "):
            self._section(line[3:].strip(), number)
        elif line.startswith("by:") and not self.sections:
            names = tuple(name.strip() for name in line.removeprefix("by:").split(","))
            self.byline = Byline(names, self.byline.published)
        elif line.startswith("published:") and not self.sections:
            self.byline = Byline(self.byline.authors, line.removeprefix("published:").strip())
        elif line.startswith("heading:") and self.sections and not self.sections[-1].passages:
            self.sections[-1].heading = line.removeprefix("heading:").strip()
        elif found := _PASSAGE.match(line):
            self._passage(found[1], int(found[2]), (found[3] or "").strip(), number)
        else:
            self.tell(number, "stands in no passage", "join it to the passage it belongs to")

    def _section(self, name: str, number: int) -> None:
        if not _IDENTIFIER.fullmatch(name):
            self.tell(
                number, f"{name} is no id of a section", "write it in kebab-case: ## the-plan"
            )
        if any(section.id == name for section in self.sections):
            self.tell(number, f"the section {name} stands twice", "join them, or rename one")
        self.sections.append(SectionPart(name, name.replace("-", " ").capitalize(), number))

    def _passage(self, name: str, place: int, text: str, number: int) -> None:
        if not self.sections or self.sections[-1].id != name:
            self.tell(
                number, f"{name}:{place} stands outside its section", f"put it below `## {name}`"
            )
            return
        section = self.sections[-1]
        if place != len(section.passages) + 1:
            wanted = f"{name}:{len(section.passages) + 1}"
            self.tell(number, f"{name}:{place} comes where {wanted} should", "number them in order")
        if not text:
            self.tell(number, f"{name}:{place} is empty", "write its text behind the number")
        link = text if _ALONE.fullmatch(text) else ""
        linked = bool(_LINKED.search(text))
        section.passages.append(PassagePart(len(section.passages) + 1, text, number, link, linked))
