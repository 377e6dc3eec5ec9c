"""The length that a member wishes: "in one sentence", "3 bullets", "longer"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.conversation import LengthWords
from bot.knowledge.passages import NUMBER_WORDS
from bot.retrieval.query.text import clean, words

_KINDS = ("sentence", "words", "bullets", "longer", "shorter")
_NUMBER = "{n}"
_MOST = 20
"""The largest number of things that a member is given at once."""


@dataclass(frozen=True, slots=True)
class Length:
    """A kind of length, and how many of it."""

    kind: str
    number: int | None = None


class LengthReader:
    """Reads lengths by the phrases of `common/acts/lengths.yaml`."""

    def __init__(self, phrases: LengthWords) -> None:
        self._phrases = sorted(
            (
                (tuple(_pattern(phrase)), kind)
                for kind in _KINDS
                for phrase in getattr(phrases, kind)
            ),
            key=lambda row: -len(row[0]),
        )

        self.vocabulary = frozenset(
            (*NUMBER_WORDS, *(word for pattern, _ in self._phrases for word in pattern))
        )
        """All words of the phrases: none of them is a subject."""

    def read(self, said: Sequence[str]) -> Length | None:
        """The length that the words of a message name, if any."""
        for pattern, kind in self._phrases:
            for at in range(len(said) - len(pattern) + 1):
                if (number := _fits(pattern, said[at : at + len(pattern)])) is not None:
                    return Length(kind, number or None)
        return None


def number_in(said: Sequence[str]) -> int | None:
    """The first number that could count things."""
    return next((n for word in said if (n := _number(word)) is not None), None)


def _pattern(phrase: str) -> list[str]:
    return [
        part
        for word in phrase.split()
        for part in ([word] if word == _NUMBER else words(clean(word)))
    ]


def _fits(pattern: Sequence[str], said: Sequence[str]) -> int | None:
    """The number named, 0 where the pattern names none; None where it doesn't fit."""
    found = 0
    for wanted, word in zip(pattern, said, strict=True):
        if wanted == _NUMBER:
            number = _number(word)
            if number is None:
                return None
            found = number
        elif wanted != word:
            return None
    return found


def _number(word: str) -> int | None:
    written = NUMBER_WORDS.get(word, word)
    if not (written.isascii() and written.isdigit()) or len(written) > 2:
        return None
    return int(written) if 1 <= int(written) <= _MOST else None
