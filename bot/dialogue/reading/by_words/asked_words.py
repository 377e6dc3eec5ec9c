"""Words that tell what is wanted beyond doubt, whatever else a message says: "verbatim", "url",
"where in the article", "versus".
"""

from __future__ import annotations

from bot.dialogue.reading.piece import Piece
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

EXCERPT, COMPARE = "excerpt", "compare"
CUED = (EXCERPT, "link", "link-of")
"""Acts that such words tell."""
_ARTICLE = "article-link"
_MISREAD = (CONTENT, *CUED, _ARTICLE, "list-places")
"""Acts that a message with such words resembles."""
_PROOF, _THANKS = "proof", "thanks"
_FAINT = 0.25
"""How little any other act stands above others that isn't meant for sure."""
_PERHAPS = -0.6
"""How far below a question the act may stand."""
_SIDES = 12
"""Words of the longest message that sets two things beside each other."""
_PASSIVE = frozenset(("is", "are", "was", "be", "been", "being", "get", "gets", "often", "it"))
"""Words behind which something is only said to be compared."""


class CueReader:
    """Finds such words."""

    def __init__(self, words: TurnWords) -> None:
        self._exactly = Phrases(words.exactly)
        self._versus = Phrases(one for one in words.beside if not one.startswith("and"))
        self._placing = Phrases(words.placing)
        self._sourcing = Phrases(words.sourcing)
        self._cues = (
            (EXCERPT, Phrases(words.quoting)),
            ("link", Phrases((*words.linking, *words.placing))),
            ("link-of", Phrases(words.linking)),
            (_PROOF, self._sourcing),
        )

    def act(self, piece: Piece) -> str | None:
        """The act of a message that says in so many words that it wants words of the article, a
        link, or what a claim rests on, though it is mostly about something: "link me the bit where
        they say that tea is free".
        """
        if piece.act not in _MISREAD and (piece.score.said or piece.score.lead >= _FAINT):
            return None
        if piece.act == _THANKS and not piece.asks:
            return None  # "thanks again for the quote"
        margins, raw = piece.score.margins, piece.query.raw
        if piece.act == EXCERPT and len(raw) > 1 and self._exactly.begin(raw[-1:]):
            return EXCERPT  # "their line on tea, exactly"
        if piece.act == EXCERPT and self._sourcing.stand_in(raw):
            return _PROOF  # "the source of that quote"
        if piece.act == _ARTICLE and not self._placing.stand_in(raw):
            return None
        near = [
            act
            for act, cues in self._cues
            if cues.stand_in(raw) and margins[act] - margins[CONTENT] >= _PERHAPS
        ]
        return max(near, key=margins.__getitem__, default=None)

    def sets_beside(self, query: Query) -> bool:
        """Whether a short message has something like "versus" between other words."""
        raw = query.raw
        inside = (at for at in range(1, len(raw) - 1) if raw[at - 1] not in _PASSIVE)
        return len(raw) <= _SIDES and any(self._versus.begin(raw, at) for at in inside)
