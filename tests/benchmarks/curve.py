"""How far few phrasings go: the right passage first, answered and refused, by asks an entry.

`python -m tests.benchmarks.curve [static|minilm] [MORE.jsonl …]`. The article's asks are thinned at
random, five draws each, all else (near misses, small talk, titles, claims) stays; the second
article has six an entry and few near misses. Both are judged with the shared calibration, as a new
pack is; "all" with the article's own. Files of questions named on the command line are measured
beside the golden ones.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.dialogue.questions.intent import Decision, decide
from bot.evaluation.batch import read_questions
from bot.knowledge.loader import load
from bot.knowledge.models import Knowledge
from bot.retrieval.calibration import Calibration
from bot.retrieval.data import FOLDER
from bot.retrieval.embedding.choice import STATIC, Embedder, Remembering, embedder
from bot.retrieval.examples import examples_of
from bot.retrieval.learning.learn import learn, synonyms_of
from bot.retrieval.learning.young import thinned
from bot.retrieval.retriever import Retriever, passages_of

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "knowledge" / "eye-in-the-sky"
SECOND = ROOT / "tests" / "packs" / "night-train"
DRAWS = 5
ASKS = (3, 6, 12, 20, 40)


@dataclass(frozen=True, slots=True)
class Shares:
    """Of questions that the article answers: the right passage first, answered; of others by kind:
    refused. NaN where a set has none.
    """

    first: float
    answered: float
    near: float
    premise: float
    other: float


def share(
    retriever: Retriever, questions: Sequence[dict[str, Any]], knowledge: Knowledge
) -> Shares:
    """Every question by itself, without the talk around it."""
    passages = passages_of(knowledge)
    first, answered = [], []
    refused: dict[str, list[bool]] = {}
    for row in questions:
        ranking = retriever.rank(retriever.read(row["q"]))
        answers = decide(ranking, retriever.calibration).decision is Decision.ANSWER
        right = {*(row.get("gold") or ()), *(row.get("also") or ())}
        if row.get("gold"):
            first.append(bool(passages[ranking.candidates[0].entry] & right))
            answered.append(answers)
        else:
            refused.setdefault(row.get("kind", "near"), []).append(not answers)
    others = [flag for kind, flags in refused.items() if kind not in _OWN for flag in flags]
    parts = (first, answered, *(refused.get(kind, []) for kind in _OWN), others)
    return Shares(*(float(np.mean(part)) if part else float("nan") for part in parts))


_OWN = ("near", "false-premise")


def main() -> None:
    """Print a line for each number of asks and set of questions."""
    kind = sys.argv[1] if len(sys.argv) > 1 else STATIC
    embeds = Remembering(embedder(kind))
    name = f"calibration{'' if kind == STATIC else f'-{kind}'}.json"
    shared, own = (Calibration.load(folder / name) for folder in (FOLDER, ARTICLE))
    article, second = load(ARTICLE), load(SECOND)
    _say(
        f"{'asks':6s}{'questions':24s}{'first':>7s}{'answered':>10s}"
        f"{'near':>7s}{'premise':>9s}{'other':>7s}"
    )
    _measure(second, "6", shared, embeds, _golden(SECOND / "golden"))
    sets = _golden(ARTICLE / "golden") | {
        Path(path).stem: _rows(Path(path)) for path in sys.argv[2:]
    }
    for asks in ASKS:
        draws = [thinned(article, asks, random.Random(draw)) for draw in range(DRAWS)]
        _measure(draws, str(asks), shared, embeds, sets)
    _measure(article, "all", own, embeds, sets)


def _measure(
    drawn: Knowledge | Sequence[Knowledge],
    asks: str,
    calibration: Calibration,
    embeds: Embedder,
    sets: dict[str, list[dict[str, Any]]],
) -> None:
    found: dict[str, list[Shares]] = {name: [] for name in sets}
    for knowledge in [drawn] if isinstance(drawn, Knowledge) else drawn:
        model = learn(
            examples_of(knowledge),
            knowledge.chat_speak.words,
            synonyms_of(knowledge),
            embeds=embeds,
        )
        retriever = Retriever(knowledge, model, calibration)
        for name, rows in sets.items():
            found[name].append(share(retriever, rows, knowledge))
    for name, draws in found.items():
        mean = np.mean([astuple(one) for one in draws], axis=0)
        _say(f"{asks:6s}{name:24s}" + "".join(f"{value:9.3f}" for value in mean))


def _golden(folder: Path) -> dict[str, list[dict[str, Any]]]:
    names = ("in_scope", "out_of_scope")
    return {folder.parent.name: [row for name in names for row in _rows(folder / f"{name}.jsonl")]}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [row for _, row in read_questions(path)]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
