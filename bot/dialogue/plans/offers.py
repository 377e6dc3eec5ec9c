"""What leads on from an answer: another passage on the same, the other side, the reason; never
what has been shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry, Knowledge

_MOST = 3


def offers(
    knowledge: Knowledge, entries: Sequence[Entry], before: Talk = FRESH
) -> tuple[Entry, ...]:
    """At most three entries, each on passages that neither these nor the talk so far show; fewer,
    or none, where none is left.
    """
    shown = {entry.id for entry in entries} | before.shown
    cited = {locator for entry in entries for locator in entry.cites} | before.cited
    found: list[Entry] = []
    for name in _leading_on(entries):
        other = knowledge.entry(name)
        if other is None or other.id in shown or cited.issuperset(other.cites):
            continue
        found.append(other)
        shown.add(other.id)
        cited |= set(other.cites)
        if len(found) == _MOST:
            break
    return tuple(found)


def _leading_on(entries: Sequence[Entry]) -> Iterator[str]:
    """The ids that entries name, the likeliest wishes first."""
    for entry in entries:
        yield from (entry.follow.why, entry.follow.opposite)
    for entry in entries:
        yield from entry.related
    for entry in entries:
        yield from (entry.follow.more, entry.follow.later)
