"""What is asked that no entry answers: near misses, false premises, small talk, what is unsafe."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from bot.knowledge.frozen import Ask, Frozen, Identifier


class AskGroup(Frozen):
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


class NearMissFile(Frozen):
    """`out_of_scope*.yaml`."""

    groups: tuple[NearMisses, ...]


class Premise(AskGroup):
    """Questions that take something for granted which the article doesn't say, and the entry that
    says what it does.
    """

    premise: str
    instead: str = ""
    instead_about: str = ""


class PremiseFile(Frozen):
    """`premises.yaml`."""

    groups: tuple[Premise, ...]


class CommonGroup(AskGroup):
    """Questions that no article answers: small talk, off topic, injection, unsafe."""

    crisis: bool = Field(
        default=False, description="unsafe only: whoever says this is told where help is"
    )


class CommonFile(Frozen):
    """`common/*.yaml`."""

    groups: tuple[CommonGroup, ...] = Field(min_length=1)
