"""What is only told beside small talk: why somebody thanks, leaves or praises."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import LIGHT
from bot.dialogue.reading.piece import Piece
from bot.knowledge.turns import CONTENT, TurnWords

_BEGIN = frozenset(("id", "ill", "that", "thats", "it", "its", "this", "you", "youre", "youve"))
"""Words besides those of one's own that begin what is told beside thanks and the like."""
_PLEASED = ("thanks", "praise")
_OUTCRIES = ("doubt", "unconvinced", "angry-at-it", "sad")
_LEAST = 4
"""Words that something told has at least."""
_MOSTLY = frozenset(("especially", "particularly", "mostly", "specially"))
"""Words that say what praise is of."""


class Telling:
    """Tells what is said beside small talk from what is asked."""

    def __init__(self, words: TurnWords) -> None:
        self._tellers = frozenset(words.tellers) | _BEGIN
        self._pleasing = frozenset(words.pleasing)
        self._wanting = frozenset(words.wanting)
        self._speaking = frozenset(words.speaking)

    def is_a_reason(self, found: Sequence[Piece], felt: Piece) -> bool:
        """Whether somebody only says why they leave or give thanks, which resembles a feeling: "the
        soup's burning, bye".
        """
        raw = felt.query.raw
        is_leaving = any(one.act == "goodbye" for one in found) and self._speaking.isdisjoint(raw)
        is_pleased = any(one.act in _PLEASED for one in found)
        is_reason = is_leaving or (is_pleased and not self._pleasing.isdisjoint(raw))
        return is_reason and not felt.score.said

    def is_only_leaving(self, found: Sequence[Piece]) -> bool:
        """Whether a good-bye comes with nothing but an outcry: "oh no. gotta go"."""
        rest = [one for one in found if one.act not in LIGHT]
        is_left = any(one.act == "goodbye" for one in found)
        is_outcry = any(one.act in _OUTCRIES for one in rest)
        return is_left and is_outcry and all(map(_is_uttered, rest))

    def is_only_told(self, found: Sequence[Piece]) -> bool:
        """Whether what stands beside small talk only says something more of it: "cheers, that saves
        me the reading".
        """
        rest = [one for one in found if one.act not in LIGHT]
        return bool(rest) and all(map(self._is_told, rest))

    def _is_told(self, piece: Piece) -> bool:
        raw = piece.query.raw
        begins = len(raw) >= _LEAST and raw[0] in self._tellers
        is_more = (begins and self._wanting.isdisjoint(raw)) or not _MOSTLY.isdisjoint(raw)
        return piece.act == CONTENT and not piece.asks and is_more


def _is_uttered(piece: Piece) -> bool:
    """Whether a piece is an outcry, or told beside one."""
    is_told = piece.act == CONTENT and not piece.asks
    return (piece.act in _OUTCRIES or is_told) and "?" not in piece.query.line


def small_talk_of(found: Sequence[Piece]) -> Piece | None:
    """The small talk of a message: what its words leave no doubt of, a good-bye, or what comes
    first.
    """
    light = [one for one in found if one.act in LIGHT]
    cued = next((one for one in light if one.cued), None)
    left = next((one for one in light if one.act == "goodbye"), None)
    return cued or left or next(iter(light), None)
