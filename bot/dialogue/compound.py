"""Splits "who approved it and is it voluntary" into the questions it is made of."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"\s*(?:[?!]+|;|\.(?=\s))\s*")
_JOINT = re.compile(
    r"\s*,?\s+(?:and also|and then|and|nd|n|but|plus|as well as|also|&)\s+(?=(?:who|what|whats|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|has|have|the|any|in|by)\b|when (?:is|are|was|were|do|does|did|will)\b)"
    r"|\s+(?:vs|versus|compared (?:to|with)|as opposed to|in contrast to|and what about|and how about)\.?\s+",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(\bbetween\b.*?)\s+and\s+", re.IGNORECASE)
"""Two things set side by side are one question: "what is the difference between the cities' plans
and the firms'".
"""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_HELD = " \N{AMPERSAND}\N{WORD JOINER} "
_SHORTEST = 2
_ABOUT_THE_TEXT = re.compile(
    r"(?:does|do|did|can|could|will|would) (?:it|the (?:article|author|piece|text|writer)|she|they|you) (?:say|tell|mention|know|explain|answer)"
    r"(?: (?:it|that|this|so|me|us|anything))*(?: (?:about|on) (?:it|that|this))?",
    re.IGNORECASE,
)
"""A part that only asks whether the article tells: "can we be good without a god? does it say?" is
one question.
"""
_ASKING = frozenset(
    "who whos whose what whats when where why how hows which is are was were do does did can could will would should has have any tell give explain".split()
)
_OPENING = 4
"""Words within which a question shows itself as one: "and then also why …"."""


def parts(text: str) -> list[str]:
    """The likely sub-questions, at least two, or an empty list.

    Sentences that ask nothing are a story around the question, not a part of it. The rest is split
    where "and", "but" or "vs" joins two questions; an "and" between two things joins none.
    """
    sentences = [
        sentence for sentence in _SENTENCE.split(text) if len(sentence.split()) >= _SHORTEST
    ]
    asking = [sentence for sentence in sentences if _asks(sentence)] or sentences[-1:]
    held = [_PAIR.sub(rf"\1{_HELD}", sentence, count=1) for sentence in asking]
    pieces = [
        piece.replace(_HELD, " and ").strip(" ?!.,")
        for sentence in held
        for piece in _JOINT.split(sentence)
    ]
    found = [
        piece
        for piece in pieces
        if len(piece.split()) >= _SHORTEST and not _ABOUT_THE_TEXT.fullmatch(piece)
    ]
    return found if 2 <= len(found) <= 4 else []


def halves(text: str) -> list[str]:
    """What stands left and right of a lone "and": perhaps two subjects, perhaps one; only what is
    found for each can tell.
    """
    found = [half.strip(" ?!.,") for half in _AND.split(text)]
    return (
        found if len(found) == 2 and all(len(half.split()) >= _SHORTEST for half in found) else []
    )


def _asks(part: str) -> bool:
    return any(
        word.replace("'", "").replace("’", "") in _ASKING
        for word in part.lower().split()[:_OPENING]
    )
