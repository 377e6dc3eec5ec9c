"""What a knowledge folder holds, as frozen values. Fields are documented in
`knowledge/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.knowledge.conversation import Conversation, Facets
from bot.knowledge.turns import Turns

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Locator = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:[1-9]\d*$")]
Ask = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Voice(StrEnum):
    """Whose claim it is."""

    AUTHOR = "author"
    REPORTING = "reporting"
    QUOTED = "quoted"
    SOME_SAY = "some-say"
    UNNAMED = "unnamed"


class Certainty(StrEnum):
    """How surely the article says it."""

    STATED = "stated"
    HEDGED = "hedged"
    OPEN = "open"


class Side(StrEnum):
    """The side of the article's own motion that a claim strengthens."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = ""


class Passage(_Frozen):
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


class Section(_Frozen):
    """A section with its heading; a section that only frames others has no passages."""

    id: Identifier
    heading: str = Field(min_length=1, max_length=200)
    passages: tuple[Passage, ...] = ()


class Author(_Frozen):
    """A pen name and the name behind it."""

    name: str
    also: str = ""


class Strongest(_Frozen):
    """The entries that speak loudest for either side of the article's question, best first, in a
    maintainer's judgement.
    """

    pro: tuple[str, ...] = Field(default=(), alias="for")
    against: tuple[str, ...] = ()


class Contrast(_Frozen):
    """One of the things that the article sets side by side, and what members call it when they turn
    to it: "and in the US?".
    """

    id: Identifier
    words: tuple[str, ...] = Field(min_length=1)


ENGLISH = "en"


class Source(_Frozen):
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


class Follow(BaseModel):
    """Where a follow-up leads from an entry, each an entry id or empty: by what is asked, or by the
    id of one of the source's contrasts.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, str]

    why: str = ""
    opposite: str = ""
    more: str = ""
    source: str = ""
    later: str = ""


class Role(StrEnum):
    """What an entry is for in a conversation, whatever it is called; `summary-of:SECTION`
    besides.
    """

    OVERVIEW = "overview"
    BOTH_SIDES = "both-sides"
    FOR = "for"
    AGAINST = "against"


SUMMARY_OF = "summary-of"


def _role(given: object) -> object:
    """`{summary-of: trust}` as `summary-of:trust`."""
    if isinstance(given, dict) and list(given) == [SUMMARY_OF]:
        return f"{SUMMARY_OF}:{given[SUMMARY_OF]}"
    return given


RoleName = Annotated[
    str,
    BeforeValidator(_role, json_schema_input_type=str | dict[str, str]),
    StringConstraints(pattern=r"^(overview|both-sides|for|against|summary-of:[a-z0-9-]+)?$"),
]


class Entry(_Frozen):
    """One claim of the article in our own words, with its passages and the ways to ask for it."""

    id: Identifier
    title: str = Field(min_length=3, max_length=80)
    claim: str = Field(min_length=10, max_length=420)
    cites: tuple[Locator, ...] = Field(min_length=1, max_length=6)
    voice: Voice
    speaker: str = ""
    certainty: Certainty
    hedge: str = ""
    side: Side = Side.NEITHER
    topics: tuple[str, ...] = Field(min_length=1)
    role: RoleName = ""
    related: tuple[str, ...] = Field(default=(), max_length=6)
    follow: Follow = Follow()
    asks: tuple[Ask, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _provenance(self) -> Entry:
        if self.voice is Voice.QUOTED and not self.speaker:
            raise ValueError(
                "voice is quoted but no speaker is named; name the speaker, or use voice: unnamed"
            )
        if self.certainty is Certainty.HEDGED and not self.hedge:
            raise ValueError("certainty is hedged but hedge is empty; put the hedging word there")
        return self


_ONCE = {"argument-for": Role.FOR, "argument-against": Role.AGAINST, "both-sides": Role.BOTH_SIDES}
_ONCE_SUMMARY = "section-"


def once_in_role(entry: Entry) -> str:
    """The role that an entry's id or topic stood for before there were roles."""
    if entry.role:
        return ""
    if entry.id in _ONCE:
        return _ONCE[entry.id]
    if entry.id.startswith(_ONCE_SUMMARY):
        return f"{SUMMARY_OF}:{entry.id.removeprefix(_ONCE_SUMMARY)}"
    is_overview = Role.OVERVIEW in entry.topics and entry.side is Side.NEITHER
    return Role.OVERVIEW if is_overview else ""


class EntryFile(_Frozen):
    """`entries/*.yaml`."""

    entries: tuple[Entry, ...]


