"""How rare the words of a question are, and their bare form."""

from __future__ import annotations

import sys
from collections.abc import Iterable
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


def vocabulary_of(words: Iterable[str]) -> frozenset[str]:
    """The words with their stems, as `Witness` looks them up."""
    both = {sys.intern(word) for word in words}  # most stand in many vocabularies
    return frozenset(both | {sys.intern(stem(word)) for word in both})
