"""Pieces of messages that say little by themselves, and those that ask besides a feeling."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import ARGUING, LIGHT, SPOKEN
from bot.dialogue.reading.piece import Piece
from bot.knowledge.turns import CONTENT

SCRAP = 2
"""Words of a piece that is no wish of these acts unless it clearly is one."""
SCRAPS = ARGUING | SPOKEN
DOUBTS = frozenset(("doubt", "unconvinced"))
"""Acts that a word or two only lead up to what is wanted."""


def is_scrap_of(acts: frozenset[str], piece: Piece) -> bool:
    """Whether a piece is no more than a word or two, of these acts."""
    return len(piece.query.raw) <= SCRAP and piece.act in acts


def asking_besides(found: Sequence[Piece], felt: Piece) -> list[Piece]:
    """What is asked besides a feeling, and not only said: with a question mark, or as an act."""
    return [
        one
        for one in found
        if one is not felt
        and one.act not in LIGHT
        and ("?" in one.query.line or (one.act != CONTENT and one.asks))
    ]
