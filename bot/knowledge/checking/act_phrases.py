"""What of `common/acts/` would be learned twice or against itself: a phrase stands in one place
only, and an act has one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.positions import Finding, Positions
from bot.knowledge.turns import ActFile
from bot.knowledge.turns_loader import act_files, acts_folder


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase by its file and its number there."""

    path: Path
    number: int

    def finding(self, text: str, first: Path) -> Finding:
        """That it stands elsewhere already."""
        line, column = Positions(self.path).at("asks", self.number)
        where = "above" if first == self.path else f"in {first.parent.name}/{first.name}"
        what = f"“{text}” already stands {where}"
        return Finding(str(self.path), line, column, what, "keep it where it is meant most often")


def repeated_phrases(common: Path) -> Iterator[Finding]:
    """Phrases and files that stand twice."""
    acts: dict[str, Path] = {}
    said: dict[str, Path] = {}
    for path in act_files(acts_folder(common)):
        if first := acts.get(path.stem):
            what = f"the act {path.stem} has a file in {first.parent.name} already"
            yield Finding(str(path), 1, 1, what, "put all phrases of an act into one file")
        acts.setdefault(path.stem, path)
        file = read_file(path, ActFile)
        for number, text in enumerate(file.asks if isinstance(file, ActFile) else ()):
            if before := said.get(_heard(text)):
                yield _Phrase(path, number).finding(text, before)
            said.setdefault(_heard(text), path)


def _heard(text: str) -> str:
    """A phrase as the reader of acts knows it: its words without marks and capitals, and whether it
    asks.
    """
    words = re.findall(r"\w+", re.sub(r"['’]", "", text.lower()))
    if not words:
        return text.strip()
    return " ".join((*words, "?")) if "?" in text else " ".join(words)
