"""A message as the pieces that may each hold a wish: "hi, sorry for my english, is it free?"."""

from __future__ import annotations

import re

from bot.typed import one_line

_MOST = 6
"""Pieces of a message that are looked at; one with more is a story."""
# A blank is one character here: the text comes on one line, its white space collapsed.
_VERSUS = r"(?!vs\b|versus\b|and now\b|compared\b)"
"""Behind "then" where it is one of two things: "then vs now"."""
_OF = r"(?!(?:about|on|regarding|concerning|like|such as|for example)\b)"
"""Behind a comma where what comes is no piece by itself: "another, about tea"."""
_BREAK = re.compile(
    rf"(?<=[?!;,.]) {_OF}|(?<=:) (?![\"“‘'])|(?<=[?!;])(?=\w)| [-–—] | (?=(?:and|n|but|plus) )"
    rf"|(?<!\band)(?<!\bn)(?<!\bbut) (?=(?:then|also) {_VERSUS})"
    r"|(?<!\bfrom)(?<!\bvs)(?<!\bversus)(?<!\band) (?=now (?!on\b))",
    re.IGNORECASE,
)
_JOINTS = re.compile(
    rf"^(?:and|n|then|but|also|now|plus)(?: then| also| now)? {_VERSUS}(?=\w)", re.IGNORECASE
)


def pieces(text: str) -> list[str]:
    """The likely pieces in their order; the whole where there are none, or too many."""
    line = one_line(text)
    found = [piece.strip() for piece in _BREAK.split(line)]
    found = [piece for piece in found if any(character.isalnum() for character in piece)]
    return found if 2 <= len(found) <= _MOST else [line]


def without_joint(piece: str) -> str:
    """A piece without the word that joins it to the one before."""
    return _JOINTS.sub("", piece)
