"""Text for a screen of so many columns: what is too wide goes on below, indented as it was."""

from __future__ import annotations

import re
from textwrap import wrap

NARROWEST = 24
_HANGING = 2
_COLUMNS = re.compile(r"(?<=\S) {2,}(?=\S)")


def fit(text: str, width: int) -> str:
    """The text with no line wider than so many columns. Where two columns don't fit beside each
    other, as a command and what it does, the second goes below the first.
    """
    width = max(NARROWEST, width)
    return "\n".join(part for line in text.split("\n") for part in _fitted(line, width))


def _fitted(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    indent = len(line) - len(line.lstrip())
    first, *others = _COLUMNS.split(line.strip(), maxsplit=1)
    parts = _folded(first, indent, width)
    for other in others:
        parts += _folded(other, indent + 2 * _HANGING, width)
    return parts


def _folded(text: str, indent: int, width: int) -> list[str]:
    """Lines at that indent; what stood in from the left hangs a little further, prose does not."""
    indent = min(indent, width // 3)
    rest = " " * min(indent + (_HANGING if indent else 0), width // 3)
    return wrap(text, width, initial_indent=" " * indent, subsequent_indent=rest)
