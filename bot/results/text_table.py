"""Monospace tables, and lines that fit so many columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LABEL = 26


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, label: int = _LABEL) -> str:
    """Rows under a header, the first column to the left and shortened to `label` columns, the
    others to the right.
    """
    lines = [
        [shorten(cell, label if i == 0 else 14) for i, cell in enumerate(row)]
        for row in (header, *rows)
    ]
    widths = [max(_columns(row[i]) for row in lines) for i in range(len(header))]
    lines.insert(1, ["─" * width for width in widths])
    return "\n".join(_line(row, widths) for row in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - _columns(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join(
        cell + gap if i == 0 else gap + cell
        for i, (cell, gap) in enumerate(zip(cells, gaps, strict=True))
    ).rstrip()


def _columns(text: str) -> int:
    """Terminal columns: wide characters take two, combining ones none."""
    seen = [char for char in text if not unicodedata.combining(char)]
    return len(seen) + sum(unicodedata.east_asian_width(char) in "WF" for char in seen)


def fold(text: str, most: int) -> list[str]:
    """The text in lines of at most so many columns, broken at spaces where there are some; an empty
    text is one empty line.
    """
    lines, rest = [], " ".join(text.split())
    while _columns(rest) > most:
        cut = len(rest)
        while _columns(rest[:cut]) > most:
            cut -= 1
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else max(1, cut)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest]


def shorten(text: str, most: int) -> str:
    """One line of at most so many columns; backticks go, since they would end a code block."""
    text = " ".join(text.replace("`", "'").split())
    if _columns(text) <= most:
        return text
    while text and _columns(text) > most - 1:
        text = text[:-1]
    return text.rstrip() + "…"
