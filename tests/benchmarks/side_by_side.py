"""What another article costs in memory: one pack, another, and both in one process.

`python -m tests.benchmarks.side_by_side`
"""

from __future__ import annotations

import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bot.articles import build_library
from bot.settings import Settings

_ROOT = Path(__file__).parents[2]
_PACKS = (_ROOT / "knowledge" / "eye-in-the-sky", _ROOT / "tests" / "packs" / "night-train")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_ASKED = ("what is sesame credit?", "when did the lantern first run?")
_FOREIGN = "¿qué es el crédito social?"


def _measure(knowledge: str) -> None:
    library = build_library(Settings(knowledge=knowledge, data=_ROOT / "var"))
    for shelf in library:
        for question in _ASKED:
            shelf.ask.ask(question, member="m", place="p", now=_NOW)
    before = psutil.Process().memory_info().rss / 1e6
    for shelf in library:
        shelf.ask.ask(_FOREIGN, member="m", place="p", now=_NOW)
    after = psutil.Process().memory_info().rss / 1e6
    names = ", ".join(shelf.id for shelf in library)
    print(f"{names}: {before:.0f} MB, {after:.0f} MB after a question in another language")


def main() -> None:
    """Each in a process of its own, twice: the first may have to learn."""
    context = multiprocessing.get_context("spawn")
    for knowledge in (*map(str, _PACKS), os.pathsep.join(map(str, _PACKS))):
        for is_warm in (False, True):
            process = context.Process(target=_measure if is_warm else _prepare, args=(knowledge,))
            process.start()
            process.join()


def _prepare(knowledge: str) -> None:
    build_library(Settings(knowledge=knowledge, data=_ROOT / "var"))


if __name__ == "__main__":
    main()
