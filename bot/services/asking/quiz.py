"""A quiz on the article: its questions, and whether what a member typed is the answer. Nothing of
it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

from bot.dialogue.replies import Citation
from bot.typed import one_line

_SIGNS = re.compile(r"[^\w\s]+")
_LITTLE = {"the", "a", "an", "in", "it", "its", "is", "was", "of", "about", "around", "s"}
"""Words that make no answer."""
_SPELT = 0.85
"""So much of a longer word or name has to be right."""
_SHORT = 5
"""A shorter one, and a number, has to be right as a whole."""
_TYPED = 200


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question, its answer in a few words, other ways to write it, and its passages."""

    text: str
    answer: str
    accept: tuple[str, ...]
    citations: tuple[Citation, ...]


def order(whole: int, seed: int) -> list[int]:
    """The questions' numbers, shuffled the same way for the same seed."""
    numbers = list(range(whole))
    Random(seed).shuffle(numbers)  # noqa: S311  # a game's
    return numbers


def is_right(item: QuizItem, typed: str) -> bool:
    """Whether the typed words are the answer: alone or among a few others, a little misspelt where
    it is long.
    """
    said = _words(typed)
    return bool(said) and any(
        _says(said, _words(way)) for way in (item.answer, *item.accept) if _words(way)
    )


def _words(text: str) -> list[str]:
    plain = _SIGNS.sub(" ", one_line(text, _TYPED).casefold()).split()
    return [word for word in plain if word not in _LITTLE] or plain


def _says(said: Sequence[str], wanted: Sequence[str]) -> bool:
    if len(said) > len(wanted) + 4:
        return False  # a list of everything is no answer
    starts = range(len(said) - len(wanted) + 1)
    return any(all(map(_is_alike, said[start : start + len(wanted)], wanted)) for start in starts)


def _is_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(other) < _SHORT or not other.isalpha():
        return False
    return SequenceMatcher(None, one, other).ratio() >= _SPELT
