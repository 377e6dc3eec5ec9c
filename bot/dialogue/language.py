"""Questions in other languages: recognised by their words, and turned into English keywords the
ranker can read.

Not a translator. `knowledge/common/languages/*.yaml`, with a pack's own `languages/*.yaml`, maps
the words a question is made of to the entries' English words (small words to nothing); what is
left, with names and figures as they are, is ranked like any keyword question and answered only when
that is sure.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge.models import Language
from bot.retrieval.query.text import clean, words

_SURE = 0.55
"""The share of words that a language must know, and know better than English does."""
_READ = 60
"""Words that a language is told by: sixteen tables are looked through for each."""
_UNSPACED = frozenset({"zh", "ja", "th"})
_STEM, _ENDING = 4, 4
"""Letters that two forms of one word share at least, and letters of ending that either may have
beyond them.
"""
_ENGLISH_ENDINGS = ("ing", "ed")
_PART = 4
"""Letters of the shorter part of a compound."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A question in another language as English keywords."""

    code: str
    notice: str
    english: str


class _Table(dict[str, str]):
    """A language's words with their English."""

    def __init__(self, language: Language) -> None:
        super().__init__((_key(word), sys.intern(meant)) for word, meant in language.words.items())
        self.code, self.notice = language.code, language.notice
        # In the order of the alphabet, where forms of one word stand side by side, each with its
        # place in the file; a dictionary by their beginnings takes ten times as much.
        inflected = sorted(
            (known, place)
            for place, (known, meant) in enumerate(self.items())
            if meant and " " not in known and len(known) >= _STEM
        )
        self._inflected = tuple(known for known, _ in inflected)
        self._places = array("i", (place for _, place in inflected))

    def inflected(self, word: str) -> str | None:
        """What a word means that the table has in another form (`davranışlar` by `davranış`) or in
        two parts (`kredietgeschiedenis`).
        """
        for end in range(len(word) - 1, max(_STEM, len(word) - _ENDING) - 1, -1):
            if alike := self._beginning(word[:end]):
                return self[min(alike)[-1]]
        for cut in range(_PART, len(word) - _PART + 1):
            first, last = word[:cut], self.get(word[cut:])
            if last and (meant := self.get(first) or self.get(first.removesuffix("s"))):
                return f"{meant} {last}"
        return None

    def _beginning(self, stem: str) -> list[tuple[int, int, str]]:
        """The words that begin so and have no longer an ending, behind their length and place."""
        found = []
        for place in range(bisect_left(self._inflected, stem), len(self._inflected)):
            known = self._inflected[place]
            if not known.startswith(stem):
                break
            if len(known) <= len(stem) + _ENDING:
                found.append((len(known), self._places[place], known))
        return found


class Polyglot:
    """Recognises the languages of the knowledge. `english` knows everyday English words, `known`
    the article's own.
    """

    def __init__(
        self,
        languages: Callable[[], Iterable[Language]],
        english: Callable[[str], bool],
        known: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._load = languages
        self._tables: list[_Table] | None = None
        self._english = english
        self._known = known

    def read(self, line: str, words_typed: Sequence[str]) -> Rendering | None:
        """A cleaned line and its words in English keywords; None when it is English or in no known
        language.
        """
        typed = words_typed[:_READ]
        owned = {word.replace("'", "") for word in line.split() if word.endswith("'s")}
        english = sum(self._is_english(word) or word in owned for word in typed)
        mine = english / max(1, len(typed))
        if mine > _SURE:
            return None
        best: tuple[float, _Table, list[str]] | None = None
        for table in self._languages():
            found, share = (
                _unspaced(line, table)
                if table.code in _UNSPACED
                else _spaced(typed, table, self._known)
            )
            if share >= _SURE and (best is None or share > best[0]):
                best = (share, table, found)
        if best is None or mine >= best[0]:
            return None
        _, language, found = best
        return Rendering(language.code, language.notice, " ".join(found))

    def _is_english(self, word: str) -> bool:
        """Whether a word is English, or a form of an English one: "parting"."""
        stems = (word.removesuffix(ending) for ending in _ENGLISH_ENDINGS)
        return self._english(word) or any(
            len(stem) >= _STEM and stem != word and self._english(stem) for stem in stems
        )

    def warm_up(self) -> None:
        """Read the word tables now: it takes a second, in which nobody should wait."""
        self._languages()

    def _languages(self) -> list[_Table]:
        """The word tables, read when the first question that is hardly English comes."""
        if self._tables is None:
            self._tables = [_Table(found) for found in self._load()]
        return self._tables


def _key(word: str) -> str:
    return " ".join(words(clean(word))) or word


def _spaced(
    typed: Sequence[str], table: _Table, is_known: Callable[[str], bool]
) -> tuple[list[str], float]:
    """English keywords, and the share of words the table knows; a longer phrase goes before its
    words. A word that the article has is no form of a foreign one.
    """
    found: list[str] = []
    known = at = 0
    while at < len(typed):
        for size in (3, 2, 1):
            phrase = " ".join(typed[at : at + size])
            if (meant := table.get(phrase)) is not None and at + size <= len(typed):
                found += meant.split()
                known += size
                at += size
                break
        else:
            meant = None if is_known(typed[at]) else table.inflected(typed[at])
            found += [typed[at]] if meant is None else meant.split()
            known += meant is not None
            at += 1
    return found, known / max(1, len(typed))


def _unspaced(text: str, table: Mapping[str, str]) -> tuple[list[str], float]:
    """The same for scripts without spaces: the longest known run of characters at each place."""
    found: list[str] = []
    known = letters = at = 0
    longest = max(map(len, table), default=1)
    while at < len(text):
        for size in range(min(longest, len(text) - at), 0, -1):
            if (meant := table.get(text[at : at + size])) is not None:
                found += meant.split()
                known += size
                letters += size
                at += size
                break
        else:
            if text[at].isascii():
                run = at
                while run < len(text) and text[run].isascii():
                    run += 1
                found += words(text[at:run])
                at = run
            else:
                letters += text[at].isalnum()
                at += 1
    return found, known / max(1, letters) if letters else 0.0
