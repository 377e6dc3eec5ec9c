"""An article in plain Markdown, cut into passages: a paragraph or list item each, long paragraphs
at the ends of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.positions import Finding
from bot.knowledge.workshop.markdown.byline import byline_of, byline_of_front_matter, front_matter
from bot.knowledge.workshop.parts import Article, SectionPart, slug

LONGEST = 60
"""Words from which a paragraph is cut: what a reader can check at a glance."""
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_LINK = re.compile(r"!?\[([^\]]*)\]\((\S+?)(?:\s+\"[^\"]*\")?\)")
_PICTURE = re.compile(r"(?:\[?!\[[^\]]*\]\(\S+?(?:\s+\"[^\"]*\")?\)(?:\]\(\S+\))?\s*)+$")
"""Pictures and nothing else."""
_BARE = re.compile(r"https?://[^\s)>\]]+")
_MARKS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])")


def read_plain(text: str, path: str) -> tuple[Article, list[Finding]]:
    """The article, numbered anew, and what is wrong with it."""
    lines = text.splitlines()
    fields = front_matter(lines[1 : _after_front_matter(lines) - 1])
    title, sections, byline = "", list[SectionPart](), byline_of_front_matter(fields)
    for line, block in _blocks(lines):
        heading = _HEADING.match(block)
        if heading and not title and len(heading[1]) == 1:
            title = _plain(heading[2])
        elif heading:
            sections.append(_section(_plain(heading[2]), sections, line))
        elif not sections and (by := byline_of(_plain(block))):
            byline = by
        elif not _PICTURE.match(block):
            if not sections:
                sections.append(SectionPart("opening", "Opening", line))
            for piece in _pieces(block):
                if text_of := _plain(piece):
                    sections[-1].add(text_of, line, _links(piece))
    findings = []
    title = title or fields.get("title", "")
    if not title:
        cure = "begin it with `# ` and the article's title"
        findings.append(Finding(path, 1, 1, "has no title", cure))
    return Article(title, tuple(sections), byline), findings


def _section(heading: str, before: list[SectionPart], line: int) -> SectionPart:
    return SectionPart(slug(heading, (section.id for section in before)), heading, line)


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each heading, paragraph and list item on one line, with the line it begins on."""
    first = _after_front_matter(lines)
    begun, held = 0, list[str]()
    for number, line in enumerate([*lines[first:], ""], first + 1):
        begins = bool(_ITEM.match(line) or _HEADING.match(line)) or not line.strip()
        if begins and held:
            yield begun, " ".join(held)
            held = []
        if line.strip() and not _RULE.match(line):
            begun = begun if held else number
            held.append(line.strip().lstrip("> "))
            if _HEADING.match(line):
                yield begun, held.pop()


def _after_front_matter(lines: list[str]) -> int:
    """How many lines a block between two `---` at the top takes."""
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return 0
    return lines.index("---", 1) + 1


def _plain(block: str) -> str:
    """The words of a block, without Markdown's marks and addresses."""
    text = _LINK.sub(lambda found: found[1], _ITEM.sub("", block, count=1))
    for _ in range(2):  # **bold *and italic***
        text = _MARKS.sub(r"\2", text)
    return " ".join(text.split())


def _links(block: str) -> list[str]:
    named = [found[2] for found in _LINK.finditer(block)]
    return list(dict.fromkeys([*named, *_BARE.findall(_LINK.sub("", block))]))


def _pieces(text: str) -> Iterator[str]:
    """A paragraph, or its sentences in groups of at most `LONGEST` words."""
    held: list[str] = []
    for sentence in _SENTENCE.split(text):
        words = sum(len(part.split()) for part in held)
        if held and words + len(sentence.split()) > LONGEST:
            yield " ".join(held)
            held = []
        held.append(sentence)
    if held:
        yield " ".join(held)
