"""Asks every phrasing of a model that has not seen it: in-scope phrasings one fold at a time,
out-of-scope ones a whole subject at a time.

A member's near miss may be on a subject the knowledge has near misses for, or on a new one; the
harder case is measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.examples import Example, Scope
from bot.retrieval.model import Model
from bot.retrieval.signals import Evidence, Witness


@dataclass(frozen=True, slots=True)
class Unseen:
    """One phrasing as a model without it judged it: the best entry, and the out-of-scope class that
    claimed most.
    """

    example: Example
    top: str
    evidence: Evidence
    against: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the article answers it."""
        return self.example.scope is Scope.ENTRY


def fold_of(example: Example, folds: int) -> int:
    """A fold from the text (in scope) or from the subject (out of scope): the same on every machine
    and in any order.
    """
    key = example.text if example.scope is Scope.ENTRY else example.group
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % folds


def unseen(
    examples: Sequence[Example],
    teach: Callable[[Sequence[Example]], Model],
    witness: Callable[[Model, Sequence[Example]], Witness],
    folds: int = 5,
) -> list[Unseen]:
    """Every example judged by the model of the other folds; `witness` too gets only what the model
    has seen.
    """
    found: list[Unseen] = []
    for fold in range(folds):
        kept = [
            example for example in examples if not example.asked or fold_of(example, folds) != fold
        ]
        model = teach(kept)
        judge = witness(model, kept)
        for example in examples:
            if example.asked and fold_of(example, folds) == fold:
                evidence = judge.weigh(model.read(example.text))
                against = model.labels[evidence.against] if evidence.against >= 0 else ""
                found.append(Unseen(example, model.labels[evidence.top], evidence, against))
    return found


def rows_of(cases: Sequence[Unseen]) -> NDArray[np.float64]:
    """The signals of many cases, one row each."""
    return np.stack([case.evidence.signals.row() for case in cases])
