"""Finds a thing by what members call it: a term, a section, a list, one side of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bot.retrieval.embedding.choice import Embedder, Vectors
from bot.retrieval.query.content import stem
from bot.retrieval.query.text import clean, words

T = TypeVar("T")
_ALIKE = 88
"""Likeness (0-100) from which a misspelt name is still that name; "panopticom" has 90, "trust" and
"truth" 80.
"""
_SHORTENED = {
    "its": "it is",
    "theyre": "they are",
    "were": "we are",
    "thats": "that is",
    "dont": "do not",
    "doesnt": "does not",
    "isnt": "is not",
    "theyve": "they have",
    "youve": "you have",
    "theres": "there is",
    "cant": "can not",
}
_MEANT, _MEANT_APART = 0.67, 0.8
"""Likeness of meanings from which a sentence is taken for another, and from which where they share
no word that names something.
"""
_SHORTEST = 4
"""Letters of the shortest name that is looked for under misspellings."""


class Names(Generic[T]):
    """Things by their names, each a word or a phrase."""

    def __init__(self, named: Iterable[tuple[str, T]], function: Iterable[str] = ()) -> None:
        self._function = frozenset(function)
        self._by_words: dict[tuple[str, ...], T] = {}
        for name, thing in named:
            if key := self._key(words(clean(name))):
                self._by_words.setdefault(key, thing)
        self._spelt = {" ".join(key): key for key in self._by_words}

    def find(self, said: Sequence[str], *, whole: bool = False) -> T | None:
        """The thing whose name stands in what was said, the longest name first; with `whole` only
        where nothing else of content is said.
        """
        key = self._key(said)
        if not key:
            return None
        held = frozenset(map(stem, said))
        best = max(
            (name for name in self._by_words if held.issuperset(name)),
            key=lambda name: (len(name), sum(map(len, name))),
            default=None,
        )
        if best and not (whole and len(best) < len(key)):
            return self._by_words[best]
        text = " ".join(key)
        if len(text) < _SHORTEST:
            return None
        near = process.extractOne(text, self._spelt.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._by_words[self._spelt[near[0]]] if near else None

    def all(self, said: Sequence[str]) -> list[T]:
        """Every thing whose name stands in what was said, in the order of the names' lengths."""
        held = frozenset(map(stem, said))
        found = sorted(
            (name for name in self._by_words if held.issuperset(name)), key=len, reverse=True
        )
        things: list[T] = []
        for name in found:
            if self._by_words[name] not in things:
                things.append(self._by_words[name])
        return things

    def apart(self, said: Sequence[str]) -> list[T]:
        """The things whose names stand in what was said and are no part of another's there, those
        with the longest names first.
        """
        held = frozenset(map(stem, said))
        found = sorted(
            (name for name in self._by_words if held.issuperset(name)), key=len, reverse=True
        )
        whole = [name for name in found if not any(set(name) < set(other) for other in found)]
        named = (self._by_words[name] for name in whole)
        things: list[T] = []
        for thing in named:
            if thing not in things:
                things.append(thing)
        return things

    def _key(self, said: Sequence[str]) -> tuple[str, ...]:
        content = [word for word in said if word not in self._function] or list(said)
        return tuple(dict.fromkeys(stem(word) for word in content))


class Sayings(Generic[T]):
    """Things by a sentence that somebody says."""

    def __init__(self, said: Iterable[tuple[str, T]], function: Iterable[str] = ()) -> None:
        self._function = frozenset(function)
        self._by_text = {" ".join(words(clean(text))): thing for text, thing in said}
        self._vectors: Vectors | None = None

    def find(self, said: Sequence[str]) -> T | None:
        """The thing whose sentence stands in what was said, in nearly those words."""
        near = process.extractOne(
            " ".join(said), self._by_text.keys(), scorer=fuzz.partial_ratio, score_cutoff=_ALIKE
        )
        return self._by_text[near[0]] if near else None

    def meant(self, said: Sequence[str], embeds: Embedder) -> T | None:
        """The thing whose sentence means nearly what was said, which is nothing but such a
        sentence.
        """
        if not self._by_text or not said:
            return None
        if self._vectors is None:  # made when first looked for: few are
            self._vectors = embeds.embed(list(self._by_text))
        likeness = self._vectors @ embeds.embed([_spelt_out(said)])[0]
        best = int(likeness.argmax())
        text, thing = list(self._by_text.items())[best]
        is_shared = not self._stems(said).isdisjoint(self._stems(text.split()))
        least = _MEANT if is_shared else _MEANT_APART
        return thing if likeness[best] >= least else None

    def _stems(self, said: Sequence[str]) -> set[str]:
        return {stem(word) for word in said if word not in self._function}


def _spelt_out(said: Sequence[str]) -> str:
    """Words with "its" and the like, which have lost their apostrophes, as two."""
    return " ".join(_SHORTENED.get(word, word) for word in said)


def alike(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether what was said holds the wanted words, a slip of the pen allowed."""
    text, name = " ".join(said), " ".join(wanted)
    if not name or not text:
        return False
    if f" {name} " in f" {text} ":
        return True
    return len(name) >= _SHORTEST and fuzz.ratio(text, name) >= _ALIKE
