"""Packs made up by rule, as small, as large and as foreign as a test needs them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_SOUNDS = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no"
_ENGLISH = (
    "what does {0} {1} do",
    "tell me about the {1} of {0}",
    "why is {0} known for {1}",
    "how did {0} come by its {1}",
    "is it true that {0} has a {1}",
    "{0} and its {1}?",
)


@dataclass(frozen=True, slots=True)
class Made:
    """An entry: its title, what it says, and ways to ask it."""

    title: str
    claim: str
    asks: tuple[str, ...]


def invented(count: int, asks: int = 3, seed: int = 1) -> list[Made]:
    """Entries on things with made-up names, each told apart by two of them."""
    draw = random.Random(seed)  # noqa: S311  # the same pack every time
    sounds = _SOUNDS.split()

    def name() -> str:
        return "".join(draw.choices(sounds, k=4))

    found = []
    for _ in range(count):
        thing, part = name(), name()
        ways = tuple(way.format(thing, part) for way in _ENGLISH[:asks])
        claim = f"The {thing} is known for its {part}, which everybody likes."
        found.append(Made(f"What is the {part} of the {thing}?", claim, ways))
    return found


def write_pack(
    folder: Path, entries: Sequence[Made], *, title: str, language: str = "en", a_file: int = 200
) -> Path:
    """A pack that says these things, a passage each; everything that may be missing is."""
    (folder / "entries").mkdir(parents=True)
    passages = [
        {
            "number": number,
            "words": len(made.claim.split()),
            "sha256": hashlib.sha256(made.claim.lower().encode()).hexdigest(),
        }
        for number, made in enumerate(entries, 1)
    ]
    source = {
        "title": title,
        "language": language,
        "authors": [{"name": "Nobody"}],
        "sections": [{"id": "all", "heading": "All of it", "passages": passages}],
    }
    _write(folder / "source.yaml", source)
    _write(folder / "glossary.yaml", {"terms": []})
    rows = [_entry(number, made) for number, made in enumerate(entries, 1)]
    for start in range(0, len(rows), a_file):
        _write(folder / "entries" / f"e{start}.yaml", {"entries": rows[start : start + a_file]})
    return folder


def _entry(number: int, made: Made) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "title": made.title,
        "claim": made.claim,
        "cites": [f"all:{number}"],
        "voice": "reporting",
        "certainty": "stated",
        "topics": ["all"],
        "asks": list(made.asks),
    }


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
