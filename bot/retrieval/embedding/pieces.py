"""Words -> the numbers of the pieces that wordllama's table has vectors of: byte pair encoding
(Sennrich et al. 2016) as SentencePiece does it, where two neighbours join to the piece that was
learned first, as long as any two do.

Written out rather than left to `tokenizers`, which takes 20 MB for this one vocabulary: no piece
goes on behind a word's end, so each word is cut by itself, and remembered. The numbers are the same
(a test compares them).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BLANK = "\u2581"
"""How the vocabulary writes a blank, which stands before a word and never behind one."""
_WORD = re.compile(" +[^ ]*")
_REMEMBERED = 8_000
"""Words kept with their pieces: a community uses few words again and again."""
_VOCABULARY, _BEHIND = '"vocab":', '"merges":'
_BYTE = "<0x{:02X}>"
"""The pieces that spell out a letter which the vocabulary lacks."""


class Pieces:
    """Cuts words into the pieces of one vocabulary."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        # In two arrays, by their texts' hashes: a tenth of what a dictionary takes. That a text
        # which is no piece has the hash of one happens once in 10**14 lookups.
        hashes = _hashes(vocabulary)
        order = hashes.argsort()
        self._hashes = hashes[order]
        self._numbers = np.fromiter(vocabulary.values(), np.int32, len(vocabulary))[order]
        self._of_word = lru_cache(_REMEMBERED)(self._cut)

    @classmethod
    def of_file(cls, path: Path) -> Pieces:
        """From the file of a Hugging Face tokenizer. Which pieces may join needn't be read: any two
        whose text, put together, is a piece.
        """
        text = path.read_text(encoding="utf-8")
        vocabulary = text.partition(_VOCABULARY)[2].partition(_BEHIND)[0].strip().rstrip(",")
        return cls(json.loads(vocabulary))

    def of(self, text: str) -> list[int]:
        """The numbers of a text's pieces."""
        found: list[int] = []
        for word in _WORD.findall(f" {text}"):
            found += self._of_word(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        parts = list(word.replace(" ", _BLANK))
        while len(parts) > 1:
            joined = [first + second for first, second in pairwise(parts)]
            numbers = self._look_up(joined)
            known = np.flatnonzero(numbers >= 0)
            if not len(known):
                break
            at = int(known[numbers[known].argmin()])
            parts[at : at + 2] = [joined[at]]
        return tuple(number for part in parts for number in self._number(part))

    def _number(self, part: str) -> list[int]:
        (number,) = self._look_up([part]).tolist()
        if number >= 0:
            return [number]
        spelt: list[int] = self._look_up([_BYTE.format(one) for one in part.encode()]).tolist()
        return spelt

    def _look_up(self, pieces: Sequence[str]) -> NDArray[np.int32]:
        """The number of each; −1 where the vocabulary lacks it."""
        wanted = _hashes(pieces)
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        found: NDArray[np.int32] = np.where(
            self._hashes[places] == wanted, self._numbers[places], -1
        )
        return found


def _hashes(pieces: Collection[str]) -> NDArray[np.int64]:
    """Of their bytes: "ag" and "\u6761" lie in memory as the same two, so their own are alike."""
    return np.fromiter((hash(piece.encode()) for piece in pieces), np.int64, len(pieces))
