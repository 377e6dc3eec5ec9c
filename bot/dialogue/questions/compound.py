"""Splits "who approved it and is it voluntary" into the questions it is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.knowledge.turns import TurnWords
from bot.typed import one_line

# A blank is one character here: the text comes on one line, its white space collapsed.
_SENTENCE = re.compile(r"[?!]+|;|\.(?= )")
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
"""Two things set side by side are one question: "what is the difference between the cities' plans
and the firms'".
"""
_AND = re.compile(r" and ", re.IGNORECASE)
_HELD = " \N{AMPERSAND}\N{WORD JOINER} "
_SHORTEST = 2
_MOST = 4
"""Parts of the longest compound question that is answered part by part."""
_OPENING = 4
"""Words within which a question shows itself as one: "and then also why …"."""


class Splitter:
    """Splits by the words of `common/dialogue/`."""

    def __init__(self, words: TurnWords) -> None:
        joints, joined, beside = map(_any_of, (words.joints, words.joined, words.beside))
        self._joint = re.compile(rf" {joints} (?={joined}\b)| {beside}\.? ", re.IGNORECASE)
        self._asking = frozenset(words.asking)
        self._tellers = frozenset(words.tellers)
        self._wondering = self._asking - {*words.turned}
        self._auxiliaries = frozenset(words.auxiliaries)
        self._tells = frozenset(words.tells)
        self._function = frozenset(words.function)

    def parts(self, text: str) -> list[str]:
        """The likely sub-questions, at least two, or an empty list.

        Sentences that ask nothing are a story around the question, not a part of it. The rest is
        split where "and", "but" or "vs" joins two questions; an "and" between two things joins
        none.
        """
        sentences = [
            sentence.strip()
            for sentence in _SENTENCE.split(one_line(text))
            if len(sentence.split()) >= _SHORTEST
        ]
        asking = [sentence for sentence in sentences if self._asks(sentence)] or sentences[-1:]
        held = [_hold_pair(sentence) for sentence in asking]
        pieces = [
            piece.replace(_HELD, " and ").strip(" ?!.,")
            for sentence in held
            for piece in self._joint.split(sentence)
        ]
        found = [
            piece
            for piece in pieces
            if len(piece.split()) >= _SHORTEST and not self._only_asks_whether_it_tells(piece)
        ]
        return found if 2 <= len(found) <= _MOST else []

    def _asks(self, part: str) -> bool:
        opening = [_bare(word) for word in part.lower().split()[:_OPENING]]
        tells = opening[:1] and opening[0] in self._tellers
        asking = self._wondering if tells else self._asking
        return any(word in asking for word in opening)

    def _only_asks_whether_it_tells(self, part: str) -> bool:
        """Whether a part only asks whether the article tells: "can we be good without a god? does
        it say?" is one question.
        """
        typed = [_bare(word) for word in part.lower().split()]
        names_nothing = all(word in self._function or word in self._tells for word in typed)
        return names_nothing and typed[0] in self._auxiliaries and bool(self._tells & {*typed})


def halves(text: str) -> list[str]:
    """What stands left and right of a lone "and": perhaps two subjects, perhaps one; only what is
    found for each can tell.
    """
    found = [half.strip(" ?!.,") for half in _AND.split(one_line(text))]
    return (
        found if len(found) == 2 and all(len(half.split()) >= _SHORTEST for half in found) else []
    )


def _hold_pair(sentence: str) -> str:
    """The first "and" after "between" as one that joins no questions."""
    between = _BETWEEN.search(sentence)
    joint = _AND.search(sentence, between.end()) if between else None
    return f"{sentence[: joint.start()]}{_HELD}{sentence[joint.end() :]}" if joint else sentence


def _bare(word: str) -> str:
    return word.strip("?!.,").replace("'", "").replace("’", "")


def _any_of(phrases: Sequence[str]) -> str:
    """A pattern of the phrases, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + ")"
