"""Reads a message as its pieces: what each is likeliest to want, and which belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from itertools import groupby

from bot.dialogue.acts import (
    FEELINGS,
    LED,
    LIGHT,
    NAMING,
    RETELLING,
    SELF,
    SPOKEN,
)
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.as_one import FAR_OVER, STANCE, AsOne, is_comparison
from bot.dialogue.reading.by_words.cues import REBUT
from bot.dialogue.reading.by_words.telling import Telling, small_talk_of
from bot.dialogue.reading.by_words.wording import WordingReader
from bot.dialogue.reading.lengths import LengthReader
from bot.dialogue.reading.naming import Naming
from bot.dialogue.reading.one_piece import OnePieceReader
from bot.dialogue.reading.piece import Piece, asking, joined
from bot.dialogue.reading.pieces import pieces, without_joint
from bot.dialogue.reading.weight import (
    DOUBTS,
    FELT,
    NEAR_ANOTHER,
    SCRAP,
    WEAK,
    Weights,
    is_scrap_of,
)
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.acts import LONGEST, ActRanker
from bot.retrieval.query.query import Query

_ALONE = (SPOKEN - NAMING - {"one-more"}) | {"article-link", "sources"}
"""Acts that what is told beside them is no part of."""
_ABOUT = frozenset(("go-back", "one-more", "quiz"))
"""Acts about what was told of which what is told beside them may say what of: "another, about tea".
"""
_ABOUT_IT = frozenset(("about", "on", "from", "regarding"))
"""Words with which what is told beside a wish says what it is about."""
_BACK = frozenset(("both", "that", "this", "those", "these", "they", "them"))
"""Words of a question that needs what was told before it."""
_SIZED = frozenset(("shorten", "simplify"))
"""Acts for which an item of what was told may be picked."""
_EACH = ("link-of", "define")
"""Acts that name one thing each: "the atlas's link and the almanac's too"."""
_REFUSALS = frozenset(("no", "nope", "nah", "naw", "nay", "nono"))
_CLAIMED = 40
"""Words of the longest message that tells a claim and asks for an answer to it."""
_TRUE = "true"
_MOST = 3
"""Wishes of one message that are granted."""
_ITSELF = "self-"
"""How acts that ask about the bot begin; who tells something of themselves doesn't ask."""


