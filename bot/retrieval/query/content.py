"""How rare the words of a question are, and their bare form."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from bot.retrieval.query.frequencies import Frequencies

_EVERYDAY, _UNLISTED = 7.0, 2.5
"""The Zipf frequency of a word that tells nothing, and the one taken for a word that English lists
don't have.
"""


def rarity(word: str, zipf: Frequencies) -> float:
    """How much a word tells: 0 for the commonest, 5 for one in a hundred million."""
    return max(0.0, _EVERYDAY - zipf.get(word, _UNLISTED))


@lru_cache(4_000)
def stem(word: str) -> str:
    """A word without its commonest English endings; vocabularies hold both forms."""
    for ending in ("ing", "ies", "ed", "es", "s", "ly", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


class SharedWords:
    """Sets of words that have most words in common: each word is kept once, with a number, and a
    set as the numbers of its words, a twentieth of what a set of theirs takes.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []

    def of(self, words: Iterable[str]) -> Collection[str]:
        """The words with their stems, as `Witness` looks them up."""
        plain = set(words)
        return _Vocabulary(self, plain | {stem(word) for word in plain})

    def number(self, word: str) -> int:
        """A word's number, a new one where it has none."""
        if (known := self.numbers.get(word)) is not None:
            return known
        self.words.append(word)
        return self.numbers.setdefault(word, len(self.numbers))


class _Vocabulary(Collection[str]):
    """One of these sets."""

    def __init__(self, shared: SharedWords, words: Iterable[str]) -> None:
        self._shared = shared
        self._held = array("I", sorted(map(shared.number, words)))

    def __contains__(self, word: object) -> bool:
        number = self._shared.numbers.get(word) if isinstance(word, str) else None
        if number is None:
            return False
        place = bisect_left(self._held, number)
        return place < len(self._held) and self._held[place] == number

    def __iter__(self) -> Iterator[str]:
        return (self._shared.words[number] for number in self._held)

    def __len__(self) -> int:
        return len(self._held)
