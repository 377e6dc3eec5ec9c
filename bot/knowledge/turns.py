"""What people say in a conversation about any article, as examples and lists of words: the files of
`common/dialogue/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.knowledge.conversation import LengthWords

OWN = "own"
"""The group of questions that only look like follow-ups."""
FACETS = ("why", "speaker", "source", "more", "opposite", "later", OWN)
"""Groups of follow-ups that the conversation needs; a pack of examples may have more."""
CONTENT = "ask"
"""The act of a question about the article itself."""
ACTS: tuple[str, ...] = (CONTENT,)
"""Acts that the conversation needs."""
ANSWER_TYPES = ("method", "number", "time", "person", "place", "reason", "link")

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Example = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]


class TurnGroup(BaseModel):
    """What people say to one end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Phrase
    asks: Annotated[tuple[Example, ...], Field(min_length=1)]


class ActFile(BaseModel):
    """`common/acts/FAMILY/ACT.yaml`: what people say who want this; the file is named for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: Annotated[tuple[Example, ...], Field(min_length=1)]


class TurnFile(BaseModel):
    """`follow_ups.yaml` and `answer_types.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[TurnGroup, ...]


class TurnWords(BaseModel):
    """`words.yaml`: words and phrases by what they do in a question; the file explains each
    list.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    function: Phrases
    details: Phrases
    leaning: Phrases
    leaning_first: Phrases = Field(alias="leaning-first")
    openings: Phrases
    switches: Phrases
    switches_first: Phrases = Field(alias="switches-first")
    turning: Phrases
    turning_first: Phrases = Field(alias="turning-first")
    asking: Phrases
    interrogatives: tuple[Phrase, ...] = ()
    tellers: Phrases
    turned: Phrases
    joints: Phrases
    joined: Phrases
    beside: Phrases
    auxiliaries: Phrases
    tells: Phrases
    naming: Phrases
    picking: Phrases
    denying: Phrases
    retracting: Phrases
    meaning: Phrases
    instead: Phrases
    refusing: Phrases
    speaking: Phrases
    addressing: Phrases
    others: Phrases
    members: Phrases
    voting: Phrases
    fillers: Phrases
    oldest: Phrases
    newest: Phrases
    told: Phrases
    sections: Phrases
    each: Phrases
    lines: Phrases
    opening: Phrases
    ending: Phrases
    examples: Phrases
    weighing: Phrases
    comparing: Phrases
    guessing: Phrases
    addresses: Phrases
    purposes: Phrases
    wholes: Phrases
    listing: Phrases
    quoting: Phrases
    linking: Phrases
    placing: Phrases
    sourcing: Phrases
    deepening: Phrases
    trusting: Phrases
    again: Phrases
    recalling: Phrases
    previous: Phrases
    unkept: Phrases
    pairs: Phrases
    kinds: Mapping[Phrase, Phrases]
    exactly: Phrases
    going: Phrases
    handing: Phrases
    preceding: Phrases
    following: Phrases
    discussing: Phrases
    discussing_not: Phrases = Field(alias="discussing-not")
    arguing: Phrases
    replying: Phrases
    viewing: Phrases
    another: Phrases
    afterwards: Phrases
    peoples: Phrases
    vaguely_voting: Phrases = Field(alias="vaguely-voting")
    single: Phrases
    moving: Phrases
    claiming: Phrases
    gathering: Phrases
    marveling: Phrases
    how_asking: Phrases = Field(alias="how-asking")
    lucky: Phrases
    joking: Phrases
    flattering: Phrases
    holding: Phrases
    held: Phrases
    grading: Phrases
    birthdays: Phrases
    wanting: Phrases
    tags: Phrases
    pleasing: Phrases


class Turns(BaseModel):
    """All of `common/dialogue/`; `digest` changes with what is learned from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: TurnWords
    follow_ups: tuple[TurnGroup, ...]
    answer_types: tuple[TurnGroup, ...]
    acts: tuple[TurnGroup, ...] = ()
    lengths: LengthWords = LengthWords()
    digest: str
