"""Reads a copy of an article whose passages are numbered, and reduces each to what may be kept:
count, hash, figures, names.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_PASSAGE = re.compile(r"\[([\w-]+:\d+)\] (.*)")
_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "dozen": "dozen", "dozens": "dozen", "half": "half", "halved": "half",
    "hundred": "hundred", "hundreds": "hundred", "thousand": "thousand", "thousands": "thousand",
    "million": "million", "millions": "million", "billion": "billion", "billions": "billion",
}  # fmt: skip
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS |= {word: str(13 + n) for n, word in enumerate(_TEENS)}
NUMBER_WORDS |= {word: str(20 + 10 * n) for n, word in enumerate(_TENS)}
_COMPOUND = re.compile(
    rf"\b({'|'.join(_TENS)})[- ](one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE
)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof)\b\.?\s+(?=[^\W\d_])")
"""Belongs to no name, and its full stop ends no sentence."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as it stands in a copy of the article; the text is for checking only and is never
    stored.
    """

    locator: str
    text: str

    @property
    def words(self) -> int:
        """The number of whitespace-separated words."""
        return len(self.text.split())

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the normalised text."""
        return hashlib.sha256(normalise(self.text).encode()).hexdigest()


def normalise(text: str) -> str:
    """Lower case, typographic quotes and dashes folded, runs of white space made one: so that a
    re-typed copy still matches.
    """
    return " ".join(text.translate(_FOLD).lower().split())


def read_article(path: Path) -> list[PassageText]:
    """The passages of a numbered copy, in order; lines `[section:n] text`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [PassageText(m[1], m[2]) for line in lines if (m := _PASSAGE.match(line))]


def figures_in(text: str) -> set[str]:
    """Every figure of a text, with number words as digits: `{"8", "2015", "36%", "half"}`."""
    text = _COMPOUND.sub(_added, text)
    found = {figure.rstrip(".,") for figure in _FIGURE.findall(re.sub(r"https?://\S+", "", text))}
    found |= {
        NUMBER_WORDS[word]
        for word in re.findall(r"[a-z]+", text.lower())
        if word in NUMBER_WORDS and word != "one"
    }
    return found | {
        month
        for month in _MONTHS
        if re.search(rf"\b{month}\b", text) and month not in ("May", "March")
    }


def _added(compound: re.Match[str]) -> str:
    """ "forty-two" -> "42"."""
    tens, units = (int(NUMBER_WORDS[compound[n].lower()]) for n in (1, 2))
    return str(tens + units)


def names_in(text: str) -> set[str]:
    """Capitalised words that do not merely begin a sentence, as single words: `{"Harrowmere",
    "Marit", "Pike"}`.
    """
    text = without_titles(re.sub(r"https?://\S+", "", text.translate(_FOLD)))
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?:])\s+|\n", text):
        words = re.findall(r"[^\W\d_][\w'.&-]*", sentence)
        for place, word in enumerate(words):
            bare = re.sub(r"'s$|[.'&-]+$", "", word)
            if (place > 0 and bare[:1].isupper()) or re.search(r"[a-z][A-Z]|[A-Z]{2}", bare):
                found.add(bare)
    return {name for name in found if name.split("'")[0] != "I"} - {"OK"} - set(_MONTHS)


def without_titles(text: str) -> str:
    """The text with "Dr. Demir" as "Demir"."""
    return _TITLE.sub("", text)
