"""The learned ranker as plain arrays: a linear model over word, letter and embedding features, and
the phrasings it learned from.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.embedding.choice import Embedder
from bot.retrieval.examples import Scope
from bot.retrieval.on_disk import OnDisk, Runs
from bot.retrieval.query.features import Sparse, Vectoriser
from bot.retrieval.query.lexicon import Lexicon
from bot.retrieval.query.query import Query
from bot.retrieval.query.text import clean, words

Floats = NDArray[np.float32]
TURNED, NARROW = 128, 64
"""Directions kept of an embedding, and those that likeness is told by: 128 and 48 of 256 rank
unseen phrasings as all do, sooner.
"""
_COMMON, _FEW = 0.1, 50
"""A word or run of letters in more than a tenth of all phrasings (and in more than 50) doesn't
count for likeness: half the time is saved.
"""
_SAME = 0.995
"""Cosine over all words and letters from which two questions are the same."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A matrix of mostly zeros, a row a feature: the row of feature f has `weights` at `columns`
    (rising), both `starts[f]` to `starts[f + 1]`. Two bytes each where they were kept: they are the
    largest part of a model in memory.
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.integer] | Runs
    weights: NDArray[np.floating] | Runs
    width: int

    def total(self, sparse: Sparse) -> Floats:
        """The sum of a question's rows, each times the feature's weight in the question; shape
        (width,).
        """
        index, values = sparse
        if not len(index):
            return np.zeros(self.width, np.float32)
        first, last = self.starts[index], self.starts[index + 1]
        ends = first.tolist(), last.tolist()
        columns = _joined(self.columns, *ends)
        weights = _joined(self.weights, *ends) * np.repeat(values, last - first)
        found: Floats = np.bincount(columns, weights, self.width).astype(np.float32)
        return found

    def of_column(self, sparse: Sparse, column: int) -> float:
        """One column's total, without looking at the others."""
        index, values = sparse
        if not len(index):
            return 0.0
        first, last = self.starts[index], self.starts[index + 1]
        columns = _joined(self.columns, first.tolist(), last.tolist())
        at = np.flatnonzero(columns == column)
        if not len(at):
            return 0.0
        ends = np.cumsum(last - first)
        feature = np.searchsorted(ends, at, side="right")
        place = at - ends[feature] + last[feature]
        weights = _joined(self.weights, place.tolist(), (place + 1).tolist())
        return float(values[feature].astype(np.float64) @ weights.astype(np.float64))

    def telling(self, sparse: Sparse) -> Sparse:
        """The features with few columns: those with many cost most of the time and tell columns
        apart least.
        """
        index, values = sparse
        few = self.starts[index + 1] - self.starts[index] <= max(_FEW, _COMMON * self.width)
        return index[few], values[few]


def _joined(
    array: NDArray[Any] | Runs, firsts: Sequence[int], lasts: Sequence[int]
) -> NDArray[Any]:
    if isinstance(array, Runs):
        return array.joined(firsts, lasts)
    return np.concatenate([array[a:b] for a, b in zip(firsts, lasts, strict=True)])


class Vocabularies(Sequence[frozenset[str]]):
    """Sets of words, each kept as one text until it is asked for: they are looked through at a
    start, and by the words that each holds anew they would be a tenth of a model in memory.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)

    @overload
    def __getitem__(self, place: int) -> frozenset[str]: ...
    @overload
    def __getitem__(self, place: slice) -> Vocabularies: ...
    def __getitem__(self, place: int | slice) -> frozenset[str] | Vocabularies:
        if isinstance(place, slice):
            return Vocabularies(self._texts[place])
        return frozenset(map(sys.intern, self._texts[place].split()))

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has shape (features, classes), `dense` (TURNED, classes), `bias` (classes,).

    Embeddings are turned by `basis`, shape (width, TURNED), to the directions in which phrasings
    differ most, the most telling first.

    Phrasings are kept class by class: those of class c are `starts[c]` to `starts[c + 1]`, and
    `numbers` says which example each was. `phrasings`, shape (phrasings, NARROW), are their
    embeddings; `postings` are their words and letters, shape (features, phrasings); `vocabularies`
    are the words that the phrasings of each class use.
    """

    labels: tuple[str, ...]
    scopes: tuple[Scope, ...]
    lexicon: Lexicon
    vectoriser: Vectoriser
    embedder: Embedder
    weights: NDArray[np.floating] | OnDisk
    dense: Floats
    bias: Floats
    basis: Floats
    phrasings: Floats
    starts: NDArray[np.int64]
    numbers: NDArray[np.int32]
    postings: Rows
    vocabularies: Sequence[frozenset[str]]

    def read(self, text: str) -> Query:
        """Clean and correct a message; its features follow when they are first asked for."""
        line = clean(text)
        raw = words(line)
        return Query(text, line, tuple(raw), tuple(self.lexicon.plain(raw)), self)

    def weigh(self, plain: tuple[str, ...]) -> Sparse:
        """Word and letter features of corrected words."""
        return self.vectoriser.weigh(self.lexicon.expand(plain))

    def embed(self, plain: tuple[str, ...]) -> Floats:
        """Their embedding in the directions of `basis`, shape (TURNED,)."""
        turned: Floats = self.embedder.embed([" ".join(plain)])[0] @ self.basis
        return turned

    def scores(self, question: Query) -> Floats:
        """One margin a class; positive means the class claims the question."""
        index, values = question.sparse
        rows = self.weights[index].astype(np.float32, copy=False)
        found: Floats = values @ rows + question.dense @ self.dense + self.bias
        return found

    def similarities(self, question: Query) -> tuple[Floats, Floats]:
        """Likeness to every phrasing: the cosine of embeddings, and that of words and letters as
        far as few phrasings have them.
        """
        # Words and letters are two blocks of unit length.
        return self.phrasings @ question.dense[:NARROW], self.postings.total(
            self.postings.telling(question.sparse)
        ) / np.float32(2)

    def is_same(self, question: Query, phrasing: int) -> bool:
        """Whether a phrasing has the question's very words."""
        return self.postings.of_column(question.sparse, phrasing) / 2 >= _SAME

    def class_of(self, phrasing: int) -> int:
        """The class of a phrasing."""
        return int(np.searchsorted(self.starts, phrasing, side="right")) - 1

    def where(self, *scopes: Scope) -> NDArray[np.int64]:
        """The classes of these scopes."""
        return np.array(
            [i for i, scope in enumerate(self.scopes) if scope in scopes], dtype=np.int64
        )


def read_words(text: str, lexicon: Lexicon) -> Sequence[str]:
    """The corrected words of a text, for checks that need no features."""
    return lexicon.plain(words(clean(text)))
