"""What an article is made of, before it becomes a pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_DROPPED = frozenset(
    "a an and are as at be by can did do does for from how in is it its of on or our that the "
    "their "
    "this to was we what why will with you your".split()
)
_LONGEST_ID = 40
_ID_WORDS = 3


@dataclass(frozen=True, slots=True)
class PassagePart:
    """One passage with its text; `link` is the one address it names, if it names one."""

    number: int
    text: str
    line: int
    link: str = ""
    linked: bool = False


@dataclass(slots=True)
class SectionPart:
    """A section as it grows while the article is read."""

    id: str
    heading: str
    line: int
    passages: list[PassagePart] = field(default_factory=list)

    def add(self, text: str, line: int, links: Iterable[str] = ()) -> None:
        """Append a passage with the next number."""
        found = tuple(links)
        alone = found[0] if len(found) == 1 else ""
        self.passages.append(
            PassagePart(len(self.passages) + 1, text, line, alone, bool(found) and not alone)
        )


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article, and when it was published; either may be unknown."""

    authors: tuple[str, ...] = ()
    published: str = ""


NOBODY = Byline()


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its title, its sections in order, and who wrote it when, where it says so."""

    title: str
    sections: tuple[SectionPart, ...]
    byline: Byline = NOBODY


def slug(text: str, taken: Iterable[str] = (), words: int = _ID_WORDS) -> str:
    """A kebab-case id from the telling words of a text: "Why others don't" -> "others-dont"; a
    number is added where it is taken.
    """
    bare = unicodedata.normalize("NFKD", text.lower())
    plain = re.findall(r"[a-z0-9]+", re.sub(r"['’\u0300-\u036f]", "", bare))
    telling = [word for word in plain if word not in _DROPPED] or plain or ["section"]
    found = "-".join(telling[:words])[:_LONGEST_ID].strip("-")
    held = set(taken)
    return next(
        name for name in (found, *(f"{found}-{n}" for n in range(2, 10_000))) if name not in held
    )
