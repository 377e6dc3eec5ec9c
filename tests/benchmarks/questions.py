"""A whole question's time with either kind of embeddings, in one run: `python -m
tests.benchmarks.questions [RUNS]`.

Both answer in turn, so that whatever else the machine does falls on both; on a busy one the
processor's time tells more than the clock. Asked are golden questions, the follow-ups of golden
dialogues, and pairs of questions in one message; a question is all that `ask` does, from the text
to the words of the reply.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.articles import build_ask
from bot.services.asking.ask import AskService
from bot.settings import load_settings

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "knowledge" / "eye-in-the-sky" / "golden"
EMBEDDINGS = ("static", "minilm")
NOW = datetime(2026, 5, 1, tzinfo=UTC)
_WARM_UP = 20
_EVERY = 2
"""Of the golden questions and dialogues so many apart are asked: two minutes on a busy machine."""
_PAIRS = 20
PLAIN, FOLLOW_UP, PAIR = "a question", "a follow-up", "two in one"


@dataclass(frozen=True, slots=True)
class Asked:
    """A message of a kind, and whose: turns of one dialogue are one member's."""

    kind: str
    text: str
    member: str


def messages() -> Iterator[Asked]:
    """All that is asked, dialogues in their order."""
    plain = [row["q"] for row in _rows("in_scope.jsonl")[::_EVERY]]
    for number, text in enumerate(plain):
        yield Asked(PLAIN, text, f"plain-{number}")
    for number, row in enumerate(_rows("dialogues.jsonl")[::_EVERY]):
        for place, turn in enumerate(row["turns"]):
            yield Asked(FOLLOW_UP if place else PLAIN, turn["q"], f"dialogue-{number}")
    for number in range(_PAIRS):
        first, second = plain[number].rstrip("?"), plain[-1 - number]
        yield Asked(PAIR, f"{first} and {second}", f"pair-{number}")


def _rows(name: str) -> Sequence[Mapping[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


def measure(runs: int) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Milliseconds by embeddings and kind; who answers first changes with every message."""
    services = {name: build_ask(load_settings(embedding=name)) for name in EMBEDDINGS}
    found = {name: {kind: [] for kind in (PLAIN, FOLLOW_UP, PAIR)} for name in EMBEDDINGS}
    asked = list(messages())
    for one in asked[:_WARM_UP]:
        for service in services.values():
            _ask(service, one, "warm")
    for run in range(runs):
        for number, one in enumerate(asked):
            for name in EMBEDDINGS[:: 1 if (run + number) % 2 else -1]:
                found[name][one.kind].append(_ask(services[name], one, f"run-{run}"))
    return found


def _ask(service: AskService, one: Asked, place: str) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    began = time.perf_counter(), time.process_time()
    service.ask(one.text, member=one.member, place=place, now=NOW)
    ended = time.perf_counter(), time.process_time()
    return (ended[0] - began[0]) * 1000, (ended[1] - began[1]) * 1000


def main() -> None:
    """Print p50 and p99 in milliseconds."""
    found = measure(int(sys.argv[1]) if sys.argv[1:] else 1)
    for place, clock in enumerate(("by the clock", "of the processor")):
        print(f"p50 / p99 in ms {clock:18s}" + "".join(f"{name:>16s}" for name in found))
        for kind in (PLAIN, FOLLOW_UP, PAIR):
            rows = [[times[place] for times in kinds[kind]] for kinds in found.values()]
            columns = [np.percentile(row, (50, 99)) for row in rows]
            shown = "".join(f"{p50:8.1f} /{p99:6.1f}" for p50, p99 in columns)
            print(f"{kind:12s}, {len(rows[0]):4d} messages      {shown}")


if __name__ == "__main__":
    main()
