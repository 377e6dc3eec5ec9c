"""What of an article a pack leaves out, and which entries nobody will come upon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.knowledge.models import Knowledge

_WEAK = 0.5


@dataclass(frozen=True, slots=True)
class Coverage:
    """`bare` are passages without an entry; `unasked` those that no labelled question is about.
    `unreached` are entries none of whose asks comes home when it is left out, `weak` those where
    fewer than half do; `unlinked` those that no other entry and no list leads to.
    """

    passages: int
    entries: int
    bare: tuple[str, ...]
    unasked: tuple[str, ...]
    unreached: tuple[str, ...]
    weak: tuple[str, ...]
    unlinked: tuple[str, ...]


def cover(
    knowledge: Knowledge,
    labelled: Iterable[str],
    tried: Mapping[str, int],
    home: Mapping[str, int],
) -> Coverage:
    """`labelled` are the passages that labelled questions ask for; `tried` and `home` how many asks
    of an entry were left out and how many came home (empty where that wasn't tried).
    """
    passages = knowledge.source.passages()
    cited = {locator for entry in knowledge.entries for locator in entry.cites}
    asked = set(labelled)
    led = _led_to(knowledge)
    ids = [entry.id for entry in knowledge.entries]
    return Coverage(
        len(passages),
        len(ids),
        bare=tuple(one for one in passages if one not in cited),
        unasked=tuple(one for one in passages if one not in asked) if asked else (),
        unreached=tuple(one for one in ids if tried.get(one) and not home.get(one)),
        weak=tuple(one for one in ids if 0 < home.get(one, 0) < _WEAK * tried.get(one, 0)),
        unlinked=tuple(one for one in ids if not led[one]),
    )


def _led_to(knowledge: Knowledge) -> Counter[str]:
    """How many ways lead to an entry besides asking for it."""
    found: Counter[str] = Counter()
    for entry in knowledge.entries:
        follow = entry.follow.model_dump().values()
        found.update({other for other in (*entry.related, *follow) if other and other != entry.id})
        found[entry.id] += bool(entry.role)
    strongest = knowledge.source.strongest
    found.update((*strongest.pro, *strongest.against))
    found.update(group.related for group in knowledge.near_misses if group.related)
    found.update(group.instead for group in knowledge.premises if group.instead)
    return found
