"""Which words of a question name something, how rare they are, and their bare form."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.retrieval.query.frequencies import Frequencies

FUNCTION_WORDS = frozenset(
    "a about again all also am an and any anybody anyone anything are as at be been being but by can could did do does doing done dont "
    "for from get got had has have having he her hers him his how i if im in into is isnt it its just kind kinda know like lol make many "
    "me mean more most much my no not now of ok okay on one ones only or other our out over people please pls really right said same say "
    "saying says she should so some somebody someone something stuff such tell than thanks that thats the their them then there these they "
    "thing things think this those though to too up us very want was wasnt way we well were what whats when where whether which while who "
    "whos since then later how why will with would yeah yes you your article author text writer piece".split()
)
_EVERYDAY, _UNLISTED = 7.0, 2.5
"""The Zipf frequency of a word that tells nothing, and the one taken for a word that English lists
don't have.
"""


def rarity(word: str, zipf: Frequencies) -> float:
    """How much a word tells: 0 for the commonest, 5 for one in a hundred million."""
    return max(0.0, _EVERYDAY - zipf.get(word, _UNLISTED))


def names_something(word: str) -> bool:
    """Whether it is more than a function word or a letter."""
    return word not in FUNCTION_WORDS and len(word) > 1


def has_content(plain: Iterable[str]) -> bool:
    """Whether a question has a word that names something."""
    return any(names_something(word) for word in plain)


@lru_cache(20_000)
def stem(word: str) -> str:
    """A word without its commonest English endings; vocabularies hold both forms."""
    for ending in ("ing", "ies", "ed", "es", "s", "ly", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def vocabulary_of(words: Iterable[str]) -> frozenset[str]:
    """The words with their stems, as `Witness` looks them up."""
    both = frozenset(words)
    return both | frozenset(stem(word) for word in both)
