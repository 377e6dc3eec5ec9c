"""What a correction takes back and what it puts in its place: "not the cups, the plates", "I asked
about the plates, not the cups", "the plates I mean".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.knowledge.turns import TurnWords
from bot.retrieval.query.phrases import Phrases
from bot.retrieval.query.text import clean, words

_BREAK = re.compile(r"[,;:.!?]+(?: |$)| [-–—] ")


@dataclass(frozen=True, slots=True)
class Denial:
    """The words that take back or are taken back, and those that are meant; either may be empty.
    `is_meant` where the member says so in so many words: "I mean".
    """

    denied: tuple[str, ...]
    meant: tuple[str, ...]
    is_meant: bool


class DenialReader:
    """Reads corrections by the words of `common/dialogue/`."""

    def __init__(self, listed: TurnWords) -> None:
        self._denying = Phrases(listed.denying)
        self._retracting = Phrases(listed.retracting)
        self._meaning = Phrases(listed.meaning)
        self._turning = Phrases((*listed.meaning, *listed.instead))
        self._opening = Phrases((*listed.openings, *listed.refusing))
        self._function = frozenset(listed.function)

    def read(self, text: str) -> Denial:
        """The parts of a message as it was typed."""
        denied: list[str] = []
        meant: list[str] = []
        is_meant = False
        for part in _BREAK.split(clean(text)):
            typed = words(part)
            at = self._opened(typed)
            taken = self._retracting.begin(typed, at)
            denied += typed[at : at + taken]
            before, without, after = self._parted(typed[at + taken :])
            denied += without
            is_meant |= self._meaning.stand_in((*before, *after))
            meant += (*self._told(before), *self._told(after))
        return Denial(tuple(denied), tuple(meant), is_meant)

    def _parted(self, typed: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        """What stands before a denial, what is denied, and what is said after it."""
        start = self._opened(typed)
        found = next(self._places(self._denying, typed, start), None)
        if found is None:
            return typed[start:], (), ()
        at, taken = found
        end, _ = next(self._places(self._turning, typed, at + taken), (len(typed), 0))
        before = typed[start:at]
        is_only_said = self._function.issuperset(before)  # "that's not the cups"
        return () if is_only_said else before, typed[at + taken : end], typed[end:]

    def _told(self, typed: Sequence[str]) -> Sequence[str]:
        """What is meant, without the words that say so before or behind it."""
        places = list(self._places(self._turning, typed, 0))
        if not places:
            return typed
        last, taken = places[-1]
        rest = typed[last + taken :]
        return rest if len(rest) else self._told(typed[:last])

    def _opened(self, typed: Sequence[str]) -> int:
        at = 0
        while taken := self._opening.begin(typed, at):
            at += taken
        return at

    @staticmethod
    def _places(phrases: Phrases, typed: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
        at = start
        while at < len(typed):
            taken = phrases.begin(typed, at)
            if taken:
                yield at, taken
            at += taken or 1
