"""What the ranker learns from: every authored phrasing with its class, in scope or out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.models import Entry, Knowledge

_MANY = 20
"""Asks from which an entry needs no other words for its claim: with 6 they rank two questions in a
hundred more rightly, with 68 one fewer.
"""


class Scope(StrEnum):
    """The family of a class. ENTRY is in scope; all others are reasons not to answer."""

    ENTRY = "entry"
    NEAR = "near"
    PREMISE = "premise"
    OFF_TOPIC = "off-topic"
    INJECTION = "injection"
    UNSAFE = "unsafe"
    SMALL_TALK = "small-talk"


@dataclass(frozen=True, slots=True)
class Example:
    """One phrasing. `label` is an entry id or an out-of-scope class; `group` ties phrasings on one
    subject together.

    `asked` is False for a claim: it is learned from like a phrasing, but nobody asks it.
    """

    text: str
    label: str
    scope: Scope
    group: str
    asked: bool = True


def examples_of(knowledge: Knowledge) -> list[Example]:
    """Every phrasing of the knowledge; an entry's title and claim count as phrasings of it, and so
    do the shorter and the plainer form of the claim where there are few asks.
    """
    found = [
        Example(text, entry.id, Scope.ENTRY, entry.id)
        for entry in knowledge.entries
        for text in (entry.title, *entry.asks)
    ]
    found += [
        Example(text, entry.id, Scope.ENTRY, entry.id, asked=False)
        for entry in knowledge.entries
        for text in (entry.claim, *_forms(knowledge, entry))
    ]
    for miss in knowledge.near_misses:
        found += [
            Example(text, f"near/{miss.kind}", Scope.NEAR, f"near/{miss.id}") for text in miss.asks
        ]
    for premise in knowledge.premises:
        found += [
            Example(text, "premise", Scope.PREMISE, f"premise/{premise.id}")
            for text in premise.asks
        ]
    common = (
        (Scope.SMALL_TALK, knowledge.small_talk),
        (Scope.OFF_TOPIC, knowledge.off_topic),
        (Scope.INJECTION, knowledge.injection),
        (Scope.UNSAFE, knowledge.unsafe),
    )
    for scope, groups in common:
        for group in groups:
            label = f"{scope}/{group.id}" if scope is Scope.SMALL_TALK else str(scope)
            found += [Example(text, label, scope, f"{scope}/{group.id}") for text in group.asks]
    return found


def _forms(knowledge: Knowledge, entry: Entry) -> Iterator[str]:
    """Other words for the same claim; what goes beyond it is left out."""
    if len(entry.asks) < _MANY:
        facets = knowledge.facets_of(entry.id)
        yield from (said.text for said in (facets.short, facets.plain) if said)
