"""Asks that go astray when they are left out of what is learned, and to whom: what members will
meet who ask in words of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.models import Knowledge
from bot.retrieval.calibration import Calibration
from bot.retrieval.embedding.choice import Remembering, embedder
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.cross_validate import Unseen, unseen
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.model import Model
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.retriever import offers_of, passages_of
from bot.retrieval.signals import Witness

_OWN = (Scope.ENTRY, Scope.NEAR, Scope.PREMISE)
"""What a pack's author writes; the rest is common to all packs."""


@dataclass(frozen=True, slots=True)
class Stray:
    """An ask of `owner` (an entry, or a group of near misses or premises) that leads to `to`: an
    entry, or the class that it was refused for. `is_sibling` where both stand on one passage.
    """

    ask: str
    owner: str
    to: str
    is_refused: bool
    is_sibling: bool


@dataclass(frozen=True, slots=True)
class Collisions:
    """The strays, and for each entry how many of its asks were tried and how many came home."""

    strays: tuple[Stray, ...]
    tried: Mapping[str, int]
    home: Mapping[str, int]


def collide(
    knowledge: Knowledge,
    calibration: Calibration,
    embedding: str,
    folds: int,
    tell: Callable[[str], None],
) -> Collisions:
    """Ask every phrasing of a model that has learned from the other folds only."""
    words = QuestionWords(knowledge.turns)
    embeds = Remembering(embedder(embedding))
    passages = passages_of(knowledge)
    done = 0

    def teach(kept: Sequence[Example]) -> Model:
        nonlocal done
        done += 1
        tell(f"learning without part {done} of {folds}")
        return learn(kept, knowledge.chat_speak.words, synonyms_of(knowledge), embeds=embeds)

    def witness(model: Model, kept: Sequence[Example]) -> Witness:
        return Witness(
            model, offers_of(knowledge, model, kept), passages, words, knowledge.elsewhere
        )

    cases = unseen(examples_of(knowledge), teach, witness, folds)
    return _counted([case for case in cases if case.example.scope in _OWN], calibration, passages)


def _counted(
    cases: Sequence[Unseen], calibration: Calibration, passages: Mapping[str, frozenset[str]]
) -> Collisions:
    tried: Counter[str] = Counter()
    home: Counter[str] = Counter()
    strays: list[Stray] = []
    for case in cases:
        probability = calibration.probability(case.evidence.signals)
        if case.answerable:
            tried[case.example.label] += 1
            home[case.example.label] += case.top == case.example.label
        if stray := _stray(case, probability, calibration, passages):
            strays.append(stray)
    return Collisions(tuple(strays), tried, home)


def _stray(
    case: Unseen,
    probability: float,
    calibration: Calibration,
    passages: Mapping[str, frozenset[str]],
) -> Stray | None:
    own, top = case.example.label, case.top
    if not case.answerable:
        is_answered = probability >= calibration.answer_at
        return (
            Stray(case.example.text, case.example.group, top, is_refused=False, is_sibling=False)
            if is_answered
            else None
        )
    if top != own:
        is_sibling = bool(passages[own] & passages[top])
        return Stray(case.example.text, own, top, is_refused=False, is_sibling=is_sibling)
    if probability < calibration.clarify_at:
        return Stray(case.example.text, own, case.against, is_refused=True, is_sibling=False)
    return None
