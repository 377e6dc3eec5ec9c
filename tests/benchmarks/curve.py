"""How far few phrasings go: the right passage first, answered and refused, by asks an entry.

`python -m tests.benchmarks.curve [--embedding minilm] [--draws 5] [--asks 6,12,all] [MORE …]`. The
article's asks are thinned at random, five draws each, all else (near misses, small talk, titles,
claims) stays; the second article has six an entry and few near misses, and two sets of questions,
each by a hand that had not seen its asks. Both are judged with the shared calibration, as a new
pack is; "all" with the article's own. Files of questions named on the command line are measured
beside the golden ones.

A draw takes some five seconds of a core, so three minutes for everything with the static
embeddings; with MiniLM ten times as much for the first draw, which embeds all phrasings once.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
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
SECOND_ASKED = ROOT / "tests" / "packs" / "night-train-asked"
ALL = "all"
_OWN = ("near", "false-premise")


@dataclass(frozen=True, slots=True)
class Shares:
    """Of questions that the article answers: the right passage first, answered; of others by kind:
    refused (a false premise also by a passage that puts it right). NaN where a set has none.
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
        cited = passages[ranking.candidates[0].entry]
        if row.get("gold"):
            first.append(bool(cited & {*row["gold"], *(row.get("also") or ())}))
            answered.append(answers)
        else:
            puts_right = bool(cited & {*(row.get("ok_cite") or ())})
            refused.setdefault(row.get("kind", "near"), []).append(not answers or puts_right)
    others = [flag for kind, flags in refused.items() if kind not in _OWN for flag in flags]
    parts = (first, answered, *(refused.get(kind, []) for kind in _OWN), others)
    return Shares(*(float(np.mean(part)) if part else float("nan") for part in parts))


def main() -> None:
    """Print a line for each number of asks and set of questions."""
    wanted = _wanted()
    embeds = Remembering(embedder(wanted.embedding))
    name = f"calibration{'' if wanted.embedding == STATIC else f'-{wanted.embedding}'}.json"
    shared, own = (Calibration.load(folder / name) for folder in (FOLDER, ARTICLE))
    article, second = load(ARTICLE), load(SECOND)
    _say(
        f"{'asks':6s}{'questions':24s}{'first':>9s}{'answered':>9s}"
        f"{'near':>9s}{'premise':>9s}{'other':>9s}"
    )
    others = _sets(SECOND / "golden") | _sets(SECOND_ASKED)
    _measure([second], "6", shared, embeds, others)
    sets = _sets(ARTICLE / "golden") | {path.stem: _rows(path) for path in wanted.questions}
    for asks in filter(None, wanted.asks.split(",")):
        drawn: Iterator[Knowledge] | list[Knowledge] = (
            [article]
            if asks == ALL
            else (thinned(article, int(asks), random.Random(draw)) for draw in range(wanted.draws))
        )
        _measure(drawn, asks, own if asks == ALL else shared, embeds, sets)


def _wanted() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("questions", nargs="*", type=Path)
    asked.add_argument("--embedding", default=STATIC)
    asked.add_argument("--draws", type=int, default=5)
    asked.add_argument("--asks", default=f"3,6,12,20,40,{ALL}")
    return asked.parse_args()


def _measure(
    drawn: Iterator[Knowledge] | list[Knowledge],
    asks: str,
    calibration: Calibration,
    embeds: Embedder,
    sets: dict[str, list[dict[str, Any]]],
) -> None:
    found: dict[str, list[Shares]] = {name: [] for name in sets}
    for knowledge in drawn:
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


def _sets(folder: Path) -> dict[str, list[dict[str, Any]]]:
    name = folder.parent.name if folder.name == "golden" else folder.name
    files = (folder / "in_scope.jsonl", folder / "out_of_scope.jsonl")
    return {name: [row for path in files for row in _rows(path)]}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [row for _, row in read_questions(path)]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
