"""The second, small ranker: what a bare follow-up asks of the last answer, learned from the
examples of `common/dialogue/follow_ups.yaml` in half a second and kept beside the first.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.knowledge.models import ChatSpeak
from bot.knowledge.turns import OWN, Turns
from bot.retrieval import cache
from bot.retrieval.embedding.choice import STATIC, embedder
from bot.retrieval.examples import Example, Scope
from bot.retrieval.learning.learn import learn
from bot.retrieval.model import Model
from bot.retrieval.query.query import Query

LONGEST = 9
"""Words of the longest follow-up looked at; the longest of 400 examples has eight."""
_LEAD = 0.3
"""How far a follow-up's margin must lie above the next group's. Of unseen examples (five folds) 81
% of follow-ups are found so, none as another facet, and 11 of 129 questions of their own are taken
for one, mostly single words; with 0 it is 83 % and 17, with 0.5 78 % and 9.
"""


class TurnRanker:
    """Tells follow-ups by what they ask."""

    def __init__(self, model: Model, turns: Turns) -> None:
        self._model = model
        self._openings = frozenset(turns.words.openings)
        self._function = frozenset(turns.words.function)
        self._said: dict[tuple[str, ...], str] = {}
        self._words: dict[str, set[str]] = {}
        for group in turns.follow_ups:
            for text in group.asks:
                plain = model.read(text).plain
                self._said.setdefault(plain, group.id)
                self._words.setdefault(group.id, set()).update(plain)

    def facet_of(self, query: Query) -> str | None:
        """The id of the group that a message belongs to; None for a question of its own, which
        every message is that has a word of its own.
        """
        if not query.plain or len(query.plain) > LONGEST:
            return None
        bare = self._without_openings(query.plain)
        for text in (query.plain, bare):
            if (said := self._said.get(text)) is not None:
                return None if said == OWN else said
        scores = self._model.scores(replace(query, plain=bare, featuriser=self._model))
        best, second = (int(place) for place in (-scores).argsort()[:2])
        facet = self._model.labels[best]
        known = self._words[facet] | self._function
        is_sure = scores[best] - scores[second] >= _LEAD
        is_bare = all(word in known for word in bare)
        return facet if facet != OWN and is_sure and is_bare else None

    def _without_openings(self, plain: tuple[str, ...]) -> tuple[str, ...]:
        """Without "ok but" and the like, as far as something is left."""
        first = 0
        while first < len(plain) - 1 and plain[first] in self._openings:
            first += 1
        return plain[first:]


def kept_turns(turns: Turns, folder: Path) -> TurnRanker | None:
    """The kept ranker of these examples, if there is one."""
    kept = cache.load(cache.turns_path(folder, turns.digest), embedder(STATIC), compares=False)
    return TurnRanker(kept, turns) if kept else None


def load_turns(turns: Turns, speak: ChatSpeak, folder: Path | None) -> TurnRanker:
    """The kept ranker of these examples, or a newly learned one."""
    if folder and (kept := kept_turns(turns, folder)):
        return kept
    path = cache.turns_path(folder, turns.digest) if folder else None
    examples = tuple(
        Example(text, group.id, Scope.ENTRY, group.id)
        for group in turns.follow_ups
        for text in group.asks
    )
    model = _learned(examples, tuple(speak.words.items()))
    if path:
        cache.save(model, path)
    return TurnRanker(model, turns)


@lru_cache(4)
def _learned(examples: tuple[Example, ...], abbreviations: tuple[tuple[str, str], ...]) -> Model:
    return learn(examples, dict(abbreviations), embeds=embedder(STATIC))
