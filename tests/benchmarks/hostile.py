"""The slowest hostile text of every path that typed text takes: `python -m
tests.benchmarks.hostile`. Milliseconds of processor time, the best of three.
"""

from __future__ import annotations

from pathlib import Path

from bot.articles import build_ask
from bot.settings import load_settings
from tests.hostile import KINDS, LENGTH, paths, take


def main() -> None:
    """One line a path, the slowest first."""
    ask = build_ask(load_settings(data=Path(__file__).parents[2] / "var"))
    slowest = [
        max(take(name, path), key=lambda one: one.seconds) for name, path in paths(ask).items()
    ]
    print(f"{len(KINDS)} kinds of {LENGTH} characters")
    for one in sorted(slowest, key=lambda one: -one.seconds):
        print(f"{1000 * one.seconds:8.1f} ms  {one.surface:32s} {one.kind}")


if __name__ == "__main__":
    main()
