"""Chooses the calibration of a knowledge by cross-validation over its own phrasings; no labelled
test question is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.knowledge.models import Knowledge
from bot.retrieval.calibration import Calibration, fit, with_thresholds
from bot.retrieval.embedding.choice import STATIC, Embedder, Remembering, embedder
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.cross_validate import Unseen, rows_of, unseen
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.model import Model
from bot.retrieval.retriever import offers_of, passages_of
from bot.retrieval.signals import Witness

_ACCEPTED = 0.98
"""The share of answerable unseen phrasings, rightly ranked, that the threshold lets through; a
lower one refuses more near misses.
"""
_ASKED_BACK = 0.5
"""The clarify threshold as a share of the answer threshold."""


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
    embeds = Remembering(embedder(embedding))
    cases = unseen(
        examples,
        lambda kept: _teach(knowledge, kept, embeds),
        lambda model, _: Witness(model, offers_of(knowledge, model), passages, knowledge.elsewhere),
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
    answer_at = float(np.quantile(probability[right], 1 - _ACCEPTED))
    calibration = with_thresholds(
        calibration, answer_at=answer_at, clarify_at=answer_at * _ASKED_BACK
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


def is_right(case: Unseen, passages: dict[str, frozenset[str]]) -> bool:
    """Whether the top entry cites a passage of the phrasing's own entry."""
    return case.answerable and bool(passages[case.top] & passages[case.example.label])


def _teach(knowledge: Knowledge, kept: Sequence[Example], embeds: Embedder) -> Model:
    return learn(kept, knowledge.chat_speak.words, synonyms_of(knowledge), embeds=embeds)
