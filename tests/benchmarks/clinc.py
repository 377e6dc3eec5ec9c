"""The same engine, given CLINC150 as its knowledge: accuracy, accuracy under letter noise, and how
well it tells out-of-scope questions.

`python -m tests.benchmarks.clinc PATH/data_full.json [UTTERANCES_AN_INTENT]`. Data: Larson et al.
2019 (CC BY 3.0), not part of this repository. The 100 out-of-scope training questions are the
out-of-scope class, as in the paper; the calibration comes from cross-validation over the training
questions alone. AUROC ranks the test questions by the calibrated probability of being answerable.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from bot.knowledge.loader import load
from bot.retrieval.calibration import fit
from bot.retrieval.examples import Example, Scope
from bot.retrieval.learning.cross_validate import rows_of, unseen
from bot.retrieval.learning.learn import learn
from bot.retrieval.model import Model, read_words
from bot.retrieval.query.answer_type import Offer
from bot.retrieval.query.content import SharedWords
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.signals import Evidence, Witness
from bot.settings import load_settings

_NEXT_KEY = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjklkxcvbnmn", strict=True))


def noisy(text: str, chance: random.Random, share: float = 0.1) -> str:
    """A share of the letters dropped, doubled, swapped with the next or hit one key off."""
    out: list[str] = []
    letters = list(text)
    while letters:
        letter = letters.pop(0)
        if not letter.isalpha() or chance.random() >= share:
            out.append(letter)
            continue
        kind = chance.randrange(4)
        if kind == 1:
            out += [letter, letter]
        elif kind == 2 and letters:
            out += [letters.pop(0), letter]
        elif kind:
            out.append(_NEXT_KEY.get(letter, letter))
    return "".join(out)


def main() -> None:
    """Print one row of figures."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    each = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    examples = _examples(data, each)
    chance = random.Random(7)
    tests = chance.sample(data["test"], 1500)
    others = [text for text, _ in chance.sample(data["oos_test"], 500)]
    model = learn(examples)
    words = QuestionWords(load(load_settings().knowledge).turns)
    judge = Witness(model, _offers(examples, model), {}, words)
    clock = time.perf_counter()
    clean = [_hear(judge, model, text) for text, _ in tests]
    each_ms = (time.perf_counter() - clock) / len(tests) * 1000
    chance = random.Random(7)
    rough = [_hear(judge, model, noisy(text, chance)) for text, _ in tests]
    strangers = [_hear(judge, model, text) for text in others]
    cases = unseen(
        examples,
        lambda kept: learn(kept, lexicon=model.lexicon),
        lambda m, kept: Witness(m, _offers(kept, m), {}, words),
        folds=4,
    )
    used = [case for case in cases if not case.answerable or case.top == case.example.label]
    answerable = np.array([case.answerable for case in used])
    balance = np.where(answerable, 1.0, answerable.sum() / (~answerable).sum())
    calibration = fit(rows_of(used), list(answerable), weight=balance, softness=0.03)
    rows = np.stack([evidence.signals.row() for evidence in (*clean, *strangers)])
    truth = [1] * len(clean) + [0] * len(strangers)
    probability = calibration.probabilities(rows)
    floor = np.quantile(probability[: len(clean)], 0.05)
    figures = {
        "utterances an intent": each,
        "accuracy": _share(model, clean, tests),
        "accuracy, 10% letter noise": _share(model, rough, tests),
        "AUROC": round(float(roc_auc_score(truth, probability)), 4),
        "out-of-scope refused where 95% are answered": round(
            float((probability[len(clean) :] < floor).mean()), 4
        ),
        "ms a question": round(each_ms, 2),
    }
    print(json.dumps(figures))


def _examples(data: dict[str, list[list[str]]], each: int) -> list[Example]:
    by_intent: dict[str, list[str]] = {}
    for text, intent in data["train"]:
        by_intent.setdefault(intent, []).append(text)
    kept = {
        intent: random.Random(1).sample(texts, min(each, len(texts)))
        for intent, texts in by_intent.items()
    }
    found = [
        Example(text, intent, Scope.ENTRY, intent)
        for intent, texts in kept.items()
        for text in texts
    ]
    return found + [
        Example(text, "off-topic", Scope.OFF_TOPIC, f"off-topic/{n}")
        for n, (text, _) in enumerate(data["oos_train"])
    ]


def _offers(examples: Sequence[Example], model: Model) -> dict[str, Offer]:
    words: dict[str, list[str]] = {}
    for example in examples:
        if example.scope is Scope.ENTRY:
            words.setdefault(example.label, []).extend(read_words(example.text, model.lexicon))
    shared = SharedWords()
    return {label: Offer(vocabulary=shared.of(found)) for label, found in words.items()}


def _hear(judge: Witness, model: Model, text: str) -> Evidence:
    return judge.weigh(model.read(text))


def _share(model: Model, heard: Sequence[Evidence], tests: Sequence[Sequence[str]]) -> float:
    right = [
        model.labels[evidence.top] == intent
        for evidence, (_, intent) in zip(heard, tests, strict=True)
    ]
    return round(float(np.mean(right)), 4)


if __name__ == "__main__":
    main()
