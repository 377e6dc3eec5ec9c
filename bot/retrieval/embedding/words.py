"""Vectors of single English words, small enough to be shipped: what a transformer makes of each
word alone, in 64 directions of one byte each, with how common the word is.

Made once by `python -m bot.retrieval.learning.distil`; where the numbers come from and under which
licences stands in `data/README.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.data import FOLDER
from bot.retrieval.on_disk import OnDisk
from bot.retrieval.query.frequencies import Frequencies

Floats = NDArray[np.float32]
PATH, VECTORS = FOLDER / "words.npz", FOLDER / "vectors.npy"
"""The second by itself, for it is read where it lies on disk, a word's row at a time."""
WIDTH = 64
_RARE = 1e-3
"""Words rarer than this share of all text count nearly alike in a sentence, commoner ones less
(Arora et al. 2017).
"""
_UNKNOWN_ZIPF = 2.0
_REMEMBERED = 3_000


class WordVectors:
    """Unit vectors by word; a word that the table lacks is the zero vector."""

    def __init__(
        self, frequencies: Frequencies, places: NDArray[np.int32], vectors: OnDisk
    ) -> None:
        self.frequencies = frequencies
        self._places = places
        self._vectors = vectors
        self._weighed: dict[str, Floats] = {}

    def of(self, word: str) -> Floats:
        """Shape (WIDTH,)."""
        place = self.frequencies.place(word)
        if place < 0 or self._places[place] < 0:
            return np.zeros(WIDTH, np.float32)
        vector = self._vectors[self._places[place : place + 1]][0].astype(np.float32)
        unit: Floats = vector / np.linalg.norm(vector)
        return unit

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, shape (len(texts), WIDTH): the mean of the words', rare words weighing
        most; zeros without a known word.
        """
        found = np.zeros((len(texts), WIDTH), np.float32)
        for vector, text in zip(found, texts, strict=True):
            for word in text.split():
                vector += self._in_a_sentence(word)  # noqa: PLW2901  # in place
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        units: Floats = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 1e-9)
        return units

    def _in_a_sentence(self, word: str) -> Floats:
        if (known := self._weighed.get(word)) is None:
            if len(self._weighed) >= _REMEMBERED:
                self._weighed.clear()
            known = self._weighed[word] = np.float32(self._weight(word)) * self.of(word)
        return known

    def _weight(self, word: str) -> float:
        share = 10 ** (self.frequencies.get(word, _UNKNOWN_ZIPF) - 9)
        return float(_RARE / (_RARE + share))


@cache
def word_vectors() -> WordVectors:
    """The shipped table, opened once a process."""
    with np.load(PATH, allow_pickle=False) as file:
        words = np.array(file["words"].tobytes().split(b"\n"), dtype=np.bytes_)
        zipf = file["zipf"].astype(np.float64) / 100
        known = np.unpackbits(file["known"], count=len(words)).astype(bool)
    vectors = OnDisk(np.load(VECTORS, mmap_mode="r", allow_pickle=False))
    places = np.where(known, np.cumsum(known) - 1, -1).astype(np.int32)
    return WordVectors(Frequencies(words, zipf), places, vectors)
