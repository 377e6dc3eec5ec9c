"""Phrases looked for among words, each a whole word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Phrases:
    """Some phrases, by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.lower().split())
            self._by_first.setdefault(words[0], []).append(words)
        for alike in self._by_first.values():
            alike.sort(key=len, reverse=True)

    def stand_in(self, words: Sequence[str]) -> bool:
        """Whether one of them stands anywhere."""
        first = self._by_first
        return any(word in first and bool(self.begin(words, n)) for n, word in enumerate(words))

    def begin(self, words: Sequence[str], at: int = 0) -> int:
        """How many words the longest of them takes that stands at a place; 0 without any."""
        if at >= len(words):
            return 0
        for phrase in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0
