"""What the words of a message name, beside those with which its act is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.reading.lengths import LengthReader
from bot.knowledge.turns import TurnWords
from bot.retrieval.acts import LISTS, ActRanker
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.query import Query

_FOR_SOMETHING = ("summary", "shorten", "longer", "simplify", "excerpt", "surprise", "quiz")
"""Acts that are often wished for with a purpose."""
_BEGINNING = 4
"""Words of a message before which nothing is a purpose: "i want to quote the line on tea"."""
_NAMES = frozenset(("bot", "bots", "eyebot"))
"""Words that call the bot, and are no subject."""
_ANYBODY = frozenset(("others",))
"""Words that are no subject of a list: "what is quoted from others"."""
_SAYING = 3
"""Words of what is short for a way of speaking, "not going to lie", not for a thing."""
_EXCERPT = "excerpt"
_POSSESSED = ("articles", "article's", "authors", "author's")
_OF_FIGURES = ("excerpt", "link", "repeat", "go-back")
"""Acts that may be about a figure, as others count things by it."""
_COUNTS = 2
"""Digits of the longest number that counts things; longer ones are years and titles."""


class Naming:
    """Finds subjects in the words of wishes."""

    def __init__(
        self,
        read: Callable[[str], Query],
        follow_ups: FollowUpReader,
        *,
        ranker: ActRanker,
        lengths: LengthReader,
        words: TurnWords,
    ) -> None:
        self._read = read
        self._follow_ups = follow_ups
        self._ranker = ranker
        self._lengths = lengths
        self._purposes = Phrases(words.purposes)
        self._exact = frozenset(" ".join((*words.quoting, *words.exactly)).split())
        self._exact |= {*_POSSESSED}
        self._places = frozenset((*words.addresses, *words.handing))
        self._marks = frozenset(words.naming)

    def is_bare(self, query: Query) -> bool:
        """Whether a message names nothing but a length."""
        own = frozenset().union(*map(self._ranker.words_of, ("summary", "shorten", "longer")))
        own |= self._lengths.vocabulary
        return all(
            word in own
            or word.isdigit()
            or all(
                one in own or not self._follow_ups.has_content((one,))
                for one in self._ranker.plain((word,))
            )
            for word in query.raw
        )

    def subject(self, act: str, query: Query) -> Query | None:
        """The words that name what a wish is about: from the first to the last that nobody needs to
        ask for the act itself; "wait" and the like before it name nothing.
        """
        own = self._ranker.words_of(act) | self._lengths.vocabulary | _NAMES
        own |= self._exact if act == _EXCERPT else frozenset()
        own |= self._places if act.startswith("link") else frozenset()
        own |= _ANYBODY if act.startswith(LISTS) else frozenset()

        def is_own(word: str) -> bool:
            plain = self._ranker.plain((word,))
            is_saying = len(plain) >= _SAYING
            return (
                is_saying
                or (word.isdigit() and len(word) <= _COUNTS)
                or all(one in own or not self._follow_ups.has_content((one,)) for one in plain)
            )

        opened = self._follow_ups.opened(query.raw)
        end = self._end(act, query.raw)
        places = [
            place
            for place in range(opened, end)
            if not is_own(query.raw[place]) or self._is_figure(act, query.raw, place)
        ]
        if not places:
            return None
        return self._read(" ".join(query.raw[places[0] : places[-1] + 1]))

    def _is_figure(self, act: str, raw: Sequence[str], place: int) -> bool:
        """Whether a number is what something is about: "quote the line on the 36%"."""
        is_marked = not self._marks.isdisjoint(raw[max(0, place - 2) : place])
        return act in _OF_FIGURES and raw[place].isdigit() and is_marked

    def _end(self, act: str, raw: Sequence[str]) -> int:
        """Where what is said of a wish's purpose begins, if anything is."""
        if act not in _FOR_SOMETHING:
            return len(raw)
        begun = (at for at in range(_BEGINNING, len(raw)) if self._purposes.begin(raw, at))
        return next(begun, len(raw))
