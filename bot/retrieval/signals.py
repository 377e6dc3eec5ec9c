"""Everything that speaks for or against answering, as numbers: one signal alone is never enough.

A high margin says which entry; only together with what the out-of-scope classes claim, how near the
nearest phrasings lie, how much of the question's rare words the entry explains and whether it holds
the kind of thing asked for does it say whether the article answers at all.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.examples import Scope
from bot.retrieval.matching import Matcher
from bot.retrieval.model import Model
from bot.retrieval.query.answer_type import AnswerType, Offer
from bot.retrieval.query.content import rarity, stem
from bot.retrieval.query.query import Query
from bot.retrieval.query.question_words import QuestionWords

_NEIGHBOURS = 12
_MATCHED = 1.12
"""What a class's words are worth beside the SVM's margin and the centre; see `learn.MARGIN`."""
_TEMPERATURE = 4.0
_LED = 0.5
"""A lead beyond this tells which entry, and no more whether any answers: near misses name their
entry as plainly as questions do.
"""
_LEAST_TOP, _MOST_TOP = -1.0, 2.0
_NEARLY_SAME = 0.8
"""Likeness by words and letters from which it is worth looking whether two questions are the same.
"""


@dataclass(frozen=True, slots=True)
class Signals:
    """One question's evidence. Margins are scores of classes; cosines and shares lie in 0-1; flags
    are 0 or 1. `asked_so` tells whether any phrasing of the entry asks by the same interrogative,
    `claimed_otherwise` is the entry's margin where none does. The last three tell how much the
    knowledge holds: the more near misses it was taught, the less each claims.
    """

    top: float
    lead: float
    against: float
    near: float
    off_topic: float
    chatter: float
    share: float
    cosine: float
    cosine_any: float
    cosine_against: float
    overlap: float
    overlap_against: float
    neighbours: float
    explained: float
    strange: float
    strange_any: float
    lacks: float
    method: float
    detail: float
    elsewhere: float
    length: float
    matched: float
    matched_any: float
    matched_against: float
    matched_lead: float
    weakest: float
    number: float
    person: float
    time: float
    asked_so: float
    claimed_otherwise: float
    figure: float
    entries_known: float
    asks_known: float
    near_known: float

    def row(self) -> NDArray[np.float64]:
        """The signals in their fixed order."""
        return np.array([getattr(self, name) for name in NAMES], dtype=np.float64)


NAMES = tuple(field.name for field in fields(Signals))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals, and the order of entries and out-of-scope classes they were read from.

    `nearest_against` is the number of an example; `twin` is the class of a phrasing that has the
    question's very words, −1 without one.
    """

    signals: Signals
    scores: NDArray[np.float32]
    entries: NDArray[np.int64]
    top: int
    rival: int
    against: int
    nearest_against: int
    asked: AnswerType
    twin: int = -1


