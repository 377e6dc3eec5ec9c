"""Words -> features: TF-IDF over words (1-2) and over letter runs inside words (2-5), each block of
unit length.

Written out rather than taken from scikit-learn because importing that takes longer than the whole
start-up may; the numbers agree with its `TfidfVectorizer(sublinear_tf=True)` (a test compares
them).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.query.grams import Grams

Sparse = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Feature numbers and their weights."""
_WORDS_KEPT = 8_000
_LARGE, _LARGER = 2_000, 10_000
"""Phrasings from which runs of letters, and neighbouring words, count that stand in two of them."""


def word_grams(words: Sequence[str]) -> list[str]:
    """Single words and neighbours."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def letter_grams(words: Sequence[str]) -> list[str]:
    """Runs of 2-5 letters inside each word, its edges marked by a blank."""
    grams: list[str] = []
    for word in words:
        padded = f" {word} "
        size = len(padded)
        for n in range(2, min(5, size) + 1):
            grams.extend(padded[i : i + n] for i in range(size - n + 1))
    return grams


@dataclass(frozen=True, slots=True)
class Block:
    """One family of features: gram -> number, and the inverse document frequency by number."""

    numbers: Grams
    idf: NDArray[np.float32]
    start: int
    _of_words: dict[str, array[int]] = field(default_factory=dict, compare=False)

    @classmethod
    def fit(
        cls,
        documents: Iterable[Iterable[str]],
        start: int,
        at_least: Callable[[str], int] = lambda _: 1,
    ) -> Block:
        """Number the grams that stand in at least so many documents as their kind must."""
        frequency: Counter[str] = Counter()
        total = 0
        for document in documents:
            frequency.update(set(document))
            total += 1
        kept = sorted(gram for gram, count in frequency.items() if count >= at_least(gram))
        idf = np.array(
            [math.log((1 + total) / (1 + frequency[gram])) + 1 for gram in kept], dtype=np.float32
        )
        return cls(Grams.of(kept), idf, start)

    def weigh(self, grams: Iterable[str]) -> Sparse:
        """Sublinear TF-IDF of unit length; unknown grams are left out."""
        return self._weigh(self.numbers.numbers_of(grams))

    def weigh_letters(self, words: Sequence[str]) -> Sparse:
        """The same for the runs of letters of some words, each word's kept: a talk uses few words
        again and again.
        """
        of_words = self._of_words
        found: list[int] = []
        for word in words:
            if (known := of_words.get(word)) is None:
                # A list of numbers takes eight times as much.
                known = array("i", self.numbers.numbers_of(letter_grams((word,))))
                if len(of_words) < _WORDS_KEPT:
                    of_words[word] = known
            found += known
        return self._weigh(found)

    def _weigh(self, numbers: Sequence[int]) -> Sparse:
        counts = Counter(numbers)
        if not counts:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        index = np.fromiter(counts.keys(), np.int32, len(counts))
        tf = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        weights = tf * self.idf[index]
        return index + self.start, (weights / np.linalg.norm(weights)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """Both blocks side by side."""

    word: Block
    letter: Block

    @classmethod
    def fit(cls, documents: Sequence[Sequence[str]]) -> Vectoriser:
        """Learn the grams of all phrasings; letter runs of a large knowledge, and neighbours of a
        larger one, must occur twice.
        """
        rare, pairs = (2 if len(documents) > size else 1 for size in (_LARGE, _LARGER))
        word = Block.fit(
            (word_grams(document) for document in documents),
            0,
            lambda gram: pairs if " " in gram else 1,
        )
        every = {one for document in documents for one in document}
        runs = {one: set(letter_grams((one,))) for one in every}
        letter = Block.fit(
            (set().union(*(runs[one] for one in document)) for document in documents),
            len(word.idf),
            lambda _: rare,
        )
        return cls(word, letter)

    @property
    def width(self) -> int:
        """The number of features."""
        return len(self.word.idf) + len(self.letter.idf)

    def weigh(self, words: Sequence[str]) -> Sparse:
        """The features of one question."""
        wi, wv = self.word.weigh(word_grams(words))
        li, lv = self.letter.weigh_letters(words)
        return np.concatenate((wi, li)), np.concatenate((wv, lv))