class AskGroup(_Frozen):
    """Questions that belong together, with the id of their subject."""

    id: Identifier
    asks: tuple[Ask, ...] = Field(min_length=1)


class NearMissKind(StrEnum):
    """What a near miss is near to."""

    OTHER_DETAIL = "other-detail"
    OTHER_COUNTRY = "other-country"
    OTHER_COMPANY = "other-company"
    OTHER_LAW = "other-law"
    OTHER_DATE = "other-date"
    WIDER_SUBJECT = "wider-subject"
    PRACTICAL = "practical"
    PERSON = "person"
    MEDIA = "media"


class NearMisses(AskGroup):
    """Questions on the subject that the article does not answer. `about` names the passage on the
    same thing, if any.
    """

    kind: NearMissKind
    related: str = ""
    about: str = ""


class NearMissFile(_Frozen):
    """`out_of_scope*.yaml`."""

    groups: tuple[NearMisses, ...]


class Premise(AskGroup):
    """Questions that take something for granted which the article doesn't say, and the entry that
    says what it does.
    """

    premise: str
    instead: str = ""
    instead_about: str = ""


class PremiseFile(_Frozen):
    """`premises.yaml`."""

    groups: tuple[Premise, ...]


class CommonGroup(AskGroup):
    """Questions that no article answers: small talk, off topic, injection, unsafe."""

    crisis: bool = Field(
        default=False, description="unsafe only: whoever says this is told where help is"
    )


class CommonFile(_Frozen):
    """`common/*.yaml`."""

    groups: tuple[CommonGroup, ...] = Field(min_length=1)


class Term(_Frozen):
    """A word as the entries use it, and what members type instead."""

    term: str
    means: str = ""
    synonyms: tuple[str, ...] = ()
    cites: tuple[Locator, ...] = ()
    defined: bool = Field(default=False, description="whether the article itself explains it")


class Glossary(_Frozen):
    """`glossary.yaml`."""

    terms: tuple[Term, ...]


class Elsewhere(_Frozen):
    """`common/elsewhere.yaml`: names of the world around the article, as words between spaces."""

    places: str
    companies: str = ""
    people: str = ""

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return frozenset(f"{self.places} {self.companies} {self.people}".lower().split())


class ChatSpeak(_Frozen):
    """`common/chat_speak.yaml`: abbreviation -> plain English; nothing for a word that adds no
    meaning.
    """

    words: dict[str, str]


class Language(_Frozen):
    """`common/languages/*.yaml`: words of another language, each with the English word the entries
    use.
    """

    code: str
    name: str
    notice: str = Field(description="one line in that language: the knowledge is in English")
    words: dict[str, str]


class OwnWords(_Frozen):
    """`languages/*.yaml` of a pack: what only this article talks of, such as names, beside the
    words of the language that are common to all.
    """

    code: str
    words: dict[str, str]


class Knowledge(_Frozen):
    """Everything the bot knows of one article, and what is common to all."""

    source: Source
    entries: tuple[Entry, ...]
    glossary: Glossary
    near_misses: tuple[NearMisses, ...]
    premises: tuple[Premise, ...]
    small_talk: tuple[CommonGroup, ...]
    off_topic: tuple[CommonGroup, ...]
    injection: tuple[CommonGroup, ...]
    unsafe: tuple[CommonGroup, ...]
    chat_speak: ChatSpeak
    elsewhere: frozenset[str]
    turns: Turns
    conversation: Conversation = Conversation()
    facets: tuple[Facets, ...] = ()
    terms: tuple[Term, ...] = ()
    """Words of the bot's own, such as "motion", from `common/terms.yaml`."""
    digest: str = ""
    id: str = ""
    """What the pack is known by: the source's id, or its folder's name."""

    def in_role(self, role: str) -> tuple[Entry, ...]:
        """The entries of a role; in a pack that names no entry for it, those that once had it by
        their id or topic.
        """
        named = tuple(entry for entry in self.entries if entry.role == role)
        return named or tuple(entry for entry in self.entries if once_in_role(entry) == role)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, if there is one."""
        return self._by_id.get(entry_id)

    def facets_of(self, entry_id: str) -> Facets:
        """The other forms of an entry's claim; empty ones where the pack has none."""
        return self._facets_by_id.get(entry_id) or Facets(entry=entry_id)

    @cached_property
    def _facets_by_id(self) -> Mapping[str, Facets]:
        return {facets.entry: facets for facets in self.facets}

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}
