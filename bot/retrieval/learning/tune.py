"""Chooses the calibration of a knowledge by cross-validation over its own phrasings; no labelled
test question is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.models import Knowledge
from bot.retrieval.calibration import Calibration, Rows, fit, with_thresholds
from bot.retrieval.embedding.choice import STATIC, Embedder, Remembering, embedder
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.cross_validate import Unseen, fold_of, rows_of, unseen
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.model import Model
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.retriever import offers_of, passages_of
from bot.retrieval.signals import Witness

_ACCEPTED = 0.98
"""The share of answerable unseen phrasings, rightly ranked, that the threshold lets through; a
lower one refuses more near misses.
"""
_ASKED_BACK = 0.5
"""The clarify threshold as a share of the answer threshold."""
_NEAR = (Scope.NEAR, Scope.PREMISE)
_REFUSED, _LEAST = 0.7, 0.88
"""The share of near misses and false premises that a threshold should refuse, and the least share
of rightly ranked phrasings let through for its sake.
"""
_PARTS = 4
_NOISE = 0.02
"""Small talk and the like refused less by so much is chance."""
_SURER = 3.5
"""How many times the usual odds a question needs that a class far from the article claims most."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """A calibration with what it was measured on."""

    calibration: Calibration
    cases: tuple[Unseen, ...]
    found: float
    answered: float
    refused: dict[Scope, float]


def tune(knowledge: Knowledge, folds: int = 5, embedding: str = STATIC) -> Tuning:
    """Judge every phrasing by a model that has not seen it and fit the calibration to those
    judgements (a minute or two).
    """
    examples = examples_of(knowledge)
    passages = passages_of(knowledge)
    words = QuestionWords(knowledge.turns)
    embeds = Remembering(embedder(embedding))
    cases = unseen(
        examples,
        lambda kept: _teach(knowledge, kept, embeds),
        lambda model, kept: Witness(
            model, offers_of(knowledge, model, kept), passages, words, knowledge.elsewhere
        ),
        folds,
    )
    return fit_to(cases, passages)


def fit_to(cases: Sequence[Unseen], passages: dict[str, frozenset[str]]) -> Tuning:
    """The calibration for judged cases; a rightly ranked phrasing is a reason to answer, an
    out-of-scope one a reason not to.
    """
    right = np.array([is_right(case, passages) for case in cases])
    answerable = np.array([case.answerable for case in cases])
    used = right | ~answerable
    rows = rows_of(cases)
    balance = np.where(answerable, 1.0, right.sum() / max(1, (~answerable).sum()))
    calibration = fit(rows[used], list(answerable[used]), weight=balance[used], softness=0.03)
    probability = calibration.probabilities(rows)
    near = np.array([case.example.scope in _NEAR for case in cases])
    answer_at = threshold(probability, right, near)
    calibration = with_thresholds(
        calibration, answer_at=answer_at, clarify_at=answer_at * _ASKED_BACK, surer=_SURER
    )
    refused: dict[Scope, float] = {
        scope: float(
            np.mean(
                [
                    p < answer_at
                    for p, case in zip(probability, cases, strict=True)
                    if case.example.scope is scope
                ]
            )
        )
        for scope in Scope
        if scope is not Scope.ENTRY and any(case.example.scope is scope for case in cases)
    }
    return Tuning(
        calibration,
        tuple(cases),
        float(right[answerable].mean()),
        float((probability[answerable] >= answer_at).mean()),
        refused,
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """What a calibration does with unseen phrasings: the shares of rightly ranked ones answered, of
    near misses and false premises refused, and of everything else out of scope refused.
    """

    answered: float
    near: float
    other: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A knowledge's own calibration beside the shared one, each on phrasings it has not seen; and
    the own one with a threshold that answers as many as the shared one does.
    """

    own: Measured
    shared: Measured
    level: Measured

    @property
    def is_better(self) -> bool:
        """Whether the own one is worth having: it tells apart no worse, and refuses."""
        return (
            self.level.near >= self.shared.near
            and self.level.other >= self.shared.other - _NOISE
            and self.own.near >= min(self.shared.near, _REFUSED)
        )


def compare(
    cases: Sequence[Unseen], passages: dict[str, frozenset[str]], shared: Calibration
) -> Comparison:
    """The own one is fitted to some of the cases and judged by the others, part by part."""
    right = np.array([is_right(case, passages) for case in cases])
    near = np.array([case.example.scope in _NEAR for case in cases])
    other = np.array([not case.answerable for case in cases]) & ~near
    rows = rows_of(cases)
    part = np.array([fold_of(case.example, _PARTS) for case in cases])
    surplus = np.zeros(len(cases))
    for number in range(_PARTS):
        seen = [case for case, its in zip(cases, part, strict=True) if its != number]
        own = fit_to(seen, passages).calibration
        surplus[part == number] = own.surplus(rows[part == number])

    def measured(surplus: Rows, threshold: float) -> Measured:
        answered = surplus >= threshold
        return Measured(
            *(
                float(flags[where].mean()) if where.any() else 1.0
                for flags, where in ((answered, right), (~answered, near), (~answered, other))
            )
        )

    theirs = measured(shared.surplus(rows), 0.0)
    level = float(np.quantile(surplus[right], 1 - theirs.answered)) if right.any() else 0.0
    return Comparison(measured(surplus, 0.0), theirs, measured(surplus, level))


def threshold(probability: Rows, right: NDArray[np.bool_], near: NDArray[np.bool_]) -> float:
    """The probability that lets _ACCEPTED of the rightly ranked through; fewer, down to _LEAST,
    where that would refuse too few near misses.
    """
    most, least = (
        float(np.quantile(probability[right], 1 - share)) for share in (_ACCEPTED, _LEAST)
    )
    wanted = float(np.quantile(probability[near], _REFUSED)) if near.any() else most
    return min(max(most, wanted), least)


def is_right(case: Unseen, passages: dict[str, frozenset[str]]) -> bool:
    """Whether the top entry cites a passage of the phrasing's own entry."""
    return case.answerable and bool(passages[case.top] & passages[case.example.label])


def _teach(knowledge: Knowledge, kept: Sequence[Example], embeds: Embedder) -> Model:
    return learn(kept, knowledge.chat_speak.words, synonyms_of(knowledge), embeds=embeds)
