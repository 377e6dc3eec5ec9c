"""Pieces of a message that together compare two things: "which is older, tea or milk?"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.reading.by_words.asked_words import COMPARE
from bot.dialogue.reading.naming import Naming
from bot.dialogue.reading.piece import Piece
from bot.knowledge.turns import CONTENT

_PAIRING = frozenset(("and", "or", "vs", "versus"))
_STOPS = ("?", "!", ";", ".", ":", ",")
"""What stands at the end of a part that is said by itself."""


def compared(found: Sequence[Piece], naming: Naming) -> Piece | None:
    """A comparison of nothing, beside what names two things."""
    bare = [
        one for one in found if one.act == COMPARE and naming.subject(COMPARE, one.query) is None
    ]
    rest = [one for one in found if one not in bare]
    is_pair = len(rest) == 1 and not _PAIRING.isdisjoint(rest[0].query.raw)
    return bare[0] if bare and is_pair and rest[0].act == CONTENT else None


def is_comparison(whole: Piece, texts: Sequence[str]) -> bool:
    """Whether parts of a message are the things that it compares: "are tea and coffee alike"."""
    return whole.act == COMPARE and not any(text.endswith(_STOPS) for text in texts[:-1])
