"""`source.yaml` as far as the article itself tells it: passages with words, hash, figures, names
and links; never their text.
"""

from __future__ import annotations

import json
from collections import Counter

from bot.knowledge.checking.placeholders import FILL
from bot.knowledge.passages import PassageText, figures_in
from bot.knowledge.workshop.names import NameReader
from bot.knowledge.workshop.parts import Article, PassagePart, SectionPart

_SUGGESTED = 4


def source_yaml(article: Article, schema: str) -> str:
    """The file's text; `schema` is where its JSON Schema lies, as seen from the file."""
    reader = NameReader(part.text for section in article.sections for part in section.passages)
    named = Counter(
        name
        for section in article.sections
        for part in section.passages
        for name in reader.names(part.text)
    )
    often = ", ".join(name for name, times in named.most_common(_SUGGESTED) if times > 1)
    by = article.byline
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"title: {quoted(article.title)}",
        'site: ""           # where it was published; empty where unknown',
        'address: ""        # its web address; empty where unknown, never guessed',
        f"published: {quoted(by.published):7s} # when; empty where unknown, never guessed",
        "authors:",
        *(f"  - {{name: {quoted(name)}}}" for name in by.authors),
        *([] if by.authors else [f"  - {{name: {FILL} the author or pen name}}"]),
        "# Names that any claim may use, whatever it cites: what the article is about."
        + (f" Often named: {often}." if often else ""),
        "subject: []",
        (
            "# Entries that debates open with and /argue shows first, best first;"
            " their `side` must be the same."
        ),
        "strongest:",
        "  for: [argument-for]",
        "  against: [argument-against]",
        "sections:",
    ]
    for section in article.sections:
        lines += _section(section, reader)
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A YAML string in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _section(section: SectionPart, reader: NameReader) -> list[str]:
    lines = [f"  - id: {section.id}", f"    heading: {quoted(section.heading)}"]
    if not section.passages:
        return [*lines, "    passages: []"]
    lines.append("    passages:")
    for part in section.passages:
        lines += _passage(f"{section.id}:{part.number}", part, reader)
    return lines


def _passage(locator: str, part: PassagePart, reader: NameReader) -> list[str]:
    text = PassageText(locator, part.text)
    lines = [
        f"      - number: {part.number}",
        f"        words: {text.words}",
        f"        sha256: {text.sha256}",
    ]
    if figures := sorted(figures_in(part.text)):
        lines.append(f"        figures: [{', '.join(map(quoted, figures))}]")
    if names := reader.names(part.text):
        lines.append(f"        names: [{', '.join(map(quoted, names))}]")
    if part.link:
        lines.append(f"        link: {quoted(part.link)}")
    if part.linked:
        lines.append(
            "        linked: true   # the article links a page here; its address is not in the text"
        )
    return lines