class Witness:
    """Reads the evidence for one question against one model."""

    def __init__(
        self,
        model: Model,
        offers: Mapping[str, Offer],
        passages: Mapping[str, frozenset[str]],
        words: QuestionWords,
        elsewhere: frozenset[str] = frozenset(),
    ) -> None:
        self._words = words
        self._model = model
        self._elsewhere = elsewhere
        self._entries = model.where(Scope.ENTRY)
        self._others = model.where(*(scope for scope in Scope if scope is not Scope.ENTRY))
        self._near = model.where(Scope.NEAR, Scope.PREMISE)
        self._off = model.where(Scope.OFF_TOPIC, Scope.INJECTION, Scope.UNSAFE)
        self._talk = model.where(Scope.SMALL_TALK)
        self._numbers = {label: i for i, label in enumerate(model.labels)}
        self._starts = model.starts[:-1]
        self._sizes = np.diff(model.starts)
        self._entries_known = float(np.log(max(1, len(self._entries))))
        self._asks_known = (
            float(np.log(self._sizes[self._entries].mean())) if len(self._entries) else 0.0
        )
        self._near_known = float(np.log1p(self._sizes[self._near].sum()))
        self._is_entry = np.isin(np.arange(len(model.labels)), self._entries)
        self._offers = offers
        self._zipf = model.lexicon.zipf
        self._matcher = Matcher(model, words.function)
        self._passages = passages
        everything: set[str] = set()
        for offer in offers.values():
            everything.update(offer.vocabulary)
        self._known = everything

    def weigh(self, question: Query, lift: Mapping[str, float] | None = None) -> Evidence:
        """All signals of a question; `lift` is added to the margins of the entries it names."""
        model = self._model
        by_meaning, by_letters = model.similarities(question)
        blend = by_meaning + by_letters
        best: NDArray[np.float32] = np.maximum.reduceat(blend, self._starts)
        matches, weakest = self._matcher.match(question.plain)
        scores = model.scores(question) + np.float32(_MATCHED) * matches
        for label, amount in (lift or {}).items():
            if (number := self._numbers.get(label)) is not None:
                scores[number] += amount
        order = self._entries[np.argsort(-scores[self._entries], kind="stable")]
        top = int(order[0])
        rival = self._rival(order, top)
        nearest = _highest_places(blend, best)
        weights = np.maximum(blend[nearest], 1e-6)
        meaning: NDArray[np.float32] = np.maximum.reduceat(by_meaning, self._starts)
        letters: NDArray[np.float32] = np.maximum.reduceat(by_letters, self._starts)
        wanted = self._words.asked(question.plain)
        offer = self._offers.get(model.labels[top], Offer())
        asked_so = not offer.asked_by or self._words.asked_by(question.plain) in offer.asked_by
        explained, strange = self._strange(question.plain, offer.vocabulary)
        spread = np.exp(_TEMPERATURE * (scores - scores.max()))
        against = int(self._others[np.argmax(scores[self._others])]) if len(self._others) else -1
        signals = Signals(
            top=float(scores[top]),
            lead=min(_LED, float(scores[top] - scores[rival])) if rival >= 0 else _LED,
            against=float(scores[against]) if against >= 0 else -1.0,
            near=_highest(scores, self._near),
            off_topic=_highest(scores, self._off),
            chatter=_highest(scores, self._talk),
            share=float(spread[self._entries].sum() / spread.sum()),
            cosine=float(meaning[top]),
            cosine_any=_highest(meaning, self._entries),
            cosine_against=_highest(meaning, self._others),
            overlap=_highest(letters, self._entries),
            overlap_against=_highest(letters, self._others),
            neighbours=float(
                weights[self._is_entry[[model.class_of(int(one)) for one in nearest]]].sum()
                / weights.sum()
            ),
            explained=explained,
            strange=strange,
            strange_any=self._strange(question.plain, self._known)[1],
            lacks=float(offer.lacks(wanted)),
            method=float(wanted is AnswerType.METHOD),
            detail=float(
                sum(
                    word in self._words.details and word not in offer.vocabulary
                    for word in question.plain
                )
            ),
            elsewhere=float(
                any(
                    word in self._elsewhere and word not in offer.vocabulary
                    for word in question.plain
                )
            ),
            length=float(np.log1p(len(question.plain))),
            matched=float(matches[top]),
            matched_any=_highest(matches, self._entries),
            matched_against=_highest(matches, self._others),
            matched_lead=float(matches[top] - matches[rival]) if rival >= 0 else 1.0,
            weakest=float(weakest[top]),
            number=float(wanted is AnswerType.NUMBER),
            person=float(wanted is AnswerType.PERSON),
            time=float(wanted is AnswerType.TIME),
            asked_so=float(asked_so),
            claimed_otherwise=(
                0.0 if asked_so else min(_MOST_TOP, max(_LEAST_TOP, float(scores[top])))
            ),
            figure=float(
                any(
                    word not in offer.vocabulary
                    for word in question.plain
                    if any(map(str.isdigit, word))
                )
            ),
            entries_known=self._entries_known,
            asks_known=self._asks_known,
            near_known=self._near_known,
        )
        closest = int(by_letters.argmax())
        maybe = (
            by_letters[closest]
            >= _NEARLY_SAME * float(np.square(model.postings.telling(question.sparse)[1]).sum()) / 2
        )
        twin = model.class_of(closest) if maybe and model.is_same(question, closest) else -1
        return Evidence(
            signals,
            scores,
            order,
            top,
            rival,
            against,
            self._nearest_against(blend, best),
            wanted,
            twin,
        )

    def _nearest_against(self, blend: NDArray[np.float32], best: NDArray[np.float32]) -> int:
        """The number of the out-of-scope example most like the question; −1 without any."""
        if not len(self._others):
            return -1
        nearest = self._others[np.argmax(best[self._others])]
        first, last = self._model.starts[nearest], self._model.starts[nearest + 1]
        return int(self._model.numbers[first + int(blend[first:last].argmax())])

    def _rival(self, order: NDArray[np.int64], top: int) -> int:
        """The best entry that cites other passages: two entries on one passage do not contradict
        each other.
        """
        mine = self._passages.get(self._model.labels[top], frozenset())
        for number in order[1:]:
            theirs = self._passages.get(self._model.labels[int(number)], frozenset())
            if not (mine & theirs):
                return int(number)
        return -1

    def _strange(self, plain: tuple[str, ...], vocabulary: Container[str]) -> tuple[float, float]:
        """The share of the question's content, weighed by rarity, that the vocabulary holds; and
        the rarest word it lacks.
        """
        total = held = rarest = 0.0
        for word in filter(self._words.names_something, plain):
            rare = rarity(word, self._zipf)
            total += rare
            if word in vocabulary or stem(word) in vocabulary:
                held += rare
            else:
                rarest = max(rarest, rare)
        return (held / total if total else 1.0), rarest


def _highest_places(values: NDArray[np.float32], best: NDArray[np.float32]) -> NDArray[np.int64]:
    """The places of the _NEIGHBOURS highest values, highest first; `best` are the highest of
    disjoint parts, so that few values need sorting.
    """
    wanted = min(_NEIGHBOURS, len(best))
    likely = np.flatnonzero(values >= np.partition(best, -wanted)[-wanted])
    return likely[np.argsort(-values[likely], kind="stable")[:_NEIGHBOURS]]


def _highest(values: NDArray[np.float32], where: NDArray[np.int64] | NDArray[np.bool_]) -> float:
    chosen = values[where]
    return float(chosen.max()) if len(chosen) else -1.0
