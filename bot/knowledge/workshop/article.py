"""An article as its sections and passages, with the line each stands on; what can't be read is told
by line and column.

Two forms are read. A *numbered copy* has `# title`, `## section-id`, `heading: …` and lines
`[section:n] text`; its numbers are kept. Any other Markdown is numbered here: a heading begins a
section, a paragraph or list item is a passage, and a long paragraph is several.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.positions import Finding
from bot.knowledge.workshop.markdown.numbered import is_numbered, read_numbered
from bot.knowledge.workshop.markdown.plain import read_plain
from bot.knowledge.workshop.parts import Article

LARGEST = 1_000_000
"""Bytes: some 150,000 words, a thick book; more is not an article."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article, and whether its passages were numbered here."""

    article: Article
    numbered_here: bool


def read(path: Path) -> Read:
    """Read an article. Raises KnowledgeError with every finding as `file:line:column: what;
    cure`.
    """
    text = _text(path)
    numbered = is_numbered(text)
    article, findings = (read_numbered if numbered else read_plain)(text, str(path))
    if not findings and not any(section.passages for section in article.sections):
        findings = [
            Finding(
                str(path), 1, 1, "holds no passage", "give it paragraphs, or `[section:1] text`"
            )
        ]
    if findings:
        raise KnowledgeError("\n".join(map(str, findings)))
    return Read(article, not numbered)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise KnowledgeError(f"{path}:1:1: is larger than 1 MB; give one article as plain text")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}:1:1: is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise KnowledgeError(
            f"{path}:1:1: cannot be read ({error.strerror}); give the article as a text file"
        ) from error
