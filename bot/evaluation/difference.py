"""What an edit changes for those who ask: the same questions to two packs, answer by answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.by_entry import Move, given, is_right
from bot.evaluation.golden import Case
from bot.knowledge.models import Knowledge


@dataclass(frozen=True, slots=True)
class Difference:
    """The questions whose answer changes; `reworded` are entries that say another claim under the
    same id; `gone` and `new` are ids.
    """

    asked: int
    moves: tuple[Move, ...]
    reworded: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    def lost_and_won(self) -> list[tuple[str, int, int]]:
        """For each entry how many questions it loses and wins, those with most changes first."""
        lost = Counter(move.before for move in self.moves)
        won = Counter(move.now for move in self.moves)
        names = sorted({*lost, *won}, key=lambda name: (-lost[name] - won[name], name))
        return [(name, lost[name], won[name]) for name in names]


def compare(
    old: Knowledge, new: Knowledge, before: Sequence[Case], after: Sequence[Case]
) -> Difference:
    """`before` and `after` are the same questions, asked of the one and of the other."""
    then = {entry.id: entry for entry in old.entries}
    now = {entry.id: entry for entry in new.entries}
    passages = {entry.id: frozenset(entry.cites) for entry in (*old.entries, *new.entries)}
    moves = tuple(
        Move(
            one.question,
            given(one.reply),
            given(other.reply),
            bool(
                passages.get(given(one.reply), frozenset())
                & passages.get(given(other.reply), frozenset())
            ),
            is_right(one, given(one.reply), passages),
            is_right(other, given(other.reply), passages),
        )
        for one, other in zip(before, after, strict=True)
        if given(one.reply) != given(other.reply)
    )
    return Difference(
        len(before),
        moves,
        reworded=tuple(
            name for name in then if name in now and then[name].claim != now[name].claim
        ),
        gone=tuple(name for name in then if name not in now),
        new=tuple(name for name in now if name not in then),
    )


def changed_asks(old: Knowledge, new: Knowledge) -> list[str]:
    """The phrasings that only one of the two has, or that belong to something else: what the edit
    itself is about.
    """
    theirs, ours = (
        {(entry.id, ask) for entry in one.entries for ask in (entry.title, *entry.asks)}
        | {(group.id, ask) for group in (*one.near_misses, *one.premises) for ask in group.asks}
        for one in (old, new)
    )
    return sorted({ask for _, ask in theirs ^ ours})
