"""Pieces of a message that come to one wish: "her own view, or a quotation?", "it's evil, prove me
wrong", "which is older, tea or milk?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import ARGUING, LED, LIGHT, VIEWS
from bot.dialogue.reading.by_words.asked_words import COMPARE
from bot.dialogue.reading.naming import Naming
from bot.dialogue.reading.piece import CLEAR, Piece
from bot.knowledge.turns import CONTENT, TurnWords

FAR_OVER = 0.6
"""How far above other acts what asks on stands as a whole."""
_FRAME = 4
"""Words of the longest "in your eyes" that only frames what is asked."""
STANCE = "angry-at-it"
"""The feeling that is a stance where arguments are wished for: "it's evil, prove me wrong"."""
_PAIRING = frozenset(("and", "or", "vs", "versus"))
_STOPS = ("?", "!", ";", ".", ":", ",")
"""What stands at the end of a part that is said by itself."""


class AsOne:
    """Tells what pieces come to together."""

    def __init__(self, naming: Naming, words: TurnWords) -> None:
        self._naming = naming
        self._weighing = frozenset((*words.weighing, "right", "wrong", "fair", "good", "bad"))

    def of(self, found: Sequence[Piece], whole: Piece) -> Piece | None:
        """What the pieces come to together, where that is one thing."""
        if self._is_one_turn(found, whole) or self._is_one_case(found, whole):
            return whole
        if (weighed := _compared(found, self._naming)) is not None:
            return replace(weighed, query=whole.query)
        if self._is_view(found):
            return replace(next(one for one in found if one.act in VIEWS), query=whole.query)
        case = next((one for one in found if self._is_case(one)), None)
        is_stance = any(one.act == STANCE for one in found)
        return replace(case, query=whole.query) if case and is_stance else None

    def _is_view(self, found: Sequence[Piece]) -> bool:
        """Whether a message asks for the bot's judgment in two pieces: "which of those is the
        oddest, you reckon".
        """
        views = [one for one in found if one.act in VIEWS]
        rest = [one for one in found if one not in views]
        is_framed = len(views) == 1 and len(views[0].query.raw) <= _FRAME and len(rest) == 1
        is_open = is_framed and rest[0].act in ARGUING | {CONTENT} and not rest[0].score.said
        return is_open and self._is_judged(rest[0].query.raw)

    def _is_judged(self, raw: Sequence[str]) -> bool:
        """Whether words ask which of several is the most of something."""
        is_most = any(len(word) > _FRAME and word.endswith("est") for word in raw)
        return is_most or not self._weighing.isdisjoint(raw)

    def _is_one_turn(self, found: Sequence[Piece], whole: Piece) -> bool:
        """Whether the pieces ask one thing of the last answer: "her own view, or a quotation?"."""
        if whole.act not in LED or whole.score.lead < FAR_OVER:
            return False
        is_bare = self._naming.subject(whole.act, whole.query) is None
        return is_bare and all(one.act in LED | LIGHT | {CONTENT} for one in found)

    def _is_one_case(self, found: Sequence[Piece], whole: Piece) -> bool:
        """Whether the pieces are one wish to have a side argued, or both: "the pros and the
        cons, for my class".
        """
        if whole.act != "both-sides" or whole.score.lead < FAR_OVER:
            return False
        return all(
            one.act in ARGUING | LIGHT or (one.act == CONTENT and not one.asks) for one in found
        )

    def _is_case(self, piece: Piece) -> bool:
        """Whether a piece clearly wishes for arguments."""
        return piece.act in ARGUING and (piece.score.said or piece.score.over_content >= CLEAR)


def _compared(found: Sequence[Piece], naming: Naming) -> Piece | None:
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
