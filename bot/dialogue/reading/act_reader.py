"""Reads a message as the acts it holds, in the light of what was said before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.dialogue.acts import (
    ARGUING,
    AT_THE_BOT,
    DEFINE,
    DISCUSSING,
    FEELINGS,
    LIGHT,
    NAMING,
    RESIZE,
    RETELLING,
    Act,
    Asked,
    FollowUp,
    Help,
    Lost,
    Nothing,
    Question,
    Translation,
    Wish,
)
from bot.dialogue.crisis import is_cry_for_help
from bot.dialogue.language import Polyglot
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.by_words.another import AnotherReader
from bot.dialogue.reading.by_words.asked_words import COMPARE, CUED, CueReader
from bot.dialogue.reading.by_words.cues import REBUT
from bot.dialogue.reading.by_words.denials import DenialReader
from bot.dialogue.reading.lengths import Length, LengthReader, number_in
from bot.dialogue.reading.piece import Piece
from bot.dialogue.reading.piece_reader import PieceReader
from bot.dialogue.reading.pieces import pieces, without_joint
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.conversation import LengthWords
from bot.knowledge.turns import CONTENT, TurnWords
from bot.retrieval.acts import LONGEST, ActRanker, ActScore
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

_QUOTED = re.compile(r"(?<!\w)[\"“‘'](?P<words>[^\"“”‘’]{2,40}?)[\"”’'](?!\w)")
_ASKS = 0.3
"""How far below a question an act must stand for small talk to be ruled out."""
_GUESS = 10
"""Words of the longest message that only guesses at what a word means."""
_RETELLING = ("shorten", "longer", "simplify", "expand", "repeat")
_MEANING, _BESIDE = 6, 16
"""Words of the longest question what a word means, and with what is told beside it."""
_PERHAPS = -0.6
"""How far below a question an act may stand to be what is meant where the article has no answer."""
_CORRECTION = 12
"""Words of the longest message that is read as a correction by its form."""
_CORRECTING = frozenset(("meant", "not-that", "self-wrong", "sorry", "nth"))
"""Acts that a correction by its form resembles."""
_CLEARLY = 0.6
"""How far another act must stand above a question for a message not to be a correction."""


class ActReader:
    """Tells acts apart. `read` reads a text; `is_english` knows everyday English words."""

    def __init__(
        self,
        read: Callable[[str], Query],
        follow_ups: FollowUpReader,
        polyglot: Polyglot,
        is_english: Callable[[str], bool],
        *,
        ranker: ActRanker,
        lengths: LengthReader,
        stances: LengthWords,
        words: TurnWords,
    ) -> None:
        self._follow_ups = follow_ups
        self._read = read
        self._polyglot = polyglot
        self._is_english = is_english
        self._ranker = ranker
        self._lengths = lengths
        self._denials = DenialReader(words)
        self._guessing = Phrases(words.guessing)
        self._asked_words = CueReader(words)
        self._wholes = frozenset(words.wholes)
        self._are_asking = frozenset(words.asking)
        self._another = AnotherReader(read, follow_ups, words, stances)
        self._pieces = PieceReader(read, follow_ups, ranker=ranker, lengths=lengths, words=words)

    def acts_of(self, text: str, talk: Talk) -> tuple[Act, ...]:
        """The acts of one message after what was said before it, at least one."""
        query = self._read(text)
        if is_cry_for_help(query.line, query.raw, self._is_english):
            return (Help(),)
        if not any(character.isalnum() for character in query.line):
            return (Nothing(),)
        is_word = len(query.raw) == 1 and query.line.isascii()
        if not is_word and (rendering := self._polyglot.read(query.line, query.raw)):
            return (Translation(rendering.english, rendering.notice),)
        if leaning := self._leaning(query, talk):
            return leaning
        last = talk.last.act if talk.last else ""
        found = self._pieces.after(last).pieces_of(query)
        is_one = len(found) == 1
        return tuple(self._wish_or_question(piece, talk, is_one=is_one) for piece in found)

    def _leaning(self, query: Query, talk: Talk) -> tuple[Act, ...]:
        """What a message is by its form after what was said before it, if it is anything."""
        if another := self._another.read(query, talk):
            if another.subject is None and "of" in query.raw:  # "the fans of the cameras"
                subject = self._pieces.naming.subject(another.act, query)
                another = replace(another, subject=subject)
            return (another,)
        last = talk.last.act if talk.last else ""
        if self._follow_ups.is_switch(query.plain) and not self._is_one_more(query, last):
            return self._switched(query)
        corrected = self._corrected(query) if talk.turns else None
        return (corrected,) if corrected else ()

    def _is_one_more(self, query: Query, last: str) -> bool:
        """Whether "another question" is of those that were just asked."""
        if last not in DISCUSSING:
            return False
        score = self._ranker.score(query)
        return score.said and score.act == "one-more"

    def _corrected(self, query: Query) -> Wish | None:
        """What is meant, where a message takes something back or says what it means instead."""
        if len(query.raw) > _CORRECTION or self._pieces.asks(query):
            return None
        denial = self._denials.read(query.text)
        if not self._is_named(denial.meant) or not (denial.denied or denial.is_meant):
            return None
        score = self._ranker.score(query)
        is_alike = score.act in _CORRECTING
        if not is_alike and (score.said or score.over_content >= _CLEARLY):
            return None
        if not denial.denied and not is_alike:
            return None
        subject = self._read(" ".join(denial.meant))
        return Wish("meant", query, subject, over=max(1.0, score.over_content), said=True)

    def _is_named(self, said: Sequence[str]) -> bool:
        return self._follow_ups.has_content(said) or self._follow_ups.contrast_of(said) is not None

    def _switched(self, query: Query) -> tuple[Act, ...]:
        """What is wanted after "ok, different topic"."""
        rest = self._follow_ups.without_switch(query, self._read)
        found = self._pieces.pieces_of(rest)
        if rest is query or any(piece.act == CONTENT for piece in found):
            return (Asked(query),)  # told from a follow-up by the words it begins with
        return tuple(self._wish_or_question(piece, FRESH) for piece in found)

    def score(self, query: Query) -> ActScore:
        """What a message comes nearest to, for maintainers and measurements."""
        return self._ranker.score(query)

    def meaning_asked(self, query: Query) -> Sequence[str]:
        """The words whose meaning a message asks for in so many words, whatever is told beside it:
        "what's a panopticon, we had none at school"; or that it quotes and guesses at: “"pilot", as
        in planes?”.
        """
        for part in self._single(query):
            if len(part.raw) <= _MEANING and self._asks_meaning(part):
                return part.plain
        return self._quoted(query) or self._guessed_at(query)

    def _quoted(self, query: Query) -> Sequence[str]:
        """The words in quotation marks of a short message that names nothing else: “what does
        "pilot" mean here”.
        """
        found = _QUOTED.search(query.text)
        if found is None or len(query.raw) > _GUESS:
            return ()
        rest = self._read(f"{query.text[: found.start()]} {query.text[found.end() :]}")
        is_asked = "?" in query.line or bool({"mean", "means", "is"} & set(rest.raw))
        is_bare = self._pieces.naming.subject(DEFINE, rest) is None
        return self._read(found["words"]).plain if is_asked and is_bare else ()

    def _guessed_at(self, query: Query) -> Sequence[str]:
        """The words at the head of a message that guesses at their meaning: "a pilot, as in
        planes?"; none in any other.
        """
        if "?" not in query.line or len(query.raw) > _GUESS:
            return ()
        start = self._follow_ups.opened(query.raw)
        if not self._are_asking.isdisjoint(query.raw[start : start + 1]):
            return ()  # "do people in milltown like it?" guesses at nothing
        for at in range(start + 1, len(query.raw)):
            if self._guessing.begin(query.raw, at):
                return query.plain[start:at] if len(query.plain) == len(query.raw) else ()
        return ()

    def _single(self, query: Query) -> Iterator[Query]:
        """The message, or its first part where only that one asks."""
        yield query
        first, *rest = pieces(query.text)
        is_told = all("?" not in part and without_joint(part) == part for part in rest)
        if rest and is_told and len(query.raw) <= _BESIDE:
            yield self._read(first)

    def _asks_meaning(self, query: Query) -> bool:
        """Whether a message asks in so many words what something means: "what's a panopticon"."""
        plain = self._ranker.plain(query.raw)
        has_content = self._follow_ups.has_content
        return self._ranker.frame(plain, lambda word: has_content((word,))) == DEFINE

    def words_of(self, act: str) -> frozenset[str]:
        """The words with which an act is asked for."""
        return self._ranker.words_of(act)

    def content(self, query: Query, talk: Talk, *, is_no_chat: bool = False) -> Act:
        """A message taken as a question about the article."""
        if self._follow_ups.is_switch(query.plain):
            query, talk = self._follow_ups.without_switch(query, self._read), FRESH
        facet = self._follow_ups.facet_of(query)
        if facet and talk.before:
            return FollowUp(query, facet, talk.before, talk.shown)
        if facet and not self._follow_ups.has_content(query.plain):
            return Lost()
        return Question(query, talk, is_no_chat)

    def _wish_or_question(self, piece: Piece, talk: Talk, *, is_one: bool = True) -> Act:
        act, query, score = piece.act, piece.query, piece.score
        is_light = act in LIGHT - AT_THE_BOT and not (score.said or piece.cued)
        if is_light and piece.asks and self._pieces.naming.subject(act, query):
            act = CONTENT  # nobody says good-bye with "how fast would the train go"
        length = self._length(query)
        is_whole = act == "summary" and not self._wholes.isdisjoint(query.raw)
        is_size = length is not None and not is_whole and self._pieces.naming.is_bare(query)
        is_size = is_size and not (act in CUED and score.over_content >= _CLEARLY)
        is_told = talk.told or not (is_one or act == "summary")
        if length and is_size and is_told:
            return Wish(RESIZE, query, None, length, number_in(query.raw), 1.0, said=True)
        if act == CONTENT and talk.told and self._is_retelling(piece):
            return self._wish(score.act, query, score)
        if cued := self._asked_words.act(piece):
            return replace(self._wish(cued, query, score), over=max(_CLEARLY, score.over_content))
        if not score.said and act not in ARGUING and self._asked_words.sets_beside(query):
            return replace(self._wish(COMPARE, query, score), over=max(1.0, score.over_content))
        if act == CONTENT:
            is_no_chat = piece.asks or -score.over_content >= _ASKS
            may_be = score.act != CONTENT and score.over_content >= _PERHAPS
            nearest = score if may_be else None
            return Asked(query, is_no_chat, nearest, piece.asks, piece.narrow)
        return replace(self._wish(act, query, score), cued=piece.cued)

    def _is_retelling(self, piece: Piece) -> bool:
        """Whether a message names nothing and clearly wants what was told anew, though it is near
        two ways of that: "less please".
        """
        score = piece.score
        is_clear = score.act in _RETELLING and score.over_content >= _CLEARLY
        return is_clear and self._pieces.naming.subject(score.act, piece.query) is None

    def fallback(self, asked: Asked) -> Wish | None:
        """The wish that a message may come to where the article has nothing for it, if it names
        nothing of its own; how one wants something retold, or talks, is often put in words that
        nobody has foreseen.
        """
        if asked.nearest is None:
            return None
        wish = self._wish(asked.nearest.act, asked.query, asked.nearest)
        if wish.act in LIGHT | FEELINGS:
            is_felt = wish.act not in FEELINGS or wish.over >= 0
            return wish if is_felt and not asked.asks else None
        return wish if wish.act in RETELLING or wish.subject is None else None

    def _length(self, query: Query) -> Length | None:
        """The length that a message names, as corrected or, where that finds none, as typed; a
        story names none.
        """
        if len(query.raw) > LONGEST:
            return None
        return self._lengths.read(self._ranker.plain(query.raw)) or self._lengths.read(query.raw)

    def _wish(self, act: str, query: Query, score: ActScore) -> Wish:
        length = self._length(query)
        is_bare = score.bare and act not in NAMING
        subject = None if is_bare else self._pieces.naming.subject(act, query)
        if act == REBUT and (claim := self._pieces.cues.claim_in(query)):
            subject = self._read(claim)
        number = number_in(query.raw)
        return Wish(act, query, subject, length, number, score.over_content, score.said, score.lead)