class PieceReader:
    """Tells the pieces of messages apart, and what each of them names."""

    def __init__(
        self,
        read: Callable[[str], Query],
        follow_ups: FollowUpReader,
        *,
        ranker: ActRanker,
        lengths: LengthReader,
        words: TurnWords,
    ) -> None:
        self._follow_ups = follow_ups
        self._read = read
        self._weights = Weights(words)
        self._telling_of = Telling(words)
        self._one = OnePieceReader(ranker, follow_ups, words)
        self.cues = self._one.cues
        self._tags = frozenset(words.tags)
        self._wording = WordingReader(follow_ups, words)
        self.naming = Naming(read, follow_ups, ranker=ranker, lengths=lengths, words=words)
        self._as_one = AsOne(self.naming, words)

    def after(self, act: str) -> PieceReader:
        """The same reader after a reply that was one of these acts: what leads on from it is
        likelier.
        """
        found = copy(self)
        found._one = self._one.after(act)
        return found

    def asks(self, query: Query) -> bool:
        """Whether a message has the form of a question."""
        return self._one.asks(query)

    def pieces_of(self, query: Query) -> list[Piece]:
        """The message as what is wanted one after another."""
        texts = self._with_refusals(pieces(query.text))
        whole = self._one.whole(query, is_one=len(texts) == 1)
        if self._is_reply(query, whole):
            texts, whole = texts[:1], replace(whole, act=REBUT, cued=True)
        elif len(query.raw) > LONGEST:
            return [replace(whole, act=CONTENT)]  # a story: what it asks stands somewhere in it
        is_pair = whole.act == "both-sides" and whole.score.lead >= FAR_OVER  # "for and against"
        is_pair = is_pair or is_comparison(whole, texts)
        if len(texts) == 1 or whole.score.said or is_pair:
            return [whole]
        found = self._wording.together([self._part(text) for text in texts], whole)
        found = self._of_the_bot(found)
        if (alone := self._as_one.of(found, whole)) is not None:
            return [alone]
        found = [replace(one, act=CONTENT) if one.act in LED else one for one in found]
        found = self._with_claims(found)
        found = [one for one in found if not self._weights.is_filling(one)] or [whole]
        found = self._without_tag(found)
        return self._of_several(found, whole)

    def _of_several(self, found: Sequence[Piece], whole: Piece) -> list[Piece]:
        """What several pieces come to: a feeling first, then small talk, then what is wanted."""
        felt = next((one for one in found if self._weights.is_felt(one, whole)), None)
        if felt is not None and not self._telling_of.is_a_reason(found, felt):
            return [felt, *self._wanted(asking(found, felt), whole)][:_MOST]
        light = small_talk_of(found)
        if light is not None and self._telling_of.is_only_leaving(found):
            return [light]
        wanted = self._wanted(found, whole)
        asks = any(one.asks or one.act != CONTENT for one in wanted)
        is_only_told = light is not None and (light.cued or self._telling_of.is_only_told(found))
        if light is not None and is_only_told and not asks:
            return [light]
        if not wanted or (whole.act in LIGHT and not asks):
            return [whole if whole.act in LIGHT or light is None else light]
        return [light, *wanted][:_MOST] if light else wanted[:_MOST]

    def _with_claims(self, found: list[Piece]) -> list[Piece]:
        """The pieces, somebody's claim with "is that right?" behind it as one question."""
        if len(found) < 2 or found[1].act != _TRUE or found[0].act != CONTENT:
            return found
        claim = self.cues.claim_in(found[0].query)
        if not claim or found[0].asks or self.naming.subject(found[1].act, found[1].query):
            return found
        asked = replace(self._one.read(self._read(claim)), act=CONTENT, asks=True, text=claim)
        return [asked, *found[2:]]

    def _is_reply(self, query: Query, whole: Piece) -> bool:
        """Whether a message tells a claim and asks what to answer to it; not somebody's worry."""
        is_felt = whole.act in FEELINGS - {STANCE} and whole.score.lead >= FELT
        is_short = len(query.raw) <= _CLAIMED
        return is_short and not is_felt and not whole.score.said and self.cues.replies(query.raw)

    def _with_refusals(self, texts: list[str]) -> list[str]:
        """The pieces, a "no" that stands before an act as part of it."""
        first = self._read(texts[0]).raw
        if len(texts) == 1 or not first or not _REFUSALS.issuperset(first):
            return texts
        is_act = self._one.read(self._read(texts[1])).act != CONTENT
        return [f"{texts[0]} {texts[1]}", *texts[2:]] if is_act else texts

    def _of_the_bot(self, found: list[Piece]) -> list[Piece]:
        """The pieces, each that resembles a question about the bot being one beside another that
        is: "where do you get that, the net?".
        """
        acts = {one.act for one in found if one.act in SELF}
        return [
            replace(one, act=one.score.act)
            if one.act == CONTENT and one.score.act in acts and one.score.over_content >= WEAK
            else one
            for one in found
        ]

    def _without_tag(self, found: list[Piece]) -> list[Piece]:
        """The pieces without a "right?" at their end, but for one that asks whether that is so."""
        is_tag = self._tags.issuperset(found[-1].query.raw) and not found[-1].score.said
        is_wish = len(found) > 1 and found[-2].act in SPOKEN
        return found[:-1] if is_tag and is_wish else found

    def _wanted(self, found: Sequence[Piece], whole: Piece) -> list[Piece]:
        """The pieces that want something. A piece that neither asks nor is an act belongs to the
        wish beside it; pieces that ask the article are one question again.
        """
        heavy = [one for one in found if one.act not in LIGHT and one.act not in FEELINGS]
        if any(one.act == CONTENT and len(one.query.raw) > SCRAP for one in heavy):
            heavy = [one for one in heavy if not is_scrap_of(DOUBTS, one)]  # "no wait, the ..."
        acts = {one.act for one in heavy if one.act != CONTENT}
        asked = [one for one in heavy if one.act == CONTENT and one.asks]
        if not heavy:
            return []
        if len(acts) == 1 and not asked:
            return self._of_one_act(next(iter(acts)), heavy, found, whole)
        if not acts:
            rest = self._together(heavy, found, whole)
            is_clear = rest.score.lead >= NEAR_ANOTHER and rest.score.over_content >= WEAK
            is_wish = is_clear and rest.act not in LIGHT | FEELINGS
            narrow = self._narrow(heavy)
            asks = rest.asks or any(one.asks for one in heavy)
            return [rest if is_wish else replace(rest, act=CONTENT, narrow=narrow, asks=asks)]
        merged: list[Piece] = []
        for is_content, group in groupby(
            (one for one in heavy if one.act != CONTENT or one.asks),
            key=lambda one: one.act == CONTENT,
        ):
            listed = list(group)
            if is_content and len(listed) > 1:
                listed = [replace(self._one.read(self._read(joined(listed))), act=CONTENT)]
            merged += listed
        return merged

    def _of_one_act(
        self, act: str, heavy: Sequence[Piece], found: Sequence[Piece], whole: Piece
    ) -> list[Piece]:
        """A message with one kind of wish: what is told beside it may name what it is about."""
        alike = [one for one in heavy if one.act == act]
        is_bare = self.naming.subject(act, alike[0].query) is None
        is_pick = act in _SIZED and any(
            self._weights.is_pick(one) for one in heavy if one not in alike
        )
        if act in _ALONE or (act in RETELLING - _ABOUT and is_bare and not is_pick):
            return alike[:1]
        if act == "discuss":  # who it is for is no part of it, what it is about may be
            heavy = [
                one for one in heavy if one in alike or not _ABOUT_IT.isdisjoint(one.query.raw)
            ]
            found = heavy
        if act in _EACH and len(alike) == len(heavy):
            return alike
        rest = self._together(heavy, found, whole)
        return [replace(heavy[0], act=act, query=rest.query, score=rest.score)]

    def _narrow(self, heavy: Sequence[Piece]) -> Query | None:
        """What asks of a message that also tells something."""
        asking = [one for one in heavy if one.asks]
        if not asking or len(asking) == len(heavy):
            return None
        narrow = self._read(joined(asking))
        return narrow if _BACK.isdisjoint(narrow.raw) else None

    def _together(self, heavy: Sequence[Piece], found: Sequence[Piece], whole: Piece) -> Piece:
        """The message without what is said in passing."""
        if len(heavy) == len(found) and self._is_all(found, whole):
            return whole
        if len(heavy) == 1:
            return self._one.scored(heavy[0].query, heavy[0].score)
        return self._one.read(self._read(joined(heavy)))

    def _part(self, text: str) -> Piece:
        """A piece of a message; one that neither asks nor is clearly an act only belongs to what
        stands beside it.
        """
        query = self._read(without_joint(text))
        piece = replace(self._one.read(query), text=text)
        is_weak = not piece.score.said and self._weights.is_weak(piece)
        is_story = (
            piece.act in LIGHT
            and not piece.cued
            and self.naming.subject(piece.act, query) is not None
        )
        is_told = not piece.asks and (piece.act.startswith(_ITSELF) or self._is_of_reading(piece))
        return replace(piece, act=CONTENT) if is_weak or is_story or is_told else piece

    def _is_of_reading(self, piece: Piece) -> bool:
        """Whether somebody only tells that they have read the article."""
        return piece.act in _ALONE and piece.query.raw[:1] != () and self._weights.tells(piece)

    def _is_all(self, found: Sequence[Piece], whole: Piece) -> bool:
        """Whether these pieces are all that was said."""
        return len(pieces(whole.query.text)) == len(found)
