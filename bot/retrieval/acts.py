"""The ranker of acts: what a member wants of the conversation, learned from the examples of
`common/acts/` in a second and kept beside the article's model.

What a wish is about differs from article to article, so it is masked: every run of words that no
example uses stands as one slot, in the examples as in the message. "quote the bit about rice" and
"quote the bit about {x}" are then the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

SLOT, NUMBER = "slotx", "slotn"
"""What stands for a subject and for a number; no word of any language."""
_WRITTEN = {"{x}": SLOT, "{y}": SLOT, "{n}": NUMBER}
_DIGITS = 2
"""Digits of the longest number that counts things; longer ones are years and figures."""
LONGEST = 24
"""Words of the longest message that is looked at as one wish."""


@dataclass(frozen=True, slots=True)
class ActScore:
    """The act that a message comes nearest to, how far it stands above the next one, and how it
    stands to a question about the article; `said` where it is an example word for word.
    """

    act: str
    lead: float
    over_content: float
    said: bool


class Blind:
    """An embedder that doesn't see slots: they mean nothing."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.width, self.is_slow = inner.name, inner.width, inner.is_slow
        self._inner = inner

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), width)."""
        return self._inner.embed([_seen(text) for text in texts])


class ActRanker:
    """Tells acts apart."""

    def __init__(self, model: Model, groups: Sequence[TurnGroup]) -> None:
        self._model = model
        self._number = {label: place for place, label in enumerate(model.labels)}
        self._said: dict[tuple[str, ...], str] = {}
        own: dict[str, set[str]] = {label: set() for label in model.labels}
        for group in groups:
            for text in group.asks:
                plain = self._masked(model.read(unslotted(text)).plain)
                self._said.setdefault(plain, group.id)
                own[group.id].update(plain)
        self._own = {act: frozenset(words - {SLOT, NUMBER}) for act, words in own.items()}

    def score(self, raw: Sequence[str]) -> ActScore:
        """What the words of a message, as typed, come nearest to."""
        plain = self._masked(tuple(self._model.lexicon.plain(raw[:LONGEST])))
        said = self._said.get(plain)
        scores = self._model.scores(Query("", "", tuple(raw), plain, self._model))
        best, second = (int(place) for place in (-scores).argsort()[:2])
        content = float(scores[self._number[CONTENT]]) if CONTENT in self._number else -1.0
        if said is not None:
            best = self._number[said]
        lead = float(scores[best] - scores[second if second != best else best])
        return ActScore(
            self._model.labels[best], lead, float(scores[best]) - content, said is not None
        )

    def words_of(self, act: str) -> frozenset[str]:
        """The words with which an act is asked for."""
        return self._own.get(act, frozenset())

    def plain(self, raw: Sequence[str]) -> tuple[str, ...]:
        """Words as typed, corrected by what people say for acts."""
        return tuple(self._model.lexicon.plain(raw))

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
        return word if word in self._model.lexicon.counts else SLOT


def unslotted(text: str) -> str:
    """An example with slots as words."""
    for written, slot in _WRITTEN.items():
        text = text.replace(written, slot)
    return text


def load_acts(turns: Turns, speak: ChatSpeak, folder: Path | None) -> ActRanker:
    """The kept ranker of these examples, or a newly learned one."""
    embeds = Blind(embedder(STATIC))
    path = cache.acts_path(folder, turns.digest) if folder else None
    if path and (kept := cache.load(path, embeds)):
        return ActRanker(kept, turns.acts)
    examples = tuple(
        Example(unslotted(text), group.id, Scope.ENTRY, group.id)
        for group in turns.acts
        for text in group.asks
    )
    model = _learned(examples, tuple(speak.words.items()))
    if path:
        cache.save(model, path)
    return ActRanker(replace(model, embedder=embeds), turns.acts)


@lru_cache(4)
def _learned(examples: tuple[Example, ...], abbreviations: tuple[tuple[str, str], ...]) -> Model:
    return learn(examples, dict(abbreviations), embeds=Blind(embedder(STATIC)))


def _seen(text: str) -> str:
    return " ".join(word for word in text.split() if word not in (SLOT, NUMBER))
