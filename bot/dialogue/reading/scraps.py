"""Pieces of messages that say little by themselves."""

from __future__ import annotations

from bot.dialogue.acts import ARGUING, SPOKEN
from bot.dialogue.reading.piece import Piece

SCRAP = 2
"""Words of a piece that is no wish of these acts unless it clearly is one."""
SCRAPS = ARGUING | SPOKEN
DOUBTS = frozenset(("doubt", "unconvinced"))
"""Acts that a word or two only lead up to what is wanted."""


def is_scrap_of(acts: frozenset[str], piece: Piece) -> bool:
    """Whether a piece is no more than a word or two, of these acts."""
    return len(piece.query.raw) <= SCRAP and piece.act in acts
