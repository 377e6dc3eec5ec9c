"""What members handed to the maintainers, as maintainers read it: questions without an answer, and
what was said of answers, by day, the newest first, and how often each was handed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.typed import one_line


class About(StrEnum):
    """What a member hands over."""

    UNANSWERED = "unanswered"
    HELPFUL = "helpful"
    WRONG = "wrong"
    PASSAGE = "passage"
    """The passage that an answer cites doesn't say it."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is kept of it: never who handed it over. `question` is theirs to send or not; `entry` is
    what was answered, `note` what they added, `community` the server, empty in a direct message.
    """

    about: About
    question: str = ""
    entry: str = ""
    note: str = ""
    community: str = ""


class FeedbackRecords(Protocol):
    """Keeps it. Raises UnavailableError when nothing was recorded."""

    async def keep(self, given: Feedback, *, now: datetime) -> None:
        """Store it with its day."""

    async def of(self, community: str) -> Sequence[tuple[date, Feedback]]:
        """What was handed over in one server, oldest first."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Something handed over on one day, and how many times."""

    day: date
    given: Feedback
    count: int

    @property
    def question(self) -> str:
        """The question's text; empty where none was sent along."""
        return self.given.question


def by_day(rows: Sequence[tuple[date, Feedback]], since: date) -> list[Handed]:
    """What was handed over from `since` on; the same words about the same entry count together, the
    commonest first.

    All of it is shown on one line without control characters: it was typed by a member and goes to
    a maintainer's terminal.
    """
    counts: Counter[tuple[date, Feedback]] = Counter()
    spelt: dict[tuple[date, Feedback], Feedback] = {}
    for day, given in rows:
        line = lined(given)
        if day >= since and (line.question or line.entry):
            key = (day, _alike(line))
            counts[key] += 1
            spelt.setdefault(key, line)
    order = sorted(counts, key=lambda key: (-key[0].toordinal(), -counts[key]))
    return [Handed(key[0], spelt[key], counts[key]) for key in order]


def lined(given: Feedback) -> Feedback:
    """All of it on one line each, without control characters."""
    question, note = one_line(given.question), one_line(given.note)
    return Feedback(given.about, question, given.entry, note, given.community)


def _alike(given: Feedback) -> Feedback:
    question = given.question.casefold().strip(" ?!.")
    return Feedback(given.about, question, given.entry, given.note.casefold())
