"""How a message leans on what was said: told from examples and words of `common/dialogue/`, and
from what the article's source contrasts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.knowledge.models import Knowledge
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query
from bot.retrieval.turns import TurnRanker

_SHORT, _MIDDLING, _LONG = 4, 7, 14
"""Words up to which a question is a fragment, a short one, and one that may lean at all."""
_STRENGTHS = {_SHORT: 1.0, _MIDDLING: 0.6, _LONG: 0.25}
"""How much a question of so many words leans that points back; one that doesn't, half of it. With
the two below, 120 dialogues were followed best so.
"""
_POINTING = 0.4
"""What a word that points back adds."""
_NOT_POINTING = 0.5
_CONTRASTED = 9
"""Words of the longest bare turn to what is contrasted."""


class FollowUpReader:
    """Reads follow-ups for one knowledge."""

    def __init__(self, knowledge: Knowledge, ranker: TurnRanker) -> None:
        words, source = knowledge.turns.words, knowledge.source
        self._ranker = ranker
        self._function = frozenset(words.function)
        self._openings = frozenset(words.openings)
        self._pointing = Phrases((*words.leaning, *source.stand_ins))
        self._pointing_first = Phrases(words.leaning_first)
        self._switches = Phrases(words.switches)
        self._switches_first = Phrases((*words.switches, *words.switches_first))
        self._turning = frozenset(words.turning)
        self._turning_first = Phrases(words.turning_first)
        self._contrasts = [(one.id, Phrases(one.words)) for one in source.contrasts]

    def has_content(self, plain: Sequence[str]) -> bool:
        """Whether a message has a word that names something."""
        return any(word not in self._function and len(word) > 1 for word in plain)

    def facet_of(self, query: Query) -> str | None:
        """What a bare follow-up asks for: a facet, or a contrast's id; None for anything that has
        words of its own.
        """
        turned = self.turned_to(query.plain) or self.turned_to(query.raw)
        return turned or self._ranker.facet_of(query)

    def contrast_of(self, plain: Sequence[str]) -> str | None:
        """The contrast that is all that words name: "the ones in the states"."""
        for name, phrases in self._contrasts:
            for at in range(len(plain)):
                taken = phrases.begin(plain, at)
                around = (*plain[:at], *plain[at + taken :])
                if taken and not self.has_content(around):
                    return name
        return None

    def leans(self, plain: Sequence[str]) -> float:
        """How much a question leans on what went before: 0 (stands alone) to 1 (a fragment)."""
        if len(plain) > _LONG or self.is_switch(plain) or not _has_word(plain):
            return 0.0
        strength = next(most for words, most in _STRENGTHS.items() if len(plain) <= words)
        if self._pointing_first.begin(plain) or self._pointing.stand_in(plain):
            return min(1.0, strength + _POINTING)
        return strength if len(plain) <= _SHORT else strength * _NOT_POINTING

    def is_switch(self, plain: Sequence[str]) -> bool:
        """Whether the member says that a new subject begins."""
        at = self.opened(plain)
        return self._switches.stand_in(plain) or bool(self._switches_first.begin(plain, at))

    def without_switch(self, query: Query, read: Callable[[str], Query]) -> Query:
        """The question after "ok different topic, …"; the query itself where nothing stands
        before.
        """
        typed = query.text.split()
        plain = [word.strip(".,:;!?…-").lower() for word in typed]
        at = self.opened(plain)
        taken = self._switches_first.begin(plain, at)
        rest = typed[at + taken :]
        if rest and plain[at + taken] == "and":
            rest = rest[1:]
        return read(" ".join(rest)) if taken and rest else query

    def opened(self, plain: Sequence[str]) -> int:
        """How many words only open the message."""
        at = 0
        while at < len(plain) and plain[at] in self._openings:
            at += 1
        return at

    def turned_to(self, plain: Sequence[str]) -> str | None:
        """The contrast that a bare message turns to: "and what about in the US then"."""
        if len(plain) > _CONTRASTED:
            return None
        start = self.opened(plain)
        start += self._turning_first.begin(plain, start)
        for name, phrases in self._contrasts:
            for at in range(start, len(plain)):
                taken = phrases.begin(plain, at)
                around = (*plain[start:at], *plain[at + taken :])
                if taken and all(word in self._turning for word in around):
                    return name
        return None


def _has_word(plain: Sequence[str]) -> bool:
    """Whether anything in it is more than a single letter: "xxxxxx" is none, and asks nothing."""
    return not plain or any(len(word) > 1 or not word.isalpha() for word in plain)
