"""The first step of a turn: what does the member want? Not yet what about. A message may hold more
than one wish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.dialogue.crisis import is_cry_for_help
from bot.dialogue.language import Polyglot
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.lengths import Length, LengthReader, number_in
from bot.dialogue.reading.pieces import pieces, without_joint
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry
from bot.knowledge.turns import CONTENT
from bot.retrieval.acts import ActRanker, ActScore
from bot.retrieval.query.query import Query

LIGHT = frozenset(
    (
        "greeting",
        "thanks",
        "goodbye",
        "sorry",
        "praise",
        "how-are-you",
        "excuse",
        "wow",
        "laughter",
        "understood",
        "agree",
        "ok",
        "insult",
        "annoyed-at-bot",
    )
)
"""What is answered in passing where the message wants something else besides."""
_LEAD, _OVER = 0.25, 0.15
"""How far an act must stand above the next one, and above a question about the article."""
_SURE = 0.8
"""How far a whole message's act must stand above the others that its pieces are not looked at."""
_MOST = 3
"""Wishes of one message that are granted."""


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody is in danger."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No word that could be asked about."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A bare follow-up on nothing that is remembered."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A bare follow-up: what it asks of the last answer."""

    query: Query
    facet: str
    before: Entry
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A question in another language: its English words, and a line in that language."""

    english: str
    notice: str


@dataclass(frozen=True, slots=True)
class Question:
    """Anything else; after a change of subject its talk begins anew."""

    query: Query
    talk: Talk


@dataclass(frozen=True, slots=True)
class Wish:
    """Something wanted of the conversation: which act, and the words that name what it is about,
    if any do.
    """

    act: str
    query: Query
    subject: Query | None = None
    length: Length | None = None
    number: int | None = None
    lead: float = 0.0
    said: bool = False


Act = Help | Nothing | Lost | FollowUp | Translation | Question | Wish


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
    ) -> None:
        self._follow_ups = follow_ups
        self._read = read
        self._polyglot = polyglot
        self._is_english = is_english
        self._ranker = ranker
        self._lengths = lengths

    def acts_of(self, text: str, talk: Talk) -> tuple[Act, ...]:
        """The acts of one message after what was said before it, at least one."""
        query = self._read(text)
        if is_cry_for_help(query.line, query.raw, self._is_english):
            return (Help(),)
        if not any(character.isalnum() for character in query.line):
            return (Nothing(),)
        if rendering := self._polyglot.read(query.line, query.raw):
            return (Translation(rendering.english, rendering.notice),)
        return tuple(self._wish_or_question(part, talk) for part in self._parts(query))

    def score(self, query: Query) -> ActScore:
        """What a message comes nearest to, for maintainers and measurements."""
        return self._ranker.score(query.raw)

    def content(self, query: Query, talk: Talk) -> Act:
        """A message taken as a question about the article."""
        if self._follow_ups.is_switch(query.plain):
            query, talk = self._follow_ups.without_switch(query, self._read), FRESH
        facet = self._follow_ups.facet_of(query)
        if facet and talk.before:
            return FollowUp(query, facet, talk.before, talk.shown)
        if facet and not self._follow_ups.has_content(query.plain):
            return Lost()
        return Question(query, talk)

    def _parts(self, query: Query) -> list[tuple[str, Query, ActScore]]:
        """The message as what is wanted one after another: act, words, sureness."""
        whole = self._ranker.score(query.raw)
        alone = [(self._act(whole), query, whole)]
        texts = pieces(query.text)
        if len(texts) == 1 or whole.said:
            return alone
        found: list[tuple[str, Query, ActScore]] = []
        for text in texts:
            piece = self._read(without_joint(text))
            score = self._ranker.score(piece.raw)
            found.append((self._act(score), piece, score))
        return self._weighed(alone, self._merged(found, texts))

    def _merged(
        self, found: Sequence[tuple[str, Query, ActScore]], texts: Sequence[str]
    ) -> list[tuple[str, Query, ActScore]]:
        """Neighboring pieces that ask the article as one question again."""
        merged: list[tuple[str, Query, ActScore]] = []
        rows = zip(found, texts, strict=True)
        for is_content, group in groupby(rows, key=lambda row: row[0][0] == CONTENT):
            listed = list(group)
            if is_content and len(listed) > 1:
                query = self._read(" ".join(text for _, text in listed))
                merged.append((CONTENT, query, self._ranker.score(query.raw)))
            else:
                merged += [row for row, _ in listed]
        return merged

    def _weighed(
        self,
        alone: list[tuple[str, Query, ActScore]],
        found: list[tuple[str, Query, ActScore]],
    ) -> list[tuple[str, Query, ActScore]]:
        """The pieces where they hold several wishes, else the message as one."""
        act, _, score = alone[0]
        heavy = [row for row in found if row[0] not in LIGHT]
        acts = [row[0] for row in heavy]
        if not heavy:
            return found[:1] if act == CONTENT or act in LIGHT else alone
        if len(heavy) == 1 and len(found) > 1:
            light = [row for row in found if row[0] in LIGHT]
            return [*light[:1], *heavy]
        if len(set(acts)) == 1 or (act != CONTENT and score.lead >= _SURE):
            return alone if act != CONTENT or acts[0] == CONTENT else heavy[:1]
        if CONTENT in acts and not all(self._follow_ups.has_content(row[1].plain) for row in heavy):
            return alone
        return heavy[:_MOST]

    def _act(self, score: ActScore) -> str:
        is_sure = score.said or (score.lead >= _LEAD and score.over_content >= _OVER)
        return score.act if is_sure else CONTENT

    def _wish_or_question(self, part: tuple[str, Query, ActScore], talk: Talk) -> Act:
        act, query, score = part
        if act == CONTENT:
            return self.content(query, talk)
        return Wish(
            act,
            query,
            self._subject(act, query),
            self._lengths.read(self._ranker.plain(query.raw)),
            number_in(query.raw),
            score.lead,
            score.said,
        )

    def _subject(self, act: str, query: Query) -> Query | None:
        """The words that name what a wish is about: from the first to the last that nobody needs to
        ask for the act itself.
        """
        own = self._ranker.words_of(act)

        def is_own(word: str) -> bool:
            plain = self._ranker.plain((word,))
            return all(one in own or not self._follow_ups.has_content((one,)) for one in plain)

        places = [place for place, word in enumerate(query.raw) if not is_own(word)]
        if not places:
            return None
        return self._read(" ".join(query.raw[places[0] : places[-1] + 1]))
