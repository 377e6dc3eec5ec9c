"""What kind of thing a question asks for, and whether an entry could give it: a time, a number, a
person, a way to do something.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class AnswerType(StrEnum):
    """The kind of answer asked for."""

    TIME = "time"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    METHOD = "method"
    REASON = "reason"
    LINK = "link"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Offer:
    """What an entry can give: figures, a date, names, a link; every word it uses, and by what its
    phrasings ask (`QuestionWords.asked_by`).
    """

    figure: bool = True
    time: bool = True
    name: bool = True
    link: bool = True
    vocabulary: Collection[str] = frozenset()
    asked_by: frozenset[str] = frozenset()

    def lacks(self, kind: AnswerType) -> bool:
        """Whether the entry holds nothing of the kind asked for."""
        given = {
            AnswerType.NUMBER: self.figure,
            AnswerType.TIME: self.time,
            AnswerType.PERSON: self.name,
            AnswerType.LINK: self.link,
        }
        return not given.get(kind, True)
