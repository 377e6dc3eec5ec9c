"""Runs of words and letters by their number, in one array: a dictionary of fifty thousand of them
takes ten times the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


class Grams(Mapping[str, int]):
    """Grams, whose number is their place in the order of the alphabet."""

    def __init__(self, texts: NDArray[np.bytes_]) -> None:
        self.texts = texts

    @classmethod
    def of(cls, ordered: Sequence[str]) -> Grams:
        """From grams in their order, each once."""
        return cls(np.array([gram.encode() for gram in ordered], dtype=np.bytes_))

    def numbers_of(self, grams: Iterable[str]) -> list[int]:
        """The numbers of those that are known, in their order: all at once, which takes a fifth of
        the time.
        """
        width = self.texts.itemsize
        # A longer one would make NumPy widen the whole array; a zero at the end is not looked at.
        encoded = [
            one for gram in grams if len(one := gram.encode()) <= width and one[-1:] != b"\0"
        ]
        if not encoded or not len(self.texts):
            return []
        wanted = np.array(encoded, dtype=self.texts.dtype)
        places = np.minimum(np.searchsorted(self.texts, wanted), len(self.texts) - 1)
        found: list[int] = places[self.texts[places] == wanted].tolist()
        return found

    def __getitem__(self, gram: str) -> int:
        for number in self.numbers_of((gram,)):
            return number
        raise KeyError(gram)

    def __iter__(self) -> Iterator[str]:
        return (bytes(gram).decode() for gram in self.texts)

    def __len__(self) -> int:
        return len(self.texts)
