"""Where a follow-up leads from the last answer, and what it makes likelier."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.knowledge.models import Entry, Knowledge, Role, Side


class Facet(StrEnum):
    """What a bare follow-up asks of the last answer."""

    WHY = "why"
    SPEAKER = "speaker"
    SOURCE = "source"
    MORE = "more"
    OPPOSITE = "opposite"
    LATER = "later"


_SAME, _LINKED, _NEXT, _SECTION = 1.2, 1.0, 0.8, 0.1
"""What a full-strength follow-up adds to the margin of entries on the same passage, linked ones,
neighbours, and the same section.
"""
MILDER = 0.25
"""What it takes off the margin of the classes that refuse: a fragment names no subject, and so they
claim it too easily.
"""


def follow(entry: Entry, facet: str, knowledge: Knowledge, shown: frozenset[str]) -> Entry | None:
    """The entry a facet leads to from the last answer; the last entry itself where it answers best
    (who said it, its source).
    """
    if facet == Facet.SPEAKER:
        return entry
    if facet == Facet.OPPOSITE and entry.side is not Side.NEITHER:
        other = Role.FOR if entry.side is Side.AGAINST else Role.AGAINST
        return _first_but(entry, knowledge.in_role(other))
    return knowledge.entry(getattr(entry.follow, facet, "")) or _unlinked(
        entry, facet, knowledge, shown
    )


def _unlinked(
    entry: Entry, facet: str, knowledge: Knowledge, shown: frozenset[str]
) -> Entry | None:
    """Where a facet leads that the entry names no other entry for."""
    if facet == Facet.SOURCE:
        return entry
    if facet == Facet.OPPOSITE:
        return _first_but(entry, knowledge.in_role(Role.BOTH_SIDES))
    if facet == Facet.MORE:
        fresh = [
            found
            for found_id in entry.related
            if found_id not in shown and (found := knowledge.entry(found_id))
        ]
        near = [found for found in fresh if sections(found) & sections(entry)]
        return next(iter(near or fresh), entry)
    return None


def _first_but(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """The other side of a claim is never the claim itself."""
    return next((other for other in others if other.id != entry.id), None)


def sections(entry: Entry) -> set[str]:
    """The sections an entry cites."""
    return {locator.split(":")[0] for locator in entry.cites}


def lifts(entry: Entry, knowledge: Knowledge, strength: float) -> dict[str, float]:
    """How much likelier each entry becomes after the last answer: same passage most, then linked
    ones, then the same section.
    """
    linked = {*entry.related, *(value for value in entry.follow.model_dump().values() if value)}
    mine, section, places = set(entry.cites), sections(entry), _numbers(entry)
    found: dict[str, float] = {}
    for other in knowledge.entries:
        if other.role:  # what sums up is asked for by name
            continue
        amount = 0.0
        if sections(other) & section:
            amount = (
                _NEXT if any(abs(a - b) <= 2 for a in places for b in _numbers(other)) else _SECTION
            )
        if other.id in linked:
            amount = max(amount, _LINKED)
        if set(other.cites) & mine:
            amount = max(amount, _SAME)
        if amount:
            found[other.id] = amount * strength
    return found


def _numbers(entry: Entry) -> list[int]:
    return [int(locator.split(":")[1]) for locator in entry.cites]
