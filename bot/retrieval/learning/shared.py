"""Learns the calibration that every pack starts with: `python -m bot.retrieval.learning.shared
KNOWLEDGE [static|minilm]` (a minute or two), from the folder of a grown knowledge.

It sees the signals of many young knowledges (`young`), so that it holds for entries, gaps and near
misses that it never saw. Products of signals are left out: they gain nothing on other packs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.loader import load
from bot.retrieval.calibration import Calibration, fit, with_thresholds
from bot.retrieval.data import FOLDER
from bot.retrieval.embedding.choice import STATIC, Embedder, Remembering, embedder
from bot.retrieval.examples import Scope, examples_of
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.learning.young import Trial, trials
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.retriever import offers_of, passages_of
from bot.retrieval.signals import Evidence, Witness

_ACCEPTED = 0.85
"""The share of answerable unseen phrasings, rightly ranked, that the threshold lets through. An
asker's questions are nearer to an entry's usual phrasings than these held back ones: of the second
pack's, 0.94 are let through, and 0.78 of its near misses refused (0.84 with MiniLM).
"""
_ASKED_BACK = 0.5
_NEAR = 0.7
"""What near misses count among all that is unanswerable."""
_SOFTNESS = 0.1
Floats = NDArray[np.float64]


def share(cases: Iterable[tuple[Floats, NDArray[np.bool_], Floats]]) -> Calibration:
    """The calibration for judged trials: signals (a row a question), which of them are answerable,
    and the questions' weights.
    """
    rows, answerable, weight = (np.concatenate(part) for part in zip(*cases, strict=True))
    found = fit(rows, list(answerable), weight=weight, softness=_SOFTNESS, pairs=False)
    answer_at = float(np.quantile(found.probabilities(rows[answerable]), 1 - _ACCEPTED))
    return with_thresholds(found, answer_at=answer_at, clarify_at=answer_at * _ASKED_BACK)


def judge(trial: Trial, embeds: Embedder) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """What a model of the young knowledge makes of its questions; those that it ranks wrongly are
    no reason for or against answering.
    """
    young = trial.knowledge
    examples = examples_of(young)
    model = learn(examples, young.chat_speak.words, synonyms_of(young), embeds=embeds)
    passages = passages_of(young)
    words = QuestionWords(young.turns)
    witness = Witness(model, offers_of(young, model, examples), passages, words, young.elsewhere)

    def weigh(text: str) -> Evidence:
        return witness.weigh(model.read(text))

    heard = [(weigh(text), entry) for text, entry in trial.answerable]
    right = [one for one, entry in heard if passages[model.labels[one.top]] & passages[entry]]
    wrong = [(weigh(text), scope) for text, scope in trial.unanswerable]
    near = np.array([scope in (Scope.NEAR, Scope.PREMISE) for _, scope in wrong])
    rows = np.stack([one.signals.row() for one in (*right, *(one for one, _ in wrong))])
    against = np.where(near, _NEAR / near.sum(), (1 - _NEAR) / (~near).sum())
    weight = np.concatenate((np.full(len(right), 1 / len(right)), against)) * len(rows) / 2
    return rows, np.arange(len(rows)) < len(right), weight


def main() -> None:
    """Learn and write."""
    grown = load(Path(sys.argv[1]))
    kind = sys.argv[2] if len(sys.argv) > 2 else STATIC
    embeds = Remembering(embedder(kind))
    found = share(judge(trial, embeds) for trial in trials(grown))
    path = FOLDER / f"calibration{'' if kind == STATIC else f'-{kind}'}.json"
    found.save(path)
    sys.stdout.write(f"{path}: answers at {found.answer_at:.3f}\n")


if __name__ == "__main__":
    main()
