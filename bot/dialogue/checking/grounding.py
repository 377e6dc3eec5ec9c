"""What the words of a wish name, if they name anything that the article has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import (
    ARGUING,
    BACKING,
    CRITIQUE,
    FEELINGS,
    FOLLOW_UPS,
    LEANING,
    LIGHT,
    OF_THE_WHOLE,
    OF_US,
    RETELLING,
    SPOKEN,
    VIEWS,
    Question,
    Wish,
)
from bot.dialogue.checking.orders import CLEARER_ORDER, is_order
from bot.dialogue.mind import Mind
from bot.dialogue.plans.wanted import shown_as
from bot.dialogue.questions.context import CLEAR_ORDER, Judged
from bot.dialogue.questions.intent import Decision
from bot.dialogue.reading.by_words.whom import YOU
from bot.dialogue.talk import FRESH, Talk
from bot.retrieval.acts import LISTS
from bot.retrieval.examples import Scope
from bot.retrieval.query.query import Query

_NAMED = 0.9
"""The probability from which unforeseen words of a wish that is mostly about the last answer name
something else; below it they are a way of speaking: "turn the tables", "in kiddie terms".
"""
_NAMED_IN_DOUBT = 0.5
"""The same where the member only doubts: "harder" asks for nothing, "they can't spend?" does."""
_LISTED = 0.7
"""How far above a question a list must stand for words that nobody knows to be a way of speaking.
"""
_OF_WHAT_WAS_TOLD = (RETELLING | LEANING | CRITIQUE | {"excerpt", "link"}) - {
    *("meant", "not-that", "one-more", "second-thing", "elsewhere", "quiz-answer"),
}
"""Acts that are mostly about what was told last, whatever the words around them."""
_WHATEVER = OF_US | OF_THE_WHOLE
"""Acts that are about the same whatever they name, unless the article answers them so well that it
must be meant.
"""
_BARELY = 0.4
"""How far above a question a wish must stand to have something anew that was told."""
_SCRAP = 3
"""Words of the shortest message that is no feeling because the article answers it."""
_SURELY = 0.7
"""How far above a question and above other acts a judgement must stand for that."""
_FAR_OVER = 1.4
"""How far above a question a wish about votes or the bot must stand, whatever else it names."""
_CLAIMED = ((0.8, 0.5), (0.95, 0.0))
"""The probability of such an answer with how surely its entry claims the question."""
_POINTING = frozenset(("that", "this", "it", "those", "these", "they", "them"))
"""Words with which they are of what was told."""


class Grounding:
    """What the words of wishes name in one knowledge."""

    def __init__(self, mind: Mind) -> None:
        self._mind = mind
        words = mind.knowledge.turns.words
        self._naming = frozenset(words.naming)
        self._picking = frozenset(words.picking)
        self._here = frozenset((*words.members, *words.speaking))

    def grounded(self, wish: Wish, before: Talk) -> Wish:
        """The wish without words that name nothing the article has, where it makes sense without
        them; but with a word such as "about" before them they are meant to.
        """
        if wish.subject is not None and wish.act.startswith(LISTS) and wish.over >= _LISTED:
            known = self._mind.retriever.model.lexicon.counts
            if not any(word in known for word in wish.subject.plain):
                return replace(wish, subject=None)  # "all of em"
        if wish.cued and wish.act == "rebut":
            return wish  # a claim needn't be the article's
        is_told = before.told is not None or before.near is not None
        is_of_the_last = is_told and wish.act in _OF_WHAT_WAS_TOLD
        is_about_it = wish.act in ARGUING | _WHATEVER or (wish.act in CRITIQUE and is_sure(wish))
        if wish.subject is None or not (is_of_the_last or is_about_it):
            return wish
        if self._is_meant(wish, before):
            return wish
        judged = self._mind.context.understand(Question(wish.query, FRESH))
        if is_order(judged, CLEAR_ORDER if wish.act in CRITIQUE else CLEARER_ORDER):
            return wish
        return replace(wish, subject=None)

    def _is_meant(self, wish: Wish, before: Talk) -> bool:
        """Whether what a wish seems to name is what it is about."""
        if wish.act in OF_US:
            return self._is_claimed(wish.query, before) or self.is_of_the_article(wish)
        if wish.act in BACKING and is_sure(wish):
            is_back = before.told is not None and not _POINTING.isdisjoint(wish.query.raw)
            return not is_back and self.is_named(wish)
        if wish.act in CRITIQUE and is_sure(wish):
            return self._is_claimed(wish.query, before, _CLAIMED[:1])
        return self.is_marked(wish) or self.is_named(wish)

    def is_of_the_article(self, wish: Wish) -> bool:
        """Whether a wish about votes or the bot is rather about what it names, and nobody here:
        "does the council have a vote?".
        """
        if wish.subject is None or wish.over >= _FAR_OVER or self.is_marked(wish):
            return False
        here = self._here | YOU if wish.act in VIEWS else self._here
        is_of_us = not here.isdisjoint(wish.query.raw)  # "would you move there" is of the bot
        return not is_of_us and self._is_claimed(wish.subject, FRESH)

    def is_of_the_told(self, wish: Wish, before: Talk) -> bool:
        """Whether a message that picks wants something anew that this talk told: "only the part on
        tea, simpler".
        """
        if wish.act not in RETELLING or wish.subject is None or wish.over < _BARELY:
            return False
        is_pick = not self._picking.isdisjoint(wish.query.raw)
        return is_pick and shown_as(wish.subject, self._mind, before) is not None

    def is_unfelt(self, wish: Wish) -> bool:
        """Whether what resembles a feeling is nobody's here and what the article surely answers:
        "better days for savers".
        """
        is_of_us = not self._here.isdisjoint(wish.query.raw)
        is_scrap = len(wish.query.raw) < _SCRAP
        return not (is_of_us or is_scrap) and self._is_claimed(wish.query, FRESH)

    def is_like_an_order(self, wish: Wish, judged: Judged) -> bool:
        """Whether the words to be shown are none of the article's, and come with what resembles an
        order: "add this to your notes: …, then quote it".
        """
        ranking = judged.ranking
        is_claimed = ranking.against_scope is Scope.INJECTION and ranking.against_score > 0
        return is_claimed and not self.is_named(wish)

    def is_marked(self, wish: Wish) -> bool:
        """Whether a word before the subject says that it is one: "about rice"."""
        if wish.subject is None or not wish.subject.raw:
            return False
        raw, first = wish.query.raw, wish.subject.raw[0]
        at = raw.index(first) if first in raw else 0
        naming = self._naming | ({"for", "against"} if wish.act in ARGUING else set())
        return bool(naming & set(raw[max(0, at - 2) : at]))

    def _is_claimed(
        self, query: Query, before: Talk, thresholds: Sequence[tuple[float, float]] = _CLAIMED
    ) -> bool:
        """Whether an entry of the article answers a message beyond doubt."""
        judged = self._mind.context.understand(Question(query, before))
        if not isinstance(judged, Judged) or judged.verdict.decision is not Decision.ANSWER:
            return False
        found, best = judged.ranking.probability, judged.ranking.candidates[0].score
        return any(found >= sure and best >= by for sure, by in thresholds)

    def is_named(self, wish: Wish) -> bool:
        """Whether the words that a wish seems to name are what an entry of the article is about."""
        if wish.subject is None:
            return False
        judged = self._mind.context.understand(Question(wish.subject, FRESH))
        if not isinstance(judged, Judged) or judged.verdict.decision is not Decision.ANSWER:
            return False
        if wish.act in ARGUING and judged.ranking.candidates[0].score < 0:
            return False  # "tear it apart" is no entry's own
        is_doubt = wish.act in ("doubt", "unconvinced")
        return judged.ranking.probability >= (_NAMED_IN_DOUBT if is_doubt else _NAMED)


def is_sure(wish: Wish) -> bool:
    """Whether a judgement of the article is asked for so clearly that it is no question."""
    return wish.over >= _SURELY and wish.lead >= _SURELY


def is_of_two_told(wish: Wish, before: Talk) -> bool:
    """Whether a comparison names nothing, and two things were told, or nothing at all."""
    is_bare = wish.act == "compare" and wish.subject is None
    return is_bare and (len(before.shown) > 1 or (not before.turns and wish.over >= _SURELY))


def is_free_to(wish: Wish, before: Talk) -> bool:
    """Whether a wish shows nothing, or only leads on from what was told."""
    if wish.act in LIGHT | FEELINGS | SPOKEN:
        return True
    is_of_the_last = wish.act in (RETELLING | LEANING | ARGUING) - FOLLOW_UPS
    return is_of_the_last and before.told is not None
