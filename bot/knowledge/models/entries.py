"""A claim of the article: whose it is, how sure, what it is for, where talk leads from it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.knowledge.frozen import Ask, Frozen, Identifier, Locator


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


class Entry(Frozen):
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


class EntryFile(Frozen):
    """`entries/*.yaml`."""

    entries: tuple[Entry, ...]
