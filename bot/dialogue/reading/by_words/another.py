"""Another of what came last, on something else: after a question to discuss, "one on rice", "about
the tea this time", "and for those who hate it?" after an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.dialogue.acts import Wish
from bot.dialogue.plan import Kind, Plan
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.talk import Talk
from bot.knowledge.conversation import LengthWords
from bot.knowledge.models import Role
from bot.knowledge.turns import TurnWords
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

_PARTY = 12
"""Words of the longest message that only turns to the other side."""
_SHORT = 9
"""Words of the longest message that only says on what."""
_CASES = (Role.FOR, Role.AGAINST)
_KINDS = (Kind.DISCUSSION, Kind.QUIZ)


class AnotherReader:
    """Reads what another question is wished on."""

    def __init__(
        self,
        read: Callable[[str], Query],
        follow_ups: FollowUpReader,
        words: TurnWords,
        lengths: LengthWords,
    ) -> None:
        self._read = read
        self._follow_ups = follow_ups
        self._another = Phrases(words.another)
        self._after = [tuple(one.split()) for one in words.afterwards]
        self._verbs = frozenset(words.turned)
        self._parties = frozenset((*lengths.supporters, *lengths.opponents))
        self._stances = frozenset((*lengths.praising, *lengths.damning, "support", "want", "fear"))

    def read(self, query: Query, talk: Talk) -> Wish | None:
        """The wish for another question; None where nothing was asked, or it is something else."""
        if self._is_other_party(query, talk):
            return Wish("argue-other", query, over=1.0, cued=True)
        if not _is_asked(talk.last) or len(query.raw) > _SHORT:
            return None
        if self._follow_ups.is_switch(query.plain) and not self._rest_of_switch(query):
            return Wish("one-more", query, None, over=1.0, said=True)
        start = self._follow_ups.opened(query.raw)
        size = self._another.begin(query.raw, start)
        named = self._without_end(query.raw[start + size :])
        if not size or not named or not self._verbs.isdisjoint(named):
            return None
        is_named = self._follow_ups.has_content(named) or not _TEXT.isdisjoint(named)
        if not is_named and not self._follow_ups.contrast_of(named):
            return None
        return Wish("one-more", query, self._read(" ".join(named)), over=1.0, said=True)

    def _is_other_party(self, query: Query, talk: Talk) -> bool:
        """Whether a message turns to those who are for or against it, after a side was argued."""
        last, raw = talk.last, query.raw
        role = talk.before.role if talk.before else ""
        is_argued = last is not None and last.about.kind is Kind.SIDE
        if not (is_argued or (last and role in _CASES)) or len(raw) > _PARTY:
            return False
        is_held = any(who == "who" and held in self._stances for who, held in pairwise(raw))
        return is_held or not self._parties.isdisjoint(raw)

    def _rest_of_switch(self, query: Query) -> bool:
        """Whether anything is said besides that a new subject begins."""
        words = " ".join(query.plain).replace("subject", "").replace("topic", "").split()
        return self._follow_ups.has_content([word for word in words if word not in _OTHER])

    def _without_end(self, named: Sequence[str]) -> tuple[str, ...]:
        """Words without what names nothing behind them."""
        found = tuple(named)
        while end := next((one for one in self._after if found[-len(one) :] == one), None):
            found = found[: -len(end)]
        return found


_TEXT = frozenset(("author", "writer"))
"""Words that name something here, and nothing in a question."""
_OTHER = frozenset(("different", "another", "other", "new", "question", "change", "nah", "switch"))


def _is_asked(last: Plan | None) -> bool:
    """Whether the last reply was something to discuss, or a question of the quiz."""
    return last is not None and last.about.kind in _KINDS
