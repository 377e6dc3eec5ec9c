"""Pieces of a message that together want the exact words of one thing: "the line on tea, how does
it go?", "what does it say of tea, exactly", "how does it end? word by word".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.by_words.asked_words import EXCERPT
from bot.dialogue.reading.piece import Piece
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.query.phrases import Phrases

_OF_WORDS = (EXCERPT, "link", CONTENT)
"""Acts of a piece whose words may be what is wanted."""
_ENDING = 6
"""Words of the longest question how something ends."""


class WordingReader:
    """Joins such pieces."""

    def __init__(self, follow_ups: FollowUpReader, words: TurnWords) -> None:
        self._follow_ups = follow_ups
        self._exactly = Phrases(words.exactly)
        self._going = frozenset(words.going)
        self._lines = frozenset(words.lines)
        self._ends = frozenset((*words.opening, *words.ending))

    def together(self, found: Sequence[Piece], whole: Piece) -> list[Piece]:
        """The pieces, "exactly" behind another one as a wish for its words, and without what only
        asks how goes what another piece wants the words of.
        """
        *before, last = found
        if before and self._exactly.begin(last.query.raw) == len(last.query.raw):
            last = replace(last, act=EXCERPT)
        if last.act == EXCERPT and any(map(self._is_of_an_end, before)):
            return [replace(last, query=whole.query)]
        listed = [*before, last]
        if not any(one.act in _OF_WORDS and self._is_of_lines(one) for one in listed):
            return listed
        rest = [one for one in listed if not self._asks_how_it_goes(one)]
        if len(rest) == len(listed):
            return listed
        return [replace(one, act=EXCERPT) if one.act in _OF_WORDS else one for one in rest]

    def _is_of_an_end(self, piece: Piece) -> bool:
        """Whether a piece only asks how something begins or ends."""
        raw = piece.query.raw
        return piece.asks and len(raw) <= _ENDING and not self._ends.isdisjoint(raw)

    def _is_of_lines(self, piece: Piece) -> bool:
        return piece.act == EXCERPT or not self._lines.isdisjoint(piece.query.raw)

    def _asks_how_it_goes(self, piece: Piece) -> bool:
        """Whether a piece only asks for the words of something: "what is it exactly?"."""
        words = piece.query.plain
        rest = [word for word in words if word not in self._going]
        is_of_words = len(rest) < len(words)
        return piece.asks and is_of_words and not self._follow_ups.has_content(rest)
