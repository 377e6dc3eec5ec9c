"""The article itself, without its text: sections, passages, authors, what it sets side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.knowledge.frozen import Frozen, Identifier


class Passage(Frozen):
    """One numbered passage, without its text."""

    number: int = Field(ge=1)
    words: int = Field(ge=1)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    link: str = ""
    linked: bool = False
    starts: str = Field(
        default="", max_length=80, description="its first words, fewer than eight, to find it by"
    )


class Section(Frozen):
    """A section with its heading; a section that only frames others has no passages."""

    id: Identifier
    heading: str = Field(min_length=1, max_length=200)
    passages: tuple[Passage, ...] = ()


class Author(Frozen):
    """A pen name and the name behind it."""

    name: str
    also: str = ""


class Strongest(Frozen):
    """The entries that speak loudest for either side of the article's question, best first, in a
    maintainer's judgement.
    """

    pro: tuple[str, ...] = Field(default=(), alias="for")
    against: tuple[str, ...] = ()


class Contrast(Frozen):
    """One of the things that the article sets side by side, and what members call it when they turn
    to it: "and in the US?".
    """

    id: Identifier
    words: tuple[str, ...] = Field(min_length=1)


ENGLISH = "en"


class Source(Frozen):
    """The article itself, without its text. `address` and `published` are empty where unknown;
    `subject` holds the names that any claim may use, whatever it cites.
    """

    id: Identifier | None = Field(
        default=None,
        description="what the pack is known by, to servers and debates; without one, its folder's"
        " name",
    )
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = Field(
        default=ENGLISH, description="the article's language, such as en or de"
    )
    title: str = Field(min_length=1)
    site: str = ""
    address: str = ""
    published: str = ""
    authors: tuple[Author, ...]
    subject: tuple[str, ...] = ()
    strongest: Strongest = Strongest()
    contrasts: tuple[Contrast, ...] = ()
    stand_ins: tuple[str, ...] = Field(
        default=(),
        alias="stand-ins",
        description="what members say for a thing named before, such as “the company”",
    )
    sections: tuple[Section, ...]

    def passages(self) -> Mapping[str, tuple[Section, Passage]]:
        """Every passage by its locator, in the article's order."""
        return self._by_locator

    @cached_property
    def _by_locator(self) -> Mapping[str, tuple[Section, Passage]]:
        return {
            f"{section.id}:{passage.number}": (section, passage)
            for section in self.sections
            for passage in section.passages
        }
