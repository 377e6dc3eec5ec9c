"""A part of a message, and the act it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.acts import LIGHT, NAMING, SPOKEN
from bot.dialogue.reading.pieces import without_joint
from bot.knowledge.turns import CONTENT
from bot.retrieval.acts import ActScore
from bot.retrieval.query.query import Query

_LEAD, _OVER, _FAR_OVER = 0.25, 0.15, 0.6
"""How far an act must stand above the next one and above a question about the article, and how far
above the question it may be near the next.
"""
_HARDLY = 0.05
"""How little an act stands above the next one where neither is meant for sure."""
CLEAR = 1.2
"""How far above a question a piece must stand where it is near another act."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message with its likeliest act; `asks` where it has the form of a question,
    `text` is the part as it stood, with the word that joins it to the one before.
    """

    act: str
    query: Query
    score: ActScore
    asks: bool
    narrow: Query | None = None
    text: str = ""
    cued: bool = False
    """Whether its words leave no doubt of its act."""


def act_of(score: ActScore) -> str:
    """The act of a piece; a question about the article where none stands out."""
    if score.said or score.act == CONTENT:
        return score.act
    is_clear = score.act in LIGHT or score.lead >= _HARDLY or score.over_content >= CLEAR
    is_apart = score.lead >= _LEAD or (score.over_content >= _FAR_OVER and is_clear)
    return score.act if is_apart and score.over_content >= _OVER else CONTENT


def joined(listed: Sequence[Piece]) -> str:
    """Pieces as one text again."""
    return without_joint(" ".join(one.text or one.query.text for one in listed))


def asking(found: Sequence[Piece], felt: Piece) -> list[Piece]:
    """What is asked besides a feeling, and not only said: with a question mark, or as an act."""
    return [
        one
        for one in found
        if one is not felt
        and one.act not in LIGHT
        and ("?" in one.query.line or (one.act != CONTENT and (one.asks or _is_ordered(one))))
    ]


def _is_ordered(piece: Piece) -> bool:
    """Whether a piece clearly wants something of the article: "sum it up"."""
    return piece.act in NAMING - SPOKEN and piece.score.over_content >= CLEAR
