"""Words: the glossary, names of the world around, abbreviations, other languages."""

from __future__ import annotations

from pydantic import Field

from bot.knowledge.frozen import Frozen, Locator


class Term(Frozen):
    """A word as the entries use it, and what members type instead."""

    term: str
    means: str = ""
    synonyms: tuple[str, ...] = ()
    cites: tuple[Locator, ...] = ()
    defined: bool = Field(default=False, description="whether the article itself explains it")


class Glossary(Frozen):
    """`glossary.yaml`."""

    terms: tuple[Term, ...]


class Elsewhere(Frozen):
    """`common/elsewhere.yaml`: names of the world around the article, as words between spaces."""

    places: str
    companies: str = ""
    people: str = ""

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return frozenset(f"{self.places} {self.companies} {self.people}".lower().split())


class ChatSpeak(Frozen):
    """`common/chat_speak.yaml`: abbreviation -> plain English; nothing for a word that adds no
    meaning.
    """

    words: dict[str, str]


class Language(Frozen):
    """`common/languages/*.yaml`: words of another language, each with the English word the entries
    use.
    """

    code: str
    name: str
    notice: str = Field(description="one line in that language: the knowledge is in English")
    words: dict[str, str]


class OwnWords(Frozen):
    """`languages/*.yaml` of a pack: what only this article talks of, such as names, beside the
    words of the language that are common to all.
    """

    code: str
    words: dict[str, str]
