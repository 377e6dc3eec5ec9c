"""How well the words that a class uses match those of a question: each word of the question takes
the most alike word of the class, rarer words count more.

This is late interaction (Khattab and Zaharia 2020) between a question and all that is known of a
class, over vectors of single words: "bribes" finds the class that says "corruption", though none of
its phrasings has the word.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding.words import WIDTH, word_vectors
from bot.retrieval.model import Model
from bot.retrieval.query.content import rarity, stem

Floats = NDArray[np.float32]
_ALIKE, _TAKEN = 0.2, 40
"""Cosine from which one word speaks for another, and how many such words are looked at."""
_LEAST, _FUNCTION = 0.05, 0.35
"""The least weight of a word, and what that of a function word is worth."""
_KEPT = 5000
"""Words kept with what they match: a community asks in the same words again and again."""


class Matcher:
    """Matches words against one model's classes."""

    def __init__(self, model: Model, function_words: frozenset[str]) -> None:
        self._function_words = function_words
        words = sorted(set().union(*model.vocabularies))
        self._numbers = {word: number for number, word in enumerate(words)}
        self._zipf = model.lexicon.zipf
        self._vectors = np.zeros((len(words), WIDTH), np.float32)
        table = word_vectors()
        for number, word in enumerate(words):
            self._vectors[number] = table.of(word)
        used = np.zeros((len(words), len(model.labels)), np.bool_)
        for number, vocabulary in enumerate(model.vocabularies):
            used[[self._numbers[word] for word in vocabulary], number] = True
        self._classes = len(model.labels)
        self._used = np.packbits(used, axis=1)  # an eighth
        self._known: dict[str, Floats] = {}

    def match(self, plain: Sequence[str]) -> tuple[Floats, Floats]:
        """For every class: the weighted mean of how well it matches each word (0-1), and the weight
        of what its worst matched word lacks.
        """
        if not plain:
            empty = np.zeros(self._classes, np.float32)
            return empty, empty
        weights = np.array([self._weight(word) for word in plain], np.float32)[:, None]
        rows = np.stack([self._row(word) for word in plain])
        matched: Floats = (weights * rows).sum(axis=0) / weights.sum()
        weakest: Floats = (weights * (1 - rows)).max(axis=0)
        return matched, weakest

    def _weight(self, word: str) -> float:
        share = _FUNCTION if word in self._function_words else 1.0
        return max(_LEAST, rarity(word, self._zipf)) * share

    def _row(self, word: str) -> Floats:
        if (known := self._known.get(word)) is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[word] = self._match_word(word)
        return known

    def _match_word(self, word: str) -> Floats:
        """For every class the cosine of its word most like this one; 1 where it uses the word."""
        alike = self._vectors @ word_vectors().of(word)
        for same in (word, stem(word)):
            if (number := self._numbers.get(same)) is not None:
                alike[number] = 1
        few = min(_TAKEN, len(alike))
        nearest = np.argpartition(alike, -few)[-few:]
        nearest = nearest[alike[nearest] > _ALIKE]
        if not len(nearest):
            return np.zeros(self._classes, np.float32)
        used = np.unpackbits(self._used[nearest], axis=1, count=self._classes)
        found: Floats = (used * alike[nearest, None]).max(axis=0)
        return found
