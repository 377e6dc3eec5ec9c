"""Words of the knowledge: corrects misspelt ones, spells out chat abbreviations, adds what the
entries call a thing.

A word is left alone when the knowledge has it or when English uses it often (wordfreq); else
rapidfuzz looks for the nearest word of the knowledge, preferring frequent words and the same first
letter. Correcting words is what keeps every ranker steady under typos.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.retrieval.query.frequencies import Frequencies

_COMMON_ZIPF = 3.6
"""A word at or above this Zipf frequency is English as meant; below it may be a typo of a word the
knowledge uses.
"""
_EVERYDAY_ZIPF = 4.7
"""English words from here on may be meant too, though the knowledge lacks them: "coudlnt" is
"couldnt", not "count".
"""
_RARE_ZIPF, _VERY_COMMON = 4.0, 5.0
"""A word below the first is taken for a stretched one above the second: "soo", but not "bee"."""
_FAR_COMMONER = 1.5
"""A rare English word ("creatine") is taken for a typo only of a word thirty times as common, one
letter away.
"""
_SHORTEST = 3
_SELDOM = 2
"""Phrasings up to which a word that is not English may be a slip rather than a name."""
_MOST_SEARCHED = 24
"""Unknown words of one text that are looked up, 0.3 ms each; what has more of them is no
question.
"""
_REMEMBERED = 10_000
"""Words kept with what they were corrected to."""
_DRAWN_OUT = 2
"""Letters too many from which a word that is not English was drawn out: "aapprooveed"."""
_LONG = 9
"""Letters from which a word with two slips is still surely that word."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabulary with counts, English words with their Zipf frequency, abbreviations, and synonym
    phrases -> canonical words.
    """

    counts: Mapping[str, int]
    zipf: Frequencies
    abbreviations: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[tuple[str, ...], tuple[str, ...]]
    _by_length: Mapping[int, tuple[str, ...]]
    _squeezed: Mapping[str, str]
    _remembered: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        phrasings: Iterable[Sequence[str]],
        zipf: Mapping[str, float],
        abbreviations: Mapping[str, str] | None = None,
        synonyms: Mapping[str, str] | None = None,
    ) -> Lexicon:
        """Count the words of all phrasings; words of synonyms count once."""
        counts = Counter(word for phrasing in phrasings for word in phrasing)
        counts.update(word for phrase in synonyms or () for word in phrase.split())
        common = Frequencies.of(zipf)
        rare = {
            word: count
            for word, count in counts.items()
            if count <= _SELDOM and word.isalpha() and word not in common
        }
        for word in rare:
            del counts[word]
        sound = cls.of(counts, common, abbreviations or {}, synonyms or {})
        counts.update({word: count for word, count in rare.items() if not sound._is_misspelt(word)})
        return cls.of(counts, common, abbreviations or {}, synonyms or {})

    @classmethod
    def of(
        cls,
        counts: Mapping[str, int],
        zipf: Mapping[str, float],
        abbreviations: Mapping[str, str],
        synonyms: Mapping[str, str],
    ) -> Lexicon:
        """From plain values, the words indexed by length for the spelling search."""
        by_length: dict[int, list[str]] = {}
        common = Frequencies.of(zipf)
        everyday = (word for word in common.at_least(_EVERYDAY_ZIPF) if word not in counts)
        for word in (*counts, *everyday):
            if not word.isdigit():
                by_length.setdefault(len(word), []).append(word)
        return cls(
            counts=counts,
            zipf=common,
            abbreviations={key: tuple(value.split()) for key, value in abbreviations.items()},
            synonyms={tuple(key.split()): tuple(value.split()) for key, value in synonyms.items()},
            _by_length={length: tuple(sorted(group)) for length, group in by_length.items()},
            _squeezed={
                _squeeze(word): word for word in sorted(counts, key=lambda word: counts[word])
            },
        )

    def plain(self, words: Sequence[str]) -> list[str]:
        """Abbreviations spelt out, misspelt words corrected, and fillers ("tf", "bruh") left out
        unless there is nothing else.
        """
        plain: list[str] = []
        searches = 0
        for word in words:
            fixed = self._without_search(word)
            if fixed is None:
                searches += 1
                fixed = self._searched(word) if searches <= _MOST_SEARCHED else (word,)
            plain += fixed
        return plain or list(words)

    def expand(self, words: Sequence[str]) -> list[str]:
        """The words with the entries' own term added after each synonym found (longest phrase
        first).
        """
        out: list[str] = []
        at = 0
        while at < len(words):
            for size in (3, 2, 1):
                phrase = tuple(words[at : at + size])
                if len(phrase) == size and (canonical := self.synonyms.get(phrase)):
                    out.extend(phrase)
                    out.extend(word for word in canonical if word not in phrase)
                    at += size
                    break
            else:
                out.append(words[at])
                at += 1
        return out

    def knows(self, word: str) -> bool:
        """Whether the knowledge itself uses the word."""
        return word in self.counts

    def _without_search(self, word: str) -> tuple[str, ...] | None:
        """What a word stands for, where that needs no look through the vocabulary."""
        if (spelt := self.abbreviations.get(word)) is not None:
            return spelt
        if word not in self.counts and self._is_stretched(word):
            return (word[:-1],)
        if (
            word in self.counts
            or len(word) < _SHORTEST
            or word.isdigit()
            or self.zipf.get(word, 0.0) >= _COMMON_ZIPF
        ):
            return (word,)
        return None

    def _searched(self, word: str) -> tuple[str, ...]:
        if (known := self._remembered.get(word)) is not None:
            return known
        fixed = self._correct(word)
        if len(self._remembered) < _REMEMBERED:
            self._remembered[word] = fixed
        return fixed

    def _is_stretched(self, word: str) -> bool:
        """Whether a rare word is a very common one with its last letter twice: "sooo" comes here as
        "soo".
        """
        return (
            word[-1:] == word[-2:-1]
            and self.zipf.get(word, 0.0) < _RARE_ZIPF
            and self.zipf.get(word[:-1], 0.0) >= _VERY_COMMON
        )

    def _correct(self, word: str) -> tuple[str, ...]:
        english = self.zipf.get(word, 0.0)
        drawn_out = len(word) - len(_squeeze(word)) >= _DRAWN_OUT
        if drawn_out and not english and (meant := self._squeezed.get(_squeeze(word))):
            return (meant,)
        reach = 1 if len(word) < 6 or english else 2
        best, best_score = "", -math.inf
        for length in range(len(word) - reach, len(word) + reach + 1):
            for candidate, distance, _ in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=reach,
                limit=8,
            ):
                if english and self.zipf.get(candidate, 0.0) < english + _FAR_COMMONER:
                    continue
                score = (
                    0.6 * math.log(self.counts.get(candidate, 1))
                    - 3 * distance
                    + (1 if candidate[0] == word[0] else 0)
                )
                if score > best_score:
                    best, best_score = candidate, score
        if best:
            return (best,)
        return self._split(word) or (word,)

    def _is_misspelt(self, word: str) -> bool:
        """Whether a word that no English list has and few phrasings use is a slip in them, surely:
        a slip must not become vocabulary.
        """
        fixed = self._correct(word)
        return len(fixed) > 1 or (
            fixed[0] != word and OSA.distance(word, fixed[0]) <= (1 if len(word) < _LONG else 2)
        )

    def _split(self, word: str) -> tuple[str, ...]:
        """`nighttrain` -> `night train`, when both halves are words of the knowledge."""
        cuts = [(word[:cut], word[cut:]) for cut in range(3, len(word) - 2)]
        both = [cut for cut in cuts if cut[0] in self.counts and cut[1] in self.counts]
        return max(both, key=lambda cut: min(self.counts[cut[0]], self.counts[cut[1]]), default=())


def _squeeze(word: str) -> str:
    """The word with no letter twice in a row; the word itself where it has none."""
    squeezed = "".join(letter for letter, _ in groupby(word))
    return word if squeezed == word else squeezed
