"""Splits "who approved it and is it voluntary" into the questions it is made of."""

from __future__ import annotations

import re

from bot.typed import one_line

# A blank is one character here: the text comes on one line, its white space collapsed.
_SENTENCE = re.compile(r"[?!]+|;|\.(?= )")
_JOINT = re.compile(
    r" (?:and also|and then|and|nd|n|but|plus|as well as|also|&) (?=(?:who|what|whats|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|has|have|the|any|in|by)\b|when (?:is|are|was|were|do|does|did|will)\b)"
    r"| (?:vs|versus|compared (?:to|with)|as opposed to|in contrast to|and what about|and how about)\.? ",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
"""Two things set side by side are one question: "what is the difference between the cities' plans
and the firms'".
"""
_AND = re.compile(r" and ", re.IGNORECASE)
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
        sentence.strip()
        for sentence in _SENTENCE.split(one_line(text))
        if len(sentence.split()) >= _SHORTEST
    ]
    asking = [sentence for sentence in sentences if _asks(sentence)] or sentences[-1:]
    held = [_hold_pair(sentence) for sentence in asking]
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
    found = [half.strip(" ?!.,") for half in _AND.split(one_line(text))]
    return (
        found if len(found) == 2 and all(len(half.split()) >= _SHORTEST for half in found) else []
    )


def _hold_pair(sentence: str) -> str:
    """The first "and" after "between" as one that joins no questions."""
    between = _BETWEEN.search(sentence)
    joint = _AND.search(sentence, between.end()) if between else None
    return f"{sentence[: joint.start()]}{_HELD}{sentence[joint.end() :]}" if joint else sentence


def _asks(part: str) -> bool:
    return any(
        word.replace("'", "").replace("’", "") in _ASKING
        for word in part.lower().split()[:_OPENING]
    )
