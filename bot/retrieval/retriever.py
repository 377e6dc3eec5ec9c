"""Question -> ranked entries with a calibrated probability that the first one answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.knowledge.models import Entry, Knowledge
from bot.knowledge.passages import figures_in
from bot.retrieval import cache
from bot.retrieval.acts import ActRanker, load_acts
from bot.retrieval.calibration import Calibration
from bot.retrieval.embedding.choice import STATIC, embedder
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.model import Model, read_words
from bot.retrieval.query.answer_type import AnswerType, Offer
from bot.retrieval.query.content import SharedWords
from bot.retrieval.query.query import Query
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.signals import Signals, Witness
from bot.retrieval.turns import TurnRanker, load_turns

_LISTED = 12
_JUDGED = 0.5
"""The least probability of a question that is an authored phrasing word for word: well above what
any threshold asks.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with its margin."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranker makes of one question. `against` is the strongest out-of-scope class, `group`
    the subject it was nearest to.
    """

    words: tuple[str, ...]
    plain: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    probability: float
    against: str
    against_scope: Scope
    against_score: float
    group: str
    asked: AnswerType
    has_content: bool
    signals: Signals


@dataclass(frozen=True, slots=True)
class _Message:
    """What has been read and ranked of one message so far: texts, and queries with their lifts."""

    queries: dict[str, Query] = field(default_factory=dict)
    rankings: dict[tuple[Query, frozenset[tuple[str, float]]], Ranking] = field(
        default_factory=dict
    )


class Retriever:
    """Ranks the entries of one knowledge."""

    def __init__(
        self,
        knowledge: Knowledge,
        model: Model,
        calibration: Calibration,
        turns: TurnRanker | None = None,
        acts: ActRanker | None = None,
    ) -> None:
        self.turns = turns or load_turns(knowledge.turns, knowledge.chat_speak, None)
        self.acts = acts or load_acts(knowledge.turns, knowledge.chat_speak, None)
        self.model = model
        self.calibration = calibration
        examples = examples_of(knowledge)
        self._groups = [example.group for example in examples]
        self._words = QuestionWords(knowledge.turns)
        self._witness = Witness(
            model,
            offers_of(knowledge, model, examples),
            passages_of(knowledge),
            self._words,
            knowledge.elsewhere,
        )
        self._message: _Message | None = None

    @contextmanager
    def one_message(self) -> Iterator[None]:
        """Until its end, what steps read and rank again is given to them as it was found first;
        then all of it is forgotten. Another thread's reading meanwhile only costs time.
        """
        self._message = _Message()
        try:
            yield
        finally:
            self._message = None

    def read(self, text: str) -> Query:
        """A message, or a part of one, as every later step takes it."""
        message = self._message
        if message is None:
            return self.model.read(text)
        if text not in message.queries:
            message.queries[text] = self.model.read(text)
        return message.queries[text]

    def kind_of(self, query: Query) -> AnswerType:
        """The kind of answer that a question asks for."""
        return self._words.asked(query.plain)

    def rank(self, question: Query, lift: Mapping[str, float] | None = None) -> Ranking:
        """Rank all entries; `lift` adds to the margin of entries that the talk so far makes
        likelier.
        """
        message = self._message
        if message is None:
            return self._rank(question, lift)
        known = question, frozenset((lift or {}).items())
        if known not in message.rankings:
            message.rankings[known] = self._rank(question, lift)
        return message.rankings[known]

    def _rank(self, question: Query, lift: Mapping[str, float] | None) -> Ranking:
        evidence = self._witness.weigh(question, lift)
        against = evidence.against
        probability = self.calibration.probability(evidence.signals)
        if evidence.twin >= 0 and not lift:
            # Somebody has judged this very question: an authored near miss is refused and a
            # phrasing of the best entry answered.
            if self.model.scopes[evidence.twin] is not Scope.ENTRY:
                against, probability = evidence.twin, 0.0
            elif evidence.twin == evidence.top:
                probability = max(probability, _JUDGED)
        return Ranking(
            words=question.raw,
            plain=question.plain,
            candidates=tuple(
                Candidate(self.model.labels[int(number)], float(evidence.scores[int(number)]))
                for number in evidence.entries[:_LISTED]
            ),
            probability=probability,
            against=self.model.labels[against],
            against_scope=self.model.scopes[against],
            against_score=float(evidence.scores[against]),
            group=self._groups[evidence.nearest_against] if evidence.nearest_against >= 0 else "",
            asked=evidence.asked,
            has_content=self._words.has_content(question.plain),
            signals=evidence.signals,
        )


def kept_model(knowledge: Knowledge, folder: Path, embedding: str = STATIC) -> Model | None:
    """The kept model of this knowledge, if there is one."""
    path = cache.cache_path(folder, knowledge.digest, embedding, knowledge.id)
    return cache.load(path, embedder(embedding))


def load_model(
    knowledge: Knowledge,
    folder: Path | None,
    announce: Callable[[], None] = lambda: None,
    embedding: str = STATIC,
) -> Model:
    """The kept model of this knowledge, or a newly learned one (seconds; `announce` is called
    first).
    """
    if folder and (kept := kept_model(knowledge, folder, embedding)):
        return kept
    embeds = embedder(embedding)
    path = cache.cache_path(folder, knowledge.digest, embedding, knowledge.id) if folder else None
    announce()
    model = learn(
        examples_of(knowledge), knowledge.chat_speak.words, synonyms_of(knowledge), embeds=embeds
    )
    if path:
        cache.save(model, path)
    return model


def passages_of(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """The passages of each entry."""
    return {entry.id: frozenset(entry.cites) for entry in knowledge.entries}


class _Offers(Mapping[str, Offer]):
    """Offers by entry, each read when it is first asked for: reading them all would be a sixth of a
    start.
    """

    def __init__(self, entries: Mapping[str, Entry], read: Callable[[Entry], Offer]) -> None:
        self._entries = entries
        self._read = read
        self._found: dict[str, Offer] = {}

    def __getitem__(self, label: str) -> Offer:
        if label not in self._found:
            self._found[label] = self._read(self._entries[label])
        return self._found[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def offers_of(knowledge: Knowledge, model: Model, seen: Sequence[Example]) -> Mapping[str, Offer]:
    """What each entry can give, read from its claim, its passages and those of its phrasings that
    the model has seen.
    """
    question_words, shared = QuestionWords(knowledge.turns), SharedWords()
    asks: dict[str, list[str]] = {}
    for example in seen:
        if example.scope is Scope.ENTRY and example.asked:
            asks.setdefault(example.label, []).append(example.text)
    passages = knowledge.source.passages()
    places = {label: place for place, label in enumerate(model.labels)}

    def offer(entry: Entry) -> Offer:
        held = [passages[locator][1] for locator in entry.cites if locator in passages]
        figures = figures_in(entry.claim)
        used = model.vocabularies[places[entry.id]] if entry.id in places else ()
        texts = (entry.claim, *(name for passage in held for name in passage.names))
        return Offer(
            figure=bool(figures),
            time=any(figure[:2] in {"18", "19", "20"} or figure.isalpha() for figure in figures),
            name=bool(entry.speaker) or any(passage.names for passage in held),
            link=any(passage.link or passage.linked for passage in held),
            asked_by=frozenset(
                question_words.asked_by(read_words(text, model.lexicon))
                for text in asks.get(entry.id, ())
            ),
            vocabulary=shared.of(
                [
                    *used,
                    *(word for text in texts for word in read_words(text, model.lexicon)),
                ]
            ),
        )

    return _Offers({entry.id: entry for entry in knowledge.entries}, offer)
