"""Young knowledges made from a grown one: some of its passages, a few asks an entry, a few near
misses; and questions to them that they have not seen, of which they can answer only some.

What is learned over many of them, each with its own entries and gaps, holds for a pack that was
never seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from bot.knowledge.models import AskGroup, Entry, Knowledge
from bot.retrieval.examples import Scope

_Asked = TypeVar("_Asked", AskGroup, Entry)


class Shape(NamedTuple):
    """The share of passages kept, the asks an entry, the groups of near misses, the asks of
    each.
    """

    share: float
    asks: int
    misses: int
    each: int


_SHAPES = (
    Shape(0.4, 6, 25, 3),
    Shape(0.6, 6, 40, 3),
    Shape(0.5, 4, 15, 3),
    Shape(0.4, 10, 30, 4),
    Shape(0.3, 6, 20, 3),
    Shape(0.5, 3, 30, 3),
    Shape(0.5, 20, 60, 6),
    Shape(0.8, 6, 80, 6),
    Shape(0.3, 6, 30, 3),
    Shape(0.9, 6, 250, 9),
    Shape(0.9, 12, 150, 5),
    Shape(0.25, 8, 40, 3),
)
_HELD = 5
"""One in so many groups of small talk and the like is held back."""
_ASKED = 4
_GAPS, _MISSES, _PREMISES, _COMMON = 250, 350, 150, 200
Group = TypeVar("Group", bound=AskGroup)


@dataclass(frozen=True, slots=True)
class Trial:
    """A young knowledge, questions with the entry each is a phrasing of, and questions that it
    can't answer, each with its family.
    """

    knowledge: Knowledge
    answerable: tuple[tuple[str, str], ...]
    unanswerable: tuple[tuple[str, Scope], ...]


def trials(knowledge: Knowledge) -> Iterator[Trial]:
    """One for each shape, always the same ones."""
    for number, shape in enumerate(_SHAPES):
        # The same trials every time; nothing secret hangs on them.
        yield _trial(knowledge, random.Random(number), shape)  # noqa: S311


def thinned(knowledge: Knowledge, asks: int, chance: random.Random) -> Knowledge:
    """The knowledge with so many asks an entry, chosen at random."""
    entries = tuple(_fewer(entry, asks, chance) for entry in knowledge.entries)
    return knowledge.model_copy(update={"entries": entries})


def _trial(knowledge: Knowledge, chance: random.Random, shape: Shape) -> Trial:
    places = sorted({place for entry in knowledge.entries for place in entry.cites})
    kept = set(chance.sample(places, round(shape.share * len(places))))
    entries = [entry for entry in knowledge.entries if kept.issuperset(entry.cites)]
    gone = [entry for entry in knowledge.entries if kept.isdisjoint(entry.cites)]
    young = [_fewer(entry, shape.asks, chance) for entry in entries]
    near, other_near = _part(knowledge.near_misses, shape.misses, chance)
    premises, other_premises = _part(knowledge.premises, shape.misses // 3, chance)
    changed: dict[str, object] = {
        "entries": tuple(young),
        "near_misses": tuple(_fewer(group, shape.each, chance) for group in near),
        "premises": tuple(_fewer(group, shape.each, chance) for group in premises),
    }
    held: list[tuple[str, Scope]] = []
    for field, scope in (
        ("off_topic", Scope.OFF_TOPIC),
        ("injection", Scope.INJECTION),
        ("unsafe", Scope.UNSAFE),
        ("small_talk", Scope.SMALL_TALK),
    ):
        groups = getattr(knowledge, field)
        some, others = _part(groups, len(groups) - max(1, len(groups) // _HELD), chance)
        changed[field] = tuple(some)
        held += _asks(others, scope)
    seen = {ask for entry in young for ask in entry.asks}
    answerable = [
        (ask, entry.id)
        for entry in entries
        for ask in _some([ask for ask in entry.asks if ask not in seen], _ASKED, chance)
    ]
    unanswerable = [
        *_some([(ask, Scope.NEAR) for entry in gone for ask in entry.asks], _GAPS, chance),
        *_some(_asks(other_near, Scope.NEAR), _MISSES, chance),
        *_some(_asks(other_premises, Scope.PREMISE), _PREMISES, chance),
        *_some(held, _COMMON, chance),
    ]
    return Trial(knowledge.model_copy(update=changed), tuple(answerable), tuple(unanswerable))


def _fewer(group: _Asked, count: int, chance: random.Random) -> _Asked:
    return group.model_copy(update={"asks": tuple(_some(group.asks, count, chance))})


def _part(
    groups: Sequence[Group], count: int, chance: random.Random
) -> tuple[list[Group], list[Group]]:
    mixed = chance.sample(list(groups), len(groups))
    return mixed[:count], mixed[count:]


def _asks(groups: Sequence[AskGroup], scope: Scope) -> list[tuple[str, Scope]]:
    return [(ask, scope) for group in groups for ask in group.asks]


Item = TypeVar("Item")


def _some(items: Sequence[Item], count: int, chance: random.Random) -> list[Item]:
    return chance.sample(list(items), min(count, len(items)))
