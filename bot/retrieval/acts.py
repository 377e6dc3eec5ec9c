"""The ranker of acts: what a member wants of the conversation, learned from the examples of
`common/acts/` in a second and kept beside the article's model.

What a wish is about differs from article to article, so it is masked: every run of the article's
words that no example uses stands as one slot, in the examples as in the message. "quote the bit
about rice" and "quote the bit about {x}" are then the same.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from bot.knowledge.models import ChatSpeak
from bot.knowledge.turns import CONTENT, TurnGroup, Turns
from bot.retrieval import cache
from bot.retrieval.embedding.choice import STATIC, Embedder, Vectors, embedder
from bot.retrieval.examples import Example, Scope
from bot.retrieval.learning.learn import learn
from bot.retrieval.model import Model
from bot.retrieval.query.query import Query

SLOT, NUMBER, ASKED = "slotx", "slotn", "askx"
"""What stands for a subject, for a number and for a question mark; no word of any language."""
_WRITTEN = {"{x}": SLOT, "{y}": SLOT, "{n}": NUMBER}
_MARKS = frozenset((SLOT, NUMBER, ASKED))
LISTS = "list-"
"""What the acts that ask for a list begin with."""
_OFTEN, _SHARE = 2, 0.05
"""How many of an act's examples must use a word for it to belong to the act rather than to what one
of them is about; and which share, where the word names what lists are made of.
"""
_SPREAD, _SEEN = 9, 0.01
"""Other acts, and the share of their examples, in which a word may stand that lists are made of;
"give" and "which" stand in dozens.
"""
_DIGITS = 2
"""Digits of the longest number that counts things; longer ones are years and figures."""
_ROUNDS = 10
"""Passes over the examples: acts lie closer together than entries, and with four, thirty examples
more change what unrelated messages are read as.
"""
LONGEST = 24
"""Words of the longest message that is looked at as one wish."""


@dataclass(frozen=True, slots=True)
class ActScore:
    """The act that a message comes nearest to, how far it stands above the next act, and how far
    above a question about the article, which may be below; `said` where it is an example word for
    word, of the act or of a question, and `bare` where that example names nothing.
    """

    act: str
    lead: float
    over_content: float
    said: bool
    bare: bool = False
    margins: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
    """How far each act claims the message."""


class Blind:
    """An embedder that doesn't see slots: they mean nothing."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.width, self.is_slow = inner.name, inner.width, inner.is_slow
        self._inner = inner

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), width)."""
        return self._inner.embed([_seen(text) for text in texts])


class _Said:
    """The act of each example, by its words' hash: thirty thousand tuples of words, or a dictionary
    of their hashes, would be a tenth or a fiftieth of the bot's memory.
    """

    def __init__(self, said: Mapping[int, str]) -> None:
        self._acts = sorted(set(said.values()))
        place = {act: number for number, act in enumerate(self._acts)}
        ordered = sorted(said)
        self._hashes = array("q", ordered)
        self._places = array("H", (place[said[one]] for one in ordered))

    def get(self, words: tuple[str, ...]) -> str | None:
        """The act of which these words are an example, if there is one."""
        wanted = hash(words)
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        return self._acts[self._places[at]]


class ActRanker:
    """Tells acts apart."""

    def __init__(
        self,
        model: Model,
        groups: Sequence[TurnGroup],
        is_subject: Callable[[str], bool] = lambda _: False,
        kin: Sequence[frozenset[str]] = (),
    ) -> None:
        self._model = model
        self._kin = kin
        self._is_subject = is_subject
        said: dict[int, str] = {}
        used: dict[str, Counter[str]] = {label: Counter() for label in model.labels}
        for group in groups:
            for text in group.asks:
                plain = self._masked(model.read(_written(text)).plain)
                said.setdefault(hash(plain), group.id)
                used[group.id].update(set(map(sys.intern, plain)))
        self._said = _Said(said)
        sizes = Counter({group.id: 0 for group in groups})
        for group in groups:
            sizes[group.id] += len(group.asks)
        shares = {
            act: {word: count / sizes[act] for word, count in counts.items() if count >= _OFTEN}
            for act, counts in used.items()
        }
        listed = {
            word
            for act, words in shares.items()
            if act.startswith(LISTS)
            for word, share in words.items()
            if share >= _SHARE and _spread(shares, word) <= _SPREAD
        }
        self._own = {
            act: frozenset(
                word
                for word, share in words.items()
                if word not in _MARKS and (word not in listed or share >= _SHARE)
            )
            for act, words in shares.items()
        }

    def about(
        self, is_subject: Callable[[str], bool], kin: Sequence[frozenset[str]] = ()
    ) -> ActRanker:
        """The same ranker for an article: `is_subject` knows its words, which are never taken for
        misspelt words of an act. An act's lead over others that are `kin` to it doesn't matter.
        """
        other = copy(self)
        other._is_subject = is_subject  # its own kind
        other._kin = kin
        return other

    def score(self, query: Query) -> ActScore:
        """What a message comes nearest to."""
        raw = query.raw[:LONGEST]
        plain = self._masked(self.plain(raw))
        asked = (*plain, ASKED) if "?" in query.line else plain
        said = self._said.get(asked) if set(plain) - _MARKS else None
        if said is None and asked == plain and set(plain) - _MARKS:
            said = self._said.get((*plain, ASKED))
        scores = self._model.scores(Query("", "", raw, asked, self._model))
        margins = dict(zip(self._model.labels, map(float, scores), strict=True))
        return self._of(margins, said, is_bare=said is not None and SLOT not in plain)

    def lifted(self, score: ActScore, lifts: Mapping[str, float]) -> ActScore:
        """A score in the light of what was said: `lifts` says how much likelier acts are after
        it.
        """
        margins = {act: margin + lifts.get(act, 0.0) for act, margin in score.margins.items()}
        return self._of(margins, None)

    def _of(
        self, margins: Mapping[str, float], said: str | None, *, is_bare: bool = False
    ) -> ActScore:
        order = sorted((act for act in margins if act != CONTENT), key=lambda act: -margins[act])
        best, second = order[0], self._next(order)
        if said is not None and said != CONTENT:
            best, second = said, best
        return ActScore(
            CONTENT if said == CONTENT else best,
            margins[best] - margins[second] if best != second else 0.0,
            margins[best] - margins[CONTENT],
            said is not None,
            is_bare,
            margins,
        )

    def _next(self, order: Sequence[str]) -> str:
        """The next act that is no kin to the first."""
        kin = next((acts for acts in self._kin if order[0] in acts), frozenset())
        return next((act for act in order[1:] if act not in kin), order[1])

    def frame(self, plain: Sequence[str], named: Callable[[str], bool]) -> str | None:
        """The act of which these words, with a slot for those that name something, are an example
        word for word.
        """
        found: list[str] = []
        for word in plain:
            kept = SLOT if named(word) else word
            if kept != SLOT or found[-1:] != [SLOT]:
                found.append(kept)
        return self._said.get(tuple(found)) or self._said.get((*found, ASKED))

    def words_of(self, act: str) -> frozenset[str]:
        """The words with which an act is asked for."""
        return self._own.get(act, frozenset())

    def plain(self, raw: Sequence[str]) -> tuple[str, ...]:
        """Words as typed, corrected by what people say for acts."""
        known = self._model.lexicon
        found: list[str] = []
        for word in raw:
            is_own = word in known.counts or word in known.abbreviations
            found += (word,) if not is_own and self._is_subject(word) else known.plain((word,))
        return tuple(found)

    def names(self, raw: Sequence[str]) -> bool:
        """Whether words name something of the article that no example names."""
        return SLOT in self._masked(self.plain(raw[:LONGEST]))

    def _masked(self, plain: Sequence[str]) -> tuple[str, ...]:
        found: list[str] = []
        for word in plain:
            kept = self._mask(word)
            if kept != SLOT or found[-1:] != [SLOT]:
                found.append(kept)
        return tuple(found)

    def _mask(self, word: str) -> str:
        if word.isdigit():
            return NUMBER if len(word) <= _DIGITS else SLOT
        if word in self._model.lexicon.counts or word in _MARKS:
            return word
        return SLOT if self._is_subject(word) else word


def _spread(shares: Mapping[str, Mapping[str, float]], word: str) -> int:
    """How many acts that ask for no list are asked for with a word."""
    return sum(
        words.get(word, 0.0) >= _SEEN for act, words in shares.items() if not act.startswith(LISTS)
    )


def _written(text: str) -> str:
    """An example with its slots, and its question mark, as words."""
    for written, slot in _WRITTEN.items():
        text = text.replace(written, slot)
    return f"{text} {ASKED}" if "?" in text else text


def kept_acts(turns: Turns, folder: Path) -> ActRanker | None:
    """The kept ranker of these examples, if there is one."""
    kept = cache.load(
        cache.acts_path(folder, turns.digest), Blind(embedder(STATIC)), compares=False
    )
    return ActRanker(kept, turns.acts) if kept else None


def load_acts(turns: Turns, speak: ChatSpeak, folder: Path | None) -> ActRanker:
    """The kept ranker of these examples, or a newly learned one."""
    if folder and (kept := kept_acts(turns, folder)):
        return kept
    embeds = Blind(embedder(STATIC))
    path = cache.acts_path(folder, turns.digest) if folder else None
    examples = tuple(
        Example(_written(text), group.id, Scope.ENTRY, group.id)
        for group in turns.acts
        for text in group.asks
    )
    # "lol" adds no meaning to a question, but it is all that a reaction says.
    spelt = tuple((short, long) for short, long in speak.words.items() if long)
    model = _learned(examples, spelt)
    if path:
        cache.save(model, path)
    return ActRanker(replace(model, embedder=embeds), turns.acts)


@lru_cache(4)
def _learned(examples: tuple[Example, ...], abbreviations: tuple[tuple[str, str], ...]) -> Model:
    return learn(examples, dict(abbreviations), embeds=Blind(embedder(STATIC)), rounds=_ROUNDS)


def _seen(text: str) -> str:
    return " ".join(word for word in text.split() if word not in (SLOT, NUMBER, ASKED))
