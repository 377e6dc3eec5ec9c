"""Whether a word is another one with a slip of the finger."""

from __future__ import annotations

from rapidfuzz.distance import OSA

_SHORTEST = 4
"""Letters from which one slip leaves a word recognisable; "die" and "dye" are two words."""
_LONG = 7
"""Letters from which two do."""


def is_slip(word: str, meant: str) -> bool:
    """Whether the word is `meant` with one letter wrong, missing, too many or two swapped (two in a
    long word), and begins as it does.
    """
    if len(meant) < _SHORTEST or word[:1] != meant[:1]:
        return False
    reach = 2 if len(meant) >= _LONG else 1
    return OSA.distance(word, meant, score_cutoff=reach) <= reach
