"""How common English words are, by the ten thousand: a dictionary of them would be a tenth of the
bot's memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

_REMEMBERED = 5_000


class Frequencies(Mapping[str, float]):
    """Words with their Zipf frequency (about 1 to 8), in two arrays ordered by word; what has been
    looked up is remembered.
    """

    def __init__(self, words: NDArray[np.bytes_], values: NDArray[np.float64]) -> None:
        self.words = words
        self.zipf = values
        self._remembered: dict[str, float | None] = {}

    @classmethod
    def of(cls, found: Mapping[str, float]) -> Frequencies:
        """From any mapping."""
        if isinstance(found, cls):
            return found
        ordered = sorted((word.encode(), value) for word, value in found.items())
        return cls(
            np.array([word for word, _ in ordered], dtype=np.bytes_),
            np.array([value for _, value in ordered], dtype=np.float64),
        )

    def __getitem__(self, word: str) -> float:
        if word not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            place = self.place(word)
            self._remembered[word] = float(self.zipf[place]) if place >= 0 else None
        value = self._remembered[word]
        if value is None:
            raise KeyError(word)
        return value

    def __iter__(self) -> Iterator[str]:
        return (bytes(word).decode() for word in self.words)

    def place(self, word: str) -> int:
        """Where the word stands in the arrays; −1 where it doesn't."""
        encoded = np.bytes_(word.encode())
        place = int(np.searchsorted(self.words, encoded))
        return place if place < len(self.words) and self.words[place] == encoded else -1

    def at_least(self, zipf: float) -> list[str]:
        """The words that are as common as that, in the order of the alphabet."""
        return [bytes(word).decode() for word in self.words[self.zipf >= zipf]]

    def __len__(self) -> int:
        return len(self.words)
