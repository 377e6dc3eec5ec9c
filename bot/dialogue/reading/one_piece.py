"""Reads one text, a whole message or a part of one, as a piece with its likeliest act."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from bot.dialogue.acts import COMMUNITY, LED
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.after import leading_on
from bot.dialogue.reading.by_words.cues import Cues
from bot.dialogue.reading.by_words.whom import Whom
from bot.dialogue.reading.piece import Piece, act_of
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.acts import ActRanker, ActScore
from bot.retrieval.query.query import Query

_BARE_QUESTIONS = (("how",), ("why",), ("when",), ("where",), ("who",), ("which",))
_LIFTED_FROM = 0.3
"""How far an act must stand above others for the last reply not to speak for another."""
_NOT_HERE = -5.0
"""What an act loses that a message can't be."""


class OnePieceReader:
    """Tells the act of one text."""

    def __init__(self, ranker: ActRanker, follow_ups: FollowUpReader, words: TurnWords) -> None:
        self._ranker = ranker
        self._follow_ups = follow_ups
        self._whom = Whom(words)
        self.cues = Cues(words)
        self._asking = frozenset(words.asking)
        self._lifted: Mapping[str, float] = {}

    def after(self, act: str) -> OnePieceReader:
        """The same reader after a reply that was one of these acts: what leads on from it is
        likelier.
        """
        found = copy(self)
        found._lifted = leading_on(act)
        return found

    def read(self, query: Query) -> Piece:
        """A text with its likeliest act."""
        return self.scored(query, self._ranker.score(query))

    def whole(self, query: Query, *, is_one: bool) -> Piece:
        """The whole message; where it leans on the last reply and is nothing clearly, what leads on
        from that is likelier.
        """
        found = self.read(query)
        is_clear = found.act != CONTENT and found.score.lead >= _LIFTED_FROM
        if not (is_one and self._lifted) or found.score.said or is_clear:
            return found
        leaning = self._follow_ups.leans(query.plain)
        lifts = {act: lift * leaning for act, lift in self._lifted.items()}
        is_elsewhere = found.score.act in COMMUNITY and found.act == CONTENT
        if is_elsewhere and COMMUNITY.isdisjoint(lifts):
            lifts |= dict.fromkeys(COMMUNITY, _NOT_HERE)  # of nobody here, so of what was told
        return self.scored(query, self._ranker.lifted(found.score, lifts))

    def scored(self, query: Query, score: ActScore) -> Piece:
        """A text whose acts were scored before."""
        opening = self._follow_ups.opened(query.raw)
        asks = self.asks(query)
        act = act_of(score)
        if act == CONTENT and self._whom.is_to_the_bot(score, query.raw):
            act = score.act
        is_bare = query.raw[opening:] in _BARE_QUESTIONS and act not in LED
        is_elsewhere = not score.said and self._whom.is_elsewhere(
            act, query.raw, self._lifted, asks=asks, names=self._ranker.names(query.raw)
        )
        if is_bare or is_elsewhere:
            act = CONTENT  # "and when" asks of what was told, nothing of the bot
        cued = self.cues.act_of(
            act, score, query.raw, asks="?" in query.line or query.line.endswith(",")
        )
        return Piece(cued or act, query, score, asks, cued=cued is not None)

    def asks(self, query: Query) -> bool:
        """Whether a message has the form of a question; "we're off" only looks as "were" does."""
        opening = self._follow_ups.opened(query.raw)
        first = query.raw[opening : opening + 1]
        is_told = first == ("were",) and not {"were", "were,"} & {*query.line.split()}
        opens = not is_told and any(word in self._asking for word in first)
        return opens or "?" in query.line
