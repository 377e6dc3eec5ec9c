"""Text that members or maintainers wrote -> text that is safe to post: no mention pings, no
markdown acts, nothing reorders it.
"""

from __future__ import annotations

import re
import unicodedata

MESSAGE = 2000
LABEL = 80
CHOICE = 100

_ELLIPSIS = "…"
_ACTIVE = set("\\*_~|`[]<")
_LINE_START = re.compile(r"^([^\S\n]*)([>#+-]|\d+(?=[.)]))", re.MULTILINE)
_BROKEN_MENTION = "@\u200b"
_ESCAPED = str.maketrans({char: f"\\{char}" for char in _ACTIVE} | {"@": _BROKEN_MENTION})
_KEPT_FORMATS = {"\u200c", "\u200d"}
"""Joiners that Persian words and emoji families are written with; other format characters are
invisible or turn text around.
"""


def size(text: str) -> int:
    """Length as the strictest of Discord's counters has it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """The text without control, zero-width and direction characters; line ends as `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in text
        if char == "\n"
        or char in _KEPT_FORMATS
        or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )


def one_line(text: str) -> str:
    """`clean` text on a single line, for labels, titles and choices."""
    return " ".join(clean(text).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` long, cut between words where there are any, with an ellipsis."""
    if size(text) <= limit:
        return text
    kept = 0
    room = limit - 1
    for char in text:
        room -= size(char)
        if room < 0:
            break
        kept += 1
    cut = text[:kept]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > kept * 2 // 3 else cut).rstrip() + _ELLIPSIS


def label(text: str, limit: int = LABEL) -> str:
    """One line for a button or choice; never empty, which Discord refuses."""
    return shorten(one_line(text), limit) or _ELLIPSIS


def plain(text: str, limit: int = MESSAGE) -> str:
    """Shown literally: markdown escaped, mentions broken, at most `limit` long without cutting an
    escape in two.
    """
    raw = shorten(clean(text), limit)
    shown = _escape(raw)
    while size(shown) > limit:
        raw = shorten(raw, max(1, size(raw) - max(1, (size(shown) - limit) // 2)))
        shown = _escape(raw)
        if size(raw) <= 1 and size(shown) > limit:
            return _ELLIPSIS[:limit]
    return shown


def plain_line(text: str, limit: int = MESSAGE) -> str:
    """`plain` on a single line."""
    return plain(one_line(text), limit)


def quoted(text: str, limit: int) -> str:
    """Somebody's words as a quotation, literally."""
    return "\n".join("> " + line for line in plain(text, limit).splitlines())


def _escape(text: str) -> str:
    return _LINE_START.sub(_escaped_start, text.translate(_ESCAPED))


def _escaped_start(match: re.Match[str]) -> str:
    """A line's first sign, escaped; the dot after a number is what makes a list, and stands outside
    the match.
    """
    space, sign = match.groups()
    return f"{space}{sign}\u200b" if sign.isdigit() else f"{space}\\{sign}"
