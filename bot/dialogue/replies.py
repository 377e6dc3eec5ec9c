"""What a turn ends in: plain values for every surface, no Discord and no terminal in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ABSENT = "absent"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage: `locator` is `concern:3`, `heading` its section's heading, `number` its number in
    the section.
    """

    locator: str
    heading: str
    number: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One claim with who says it and how surely, in plain words, and its passages."""

    entry: str
    title: str
    text: str
    attribution: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something offered besides: a related question, a choice of "did you mean", or a passage that
    is not an answer.
    """

    entry: str
    title: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole of one turn. `text` is the lead sentence ("The article doesn't say.", "Did you
    mean", small talk), may be empty.

    `answers` is empty unless the outcome is ANSWER; two or more answer the parts of a compound
    question. `choices` are the 2-4 of CLARIFY; `related` up to three further questions, or at
    ABSENT at most one passage labelled as not an answer.
    """

    outcome: Outcome
    text: str
    confidence: float
    answers: tuple[Answer, ...] = ()
    choices: tuple[Suggestion, ...] = ()
    related: tuple[Suggestion, ...] = ()
    asks_debates: bool = False
    """Whether the member wants to know what is voted on here; a surface that knows adds it."""
