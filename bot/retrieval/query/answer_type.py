"""What kind of thing a question asks for, and whether an entry could give it: a time, a number, a
person, a way to do something.
"""

from __future__ import annotations

import re
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


_PATTERNS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (AnswerType.METHOD, r"\bhow (?:do|can|could|would|should) (?:i|you|we|one|someone)\b|\bhow to\b|\bprocedure\b|\bsteps to\b|\bguide to\b"),
        (AnswerType.NUMBER, r"\bhow (?:many|much|long|old|often|far|big|large|tall|high|fast)\b|\bpercent\b|\bpercentage\b|\bprice\b|\bcosts?\b|\bpopulation\b|\bsalary\b|\bnet worth\b"),
        (AnswerType.TIME, r"\bwhen\b|\b(?:what|which) (?:year|date|month|day|time)\b|\bsince when\b|\bhow long ago\b"),
        (AnswerType.PERSON, r"\bwho\b|\bwhos\b|\bwhom\b|\bwhose\b|\bceo\b|\bfounder\b|\bfounded by\b|\binvented\b"),
        (AnswerType.PLACE, r"\bwhere\b|\bcapital of\b|\b(?:what|which) (?:city|country|town|province)\b"),
        (AnswerType.REASON, r"\bwhy\b|\bhow come\b|\breason\b|\bwhat for\b"),
        (AnswerType.LINK, r"\blinks?\b|\burl\b|\bsources?\b"),
    )
)  # fmt: skip


def asked(plain: str) -> AnswerType:
    """The first kind whose pattern the plain words hold; OPEN when none does."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), AnswerType.OPEN)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an entry can give: figures, a date, names, a link; and every word it uses."""

    figure: bool = True
    time: bool = True
    name: bool = True
    link: bool = True
    vocabulary: frozenset[str] = frozenset()

    def lacks(self, kind: AnswerType) -> bool:
        """Whether the entry holds nothing of the kind asked for."""
        given = {
            AnswerType.NUMBER: self.figure,
            AnswerType.TIME: self.time,
            AnswerType.PERSON: self.name,
            AnswerType.LINK: self.link,
        }
        return not given.get(kind, True)
