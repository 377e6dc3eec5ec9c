"""Whether the bot converses: what a member would check of each reply in a dialogue, as data.

A row is `{"id", "turns": [{"q", "kind", "check"}]}`; a turn without a check only leads on. All
parts of a check must hold: `outcome`, `cites_any`, `cites_none`, `says_any`, `says_all`,
`says_none` (regular expressions, any case), `min_words`, `max_words`, `items_min`, and `differs`
(the reply is not nearly the one before).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bot.evaluation.batch import Asks, answer_file, read_questions

_ALIKE = 0.85
"""The likeness from which a reply is the one before again."""
_ITEM = re.compile(r"^\s{0,8}(?:[-•*]|\d{1,3}[.)])\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Held:
    """How many checks held, by kind of turn; `misses` tells each that didn't."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of all checks that held."""
        return self.right.total() / max(1, self.asked.total())


def converse(file: Path, ask: Asks) -> Held:
    """Hold every dialogue of a file and check its turns."""
    held = Held()
    replies = answer_file(file, ask)
    for _, row in read_questions(file):
        before = ""
        for turn in row["turns"]:  # type: ignore[attr-defined]  # rows of dialogues
            reply = next(replies)
            if check := turn.get("check"):
                wrong = list(_failed(check, reply, before))
                held.asked[turn["kind"]] += 1
                held.right[turn["kind"]] += not wrong
                if wrong:
                    held.misses.append(f"{row['id']} {turn['kind']}: {turn['q']} ({wrong})")
            before = _said(reply)
    return held


def _said(reply: Mapping[str, Any]) -> str:
    text = str(reply["text"])
    rest = [one["text"] for one in reply["answers"] if one["text"] and one["text"] not in text]
    return "\n".join(part for part in (text, *rest) if part)


def _failed(check: Mapping[str, Any], reply: Mapping[str, Any], before: str) -> Iterator[str]:
    text = _said(reply)
    cited = {place for one in reply["answers"] for place in one["citations"]}
    items = max(len(reply["answers"]), len(_ITEM.findall(text)), text.count("?"))
    words = len(text.split())

    def found(pattern: str) -> bool:
        return re.search(pattern, text, re.IGNORECASE) is not None

    parts: Mapping[str, Callable[[Any], bool]] = {
        "outcome": lambda wanted: reply["outcome"] in wanted,
        "cites_any": lambda wanted: bool(cited & set(wanted)),
        "cites_none": lambda wanted: not (wanted and cited),
        "says_any": lambda wanted: any(map(found, wanted)),
        "says_all": lambda wanted: all(map(found, wanted)),
        "says_none": lambda wanted: not any(map(found, wanted)),
        "min_words": lambda wanted: words >= wanted,
        "max_words": lambda wanted: words <= wanted,
        "items_min": lambda wanted: items >= wanted,
        "differs": lambda wanted: not wanted or _likeness(text, before) < _ALIKE,
    }
    yield from (name for name, wanted in check.items() if not parts[name](wanted))


def _likeness(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other).ratio()
