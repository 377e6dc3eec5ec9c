"""A message as the pieces that may each hold a wish: "hi, sorry for my english, is it free?"."""

from __future__ import annotations

import re

from bot.typed import one_line

_MOST = 6
"""Pieces of a message that are looked at; one with more is a story."""
# A blank is one character here: the text comes on one line, its white space collapsed.
_BREAK = re.compile(
    r"(?<=[?!;,.]) (?!(?:about|on|regarding|concerning) (?!second|the other))|(?<=:) (?![\"“‘'])|(?<=[?!;])(?=\w)| [-–—] | (?=(?:and|n|but) )"
    r"|(?<!\band)(?<!\bn)(?<!\bbut) (?=(?:then|also) )|(?<!\bfrom) (?=now (?!on\b))",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"^(?:and|n|then|but|also|now)(?: then| also| now)? (?=\w)", re.IGNORECASE)


def pieces(text: str) -> list[str]:
    """The likely pieces in their order; the whole where there are none, or too many."""
    line = one_line(text)
    found = [piece.strip() for piece in _BREAK.split(line)]
    found = [piece for piece in found if any(character.isalnum() for character in piece)]
    return found if 2 <= len(found) <= _MOST else [line]


def without_joint(piece: str) -> str:
    """A piece without the word that joins it to the one before."""
    return _JOINTS.sub("", piece)
