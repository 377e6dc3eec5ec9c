"""What a piece of a message weighs by itself: whether it is felt, only told, or a mere scrap."""

from __future__ import annotations

from bot.dialogue.acts import ARGUING, FEELINGS, LIGHT, SPOKEN
from bot.dialogue.reading.piece import CLEAR, Piece
from bot.knowledge.turns import TurnWords

_TOLD_LEAD, _TOLD_OVER = 0.2, 0.35
"""How far a feeling must stand above other acts and above a question where somebody tells of
themselves: "my head keeps going round".
"""
FELT = 0.5
"""How far a feeling must stand above other acts to be one whatever else is said."""
WEAK = 0.6
"""How far a piece that doesn't ask must stand above a question to be a wish of its own."""
NEAR_ANOTHER, _TOLD = 0.1, 0.5
"""How little it then stands above another act; and how far who tells of themselves must stand."""
_CORRECTIONS = frozenset(("meant", "not-that", "nth"))
"""Acts in which members mostly tell of themselves: "I meant the cups"."""
SCRAP = 2
"""Words of a piece that is no wish of these acts unless it clearly is one."""
SCRAPS = ARGUING | SPOKEN
DOUBTS = frozenset(("doubt", "unconvinced"))
"""Acts that a word or two only lead up to what is wanted."""


class Weights:
    """Weighs pieces."""

    def __init__(self, words: TurnWords) -> None:
        self._telling = frozenset(words.tellers)
        self._fillers = frozenset(words.fillers)
        self._picking = frozenset(words.picking)

    def is_filling(self, piece: Piece) -> bool:
        """Whether a piece says nothing by itself: "please"."""
        return self._fillers.issuperset(piece.query.raw)

    def is_pick(self, piece: Piece) -> bool:
        """Whether a piece picks from what was told: "just the one on tea, in short"."""
        return not piece.asks and not self._picking.isdisjoint(piece.query.raw)

    def is_felt(self, piece: Piece, whole: Piece) -> bool:
        """Whether a piece is a feeling, and nothing else in a feeling's words."""
        if piece.act not in FEELINGS or (piece.asks and not piece.score.said):
            return False  # "how come … and would harm the poor" asks on
        return piece.score.lead >= FELT or whole.act in FEELINGS or self.feels(piece)

    def feels(self, piece: Piece) -> bool:
        """Whether somebody tells of themselves what is likelier a feeling than anything else."""
        score = piece.score
        is_told = not piece.asks and piece.query.raw[:1] != () and self.tells(piece)
        return is_told and score.lead >= _TOLD_LEAD and score.over_content >= _TOLD_OVER

    def tells(self, piece: Piece) -> bool:
        """Whether somebody begins to tell something."""
        return not piece.score.said and piece.query.raw[0] in self._telling

    def is_weak(self, piece: Piece) -> bool:
        """Whether a piece is too little of its act to be that by itself."""
        if piece.cued:
            return False
        over, lead = piece.score.over_content, piece.score.lead
        if lead < FELT and is_scrap_of(SCRAPS, piece):
            return True  # "between you", "me"
        if piece.asks:
            return lead < NEAR_ANOTHER and over < CLEAR and piece.act not in LIGHT | FEELINGS
        if piece.act in LIGHT | FEELINGS:
            return over < WEAK and not (piece.act in FEELINGS and self.feels(piece))
        is_telling = piece.query.raw[:1] != () and self.tells(piece)
        return (
            over < WEAK
            or (lead < NEAR_ANOTHER and over < CLEAR)
            or (lead < _TOLD and is_telling and piece.act not in _CORRECTIONS)
        )


def is_scrap_of(acts: frozenset[str], piece: Piece) -> bool:
    """Whether a piece is no more than a word or two, of these acts."""
    return len(piece.query.raw) <= SCRAP and piece.act in acts
