"""Splits "who approved it and is it voluntary" into the questions it is made of."""

from __future__ import annotations

import re

_JOINT = re.compile(
    r"\s*(?:\?+|;|\.(?=\s))\s*(?:and|but|also|plus|so)?\s+"
    r"|\s*,?\s+(?:and|but|plus|as well as|and also|and then)\s+(?=(?:who|what|whats|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|has|have|the|any|in|by|if)\b)"
    r"|\s+(?:vs|versus|compared (?:to|with)|as opposed to|in contrast to|and what about|and how about)\.?\s+",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\s*,?\s+(?:and|vs|versus|&)\s+|\s*;\s+", re.IGNORECASE)
_SHORTEST = 2


def parts(text: str) -> list[str]:
    """The likely sub-questions, at least two, or an empty list. Splits at joints before question words first, else at any "and"."""
    for pattern in (_JOINT, _LOOSE):
        found = [part.strip(" ?!.,") for part in pattern.split(text)]
        found = [part for part in found if len(part.split()) >= _SHORTEST]
        if 2 <= len(found) <= 4:
            return found
    return []
