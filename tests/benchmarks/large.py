"""A pack of five thousand entries: how long it takes to learn, how much memory, and whether it
answers.

`python -m tests.benchmarks.large [ENTRIES]`
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.articles import build_library
from bot.settings import Settings
from tests.packs.generated import invented, write_pack

_ENTRIES, _ASKED = 5_000, 200
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main(count: int) -> None:
    """Print a line for each figure."""
    with tempfile.TemporaryDirectory() as name:
        folder, entries = Path(name), invented(count)
        pack = write_pack(folder / "knowledge" / "large", entries, title="Many things")
        settings = Settings(knowledge=pack, data=folder, cache=folder / "cache")
        learned, began = _built(settings)
        _, again = _built(settings)
        asked = learned.first.ask
        start = time.perf_counter()
        right = 0
        for n in range(0, count, max(1, count // _ASKED)):
            question = f"so {entries[n].asks[0]}?"
            reply = asked.ask(question, member=str(n), place="p", now=_NOW)
            right += [answer.entry for answer in reply.answers] == [f"e{n + 1}"]
        whole = len(range(0, count, max(1, count // _ASKED)))
        pause = (time.perf_counter() - start) / whole * 1000
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} entries with {len(entries[0].asks)} asks each")
        print(f"learned in {began:.1f} s, started again in {again:.1f} s, {memory:.0f} MB at most")
        print(f"answered rightly {right} of {whole}, {pause:.1f} ms each")


def _built(settings: Settings):
    began = time.perf_counter()
    library = build_library(settings)
    return library, time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ENTRIES)
