"""The length that a member wishes: "in one sentence", "3 bullets", "longer"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.conversation import LengthWords
from bot.knowledge.passages import NUMBER_WORDS
from bot.retrieval.query.text import clean, words

_KINDS = ("sentence", "words", "bullets", "longer", "shorter")
_NUMBER = "{n}"
_DIGITS, _MOST_WORDS = 3, 500
"""Digits of the longest number, and the most words that somebody wishes for."""
_SOME = {"couple": "2", "few": "3"}
"""What people say for a small number of things."""
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
        listed = [
            (tuple(_pattern(phrase)), kind) for kind in _KINDS for phrase in getattr(phrases, kind)
        ]
        self.vocabulary = frozenset(
            (*NUMBER_WORDS, *_SOME, *(word for pattern, _ in listed for word in pattern))
        )
        """All words of the phrases, and of numbers: none of them is a subject."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for pattern, kind in sorted(listed, key=lambda row: -len(row[0])):
            self._by_first.setdefault(pattern[0], []).append((pattern, kind))

    def read(self, said: Sequence[str]) -> Length | None:
        """The length that the words of a message name, if any; the longest phrase counts."""
        best: tuple[int, Length] | None = None
        for at, word in enumerate(said):
            begun = self._by_first.get(word, ())
            if _number(word, _MOST_WORDS) is not None:
                begun = (*begun, *self._by_first.get(_NUMBER, ()))
            for pattern, kind in begun:
                number = _fits(pattern, said[at : at + len(pattern)])
                if number is not None and (best is None or len(pattern) > best[0]):
                    best = len(pattern), Length(kind, number or None)
        return best[1] if best else None


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
    if len(said) < len(pattern):
        return None
    found = 0
    for wanted, word in zip(pattern, said, strict=True):
        if wanted == _NUMBER:
            most = _MOST_WORDS if "words" in pattern else _MOST
            number = _number(word, most)
            if number is None:
                return None
            found = number
        elif wanted != word:
            return None
    return found


def _number(word: str, most: int = _MOST) -> int | None:
    written = _SOME.get(word) or NUMBER_WORDS.get(word, word)
    if not (written.isascii() and written.isdigit()) or len(written) > _DIGITS:
        return None
    return int(written) if 1 <= int(written) <= most else None
