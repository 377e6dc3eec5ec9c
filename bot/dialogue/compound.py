"""Splits "who approved it and is it voluntary" into the questions it is made of."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"\s*(?:[?!]+|;|\.(?=\s))\s*")
_JOINT = re.compile(
    r"\s*,?\s+(?:and|but|plus|as well as|and also|and then)\s+(?=(?:who|what|whats|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|has|have|the|any|in|by|if)\b)"
    r"|\s+(?:vs|versus|compared (?:to|with)|as opposed to|in contrast to|and what about|and how about)\.?\s+",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\s*,?\s+(?:and|vs|versus|&)\s+|\s*;\s+", re.IGNORECASE)
_SHORTEST = 2
_ASKING = frozenset(
    "who whos whose what whats when where why how hows which is are was were do does did can could will would should has have any tell give explain".split()
)
_OPENING = 4
"""Words within which a question shows itself as one: "and then also why …"."""


_LONGEST_LOOSE = 12
"""Words up to which any "and" may join two questions; in a longer text it mostly joins two things."""


def parts(text: str) -> list[str]:
    """The likely sub-questions, at least two, or an empty list.

    Sentences that ask nothing are a story around the question, not a part of it. Within the rest it splits at joints before question words, else at any "and".
    """
    sentences = [sentence for sentence in _SENTENCE.split(text) if len(sentence.split()) >= _SHORTEST]
    asking = [sentence for sentence in sentences if _asks(sentence)] or sentences[-1:]
    found = _split(_JOINT, asking)
    if len(found) == 1 and len(text.split()) <= _LONGEST_LOOSE:
        found = _split(_LOOSE, asking)
    return found if 2 <= len(found) <= 4 else []


def _split(joint: re.Pattern[str], sentences: list[str]) -> list[str]:
    pieces = [piece.strip(" ?!.,") for sentence in sentences for piece in joint.split(sentence)]
    return [piece for piece in pieces if len(piece.split()) >= _SHORTEST]


def _asks(part: str) -> bool:
    return any(word.strip("'’").replace("'", "") in _ASKING for word in part.lower().split()[:_OPENING])
