"""Who wrote an article, read from the line below its title or from its front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.knowledge.workshop.parts import NOBODY, Byline

_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|van|von|der|den|la|le|al|bin) )*{_WORD}){{1,3}}"
_LIST = rf"{_NAME}(?:(?:, {_NAME})*,? (?:and|&) {_NAME})?"
_BY = re.compile(rf"(?:(?:words|text|story|written|essay) )?by (?P<names>{_LIST})(?=$|[,.;|·–—(])")
_JOINT = re.compile(r",? (?:and|&) |, ")
_WHEN = re.compile(
    r"(?:\d{1,2}\.? )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) (?:\d{1,2}, )?(?:1[5-9]|20)\d\d|\b(?:1[5-9]|20)\d\d\b"
)
_LONGEST = 25
"""Words of the longest byline; what is longer begins the article: "By Monday Ida Brandt …"."""


def byline_of(text: str) -> Byline | None:
    """What the line below a title says of its author, if it is a byline."""
    line = text[:1].lower() + text[1:]
    found = _BY.match(line)
    if found is None or len(line.split()) > _LONGEST:
        return None
    when = _WHEN.search(line, found.end())
    return Byline(tuple(_JOINT.split(found["names"])), when[0] if when else "")


def byline_of_front_matter(fields: Mapping[str, str]) -> Byline:
    """The same of the fields `author` or `authors`, and `date` or `published`."""
    named = fields.get("author") or fields.get("authors") or ""
    authors = (part.strip(" \"'[]") for part in _JOINT.split(named))
    when = fields.get("published") or fields.get("date") or ""
    found = Byline(tuple(filter(None, authors)), when)
    return found if found.authors or found.published else NOBODY


def front_matter(lines: Sequence[str]) -> dict[str, str]:
    """The plain `key: value` lines of a block, keys in small letters."""
    pairs = (line.partition(":") for line in lines if re.match(r"[A-Za-z_-]+: *\S", line))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
