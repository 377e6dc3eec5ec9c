"""The maintainers' inbox, dealt with: the questions that members handed over, grouped by likeness,
each group with what the pack holds nearest to it, and what they said of answers.

Whatever is added is written into the pack, checked, and taken over by the running bot; a question
that was dealt with is deleted.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from bot.dialogue.questions.intent import Decision, decide
from bot.dialogue.replies import Outcome
from bot.errors import EyebotError
from bot.knowledge.models import Entry, Knowledge
from bot.knowledge.workshop.additions import Addition, Written, add
from bot.retrieval.calibration import Calibration
from bot.retrieval.likeness import MOST, alike
from bot.retrieval.retriever import Ranking, Retriever
from bot.services.asking.inbox import About, Feedback, lined
from bot.services.asking.outcomes import OutcomeRecords
from bot.services.retention import HANDED_QUESTIONS

_NEAREST = 5
_KEY = 6
"""Hexadecimal digits that name a question: enough to tell a thousand apart, short enough to type.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """Something handed over, as it is stored."""

    number: int
    day: date
    given: Feedback


class HandedOver(Protocol):
    """What was handed over, kept durably."""

    async def held(self) -> Sequence[Held]:
        """All of them, oldest first."""

    async def remove(self, numbers: Sequence[int]) -> None:
        """Delete these; one that is gone already is no fault."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One question, however often it was handed over; or a remark on an answer, with its question
    where the member sent it along. `key` names it, as long as it waits.
    """

    key: str
    text: str
    count: int
    first: date
    last: date
    numbers: tuple[int, ...]
    about: About = About.UNANSWERED
    entry: str = ""
    note: str = ""
    title: str = ""
    """The entry's, where there is one."""


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that lies near a group, with its margin."""

    entry: str
    title: str
    claim: str
    cites: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask alike, the commonest first. `decision` is what the bot makes of that one
    now; `subject` the near miss or premise it lies nearest to; `in_vain` how often the nearest
    entry came up without answering in the last weeks, these questions included.
    """

    questions: tuple[Waiting, ...]
    nearest: tuple[Near, ...]
    decision: Decision
    subject: str
    in_vain: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions' keys."""
        return tuple(question.key for question in self.questions)

    @property
    def count(self) -> int:
        """How often they were handed over, all together."""
        return sum(question.count for question in self.questions)


@dataclass(frozen=True, slots=True)
class InVain:
    """An entry that was nearest to questions without an answer which nobody handed over; their
    texts aren't kept.
    """

    entry: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The whole inbox, the commonest first. `remarks` are what members said of answers; `left_out`
    questions are too many to be grouped.
    """

    groups: tuple[Group, ...]
    remarks: tuple[Waiting, ...]
    in_vain: tuple[InVain, ...]
    days: int
    left_out: int = 0


class Inbox:
    """Looks after the handed-over questions of one pack."""

    def __init__(
        self,
        handed: HandedOver,
        outcomes: OutcomeRecords,
        article: Path,
        knowledge: Callable[[], Knowledge],
        retriever: Callable[[], Retriever],
    ) -> None:
        self._handed = handed
        self._outcomes = outcomes
        self._article = article
        self._knowledge = knowledge
        self._retriever = retriever
        self._one_at_a_time = asyncio.Lock()

    async def contents(self, now: datetime) -> Contents:
        """What waits to be dealt with."""
        since = (now - HANDED_QUESTIONS).date()
        waiting = _waiting(await self._handed.held(), since)
        vain: Counter[str] = Counter()
        for asked in await self._outcomes.since(since):
            if asked.outcome in (Outcome.ABSENT, Outcome.CLARIFY):
                vain[asked.entry] += asked.count
        questions = [one for one in waiting if one.about is About.UNANSWERED and one.text]
        remarks = [one for one in waiting if one.about is not About.UNANSWERED]
        return await asyncio.to_thread(self._grouped, questions, remarks, vain)

    async def answer(self, keys: Sequence[str], addition: Addition, now: datetime) -> Written:
        """Add to the pack what deals with these questions; with findings nothing was written and
        they go on waiting. Raises EyebotError for a key that no question has.
        """
        async with self._one_at_a_time:
            numbers = await self._numbers(keys, now)
            written = await asyncio.to_thread(add, self._article, [addition])
            if not written.findings:
                await self._handed.remove(numbers)
            return written

    async def dismiss(self, keys: Sequence[str], now: datetime) -> int:
        """Delete these questions; how many times they had been handed over."""
        async with self._one_at_a_time:
            numbers = await self._numbers(keys, now)
            await self._handed.remove(numbers)
            return len(numbers)

    async def texts(self, keys: Sequence[str], now: datetime) -> tuple[str, ...]:
        """The questions of these keys. Raises EyebotError for a key that no question has."""
        waiting = await self._by_key(keys, now)
        return tuple(one.text for one in waiting if one.text)

    async def _numbers(self, keys: Sequence[str], now: datetime) -> list[int]:
        return [number for one in await self._by_key(keys, now) for number in one.numbers]

    async def _by_key(self, keys: Sequence[str], now: datetime) -> list[Waiting]:
        since = (now - HANDED_QUESTIONS).date()
        waiting = {one.key: one for one in _waiting(await self._handed.held(), since)}
        if unknown := [key for key in keys if key not in waiting]:
            raise EyebotError("workshop.inbox.unknown", question=unknown[0])
        return [waiting[key] for key in dict.fromkeys(keys)]

    def _grouped(
        self, waiting: Sequence[Waiting], remarks: Sequence[Waiting], vain: Counter[str]
    ) -> Contents:
        retriever, knowledge = self._retriever(), self._knowledge()
        titles = {entry.id: entry.title for entry in knowledge.entries}
        rankings = [retriever.rank(retriever.read(one.text)) for one in waiting[:MOST]]
        subjects = [ranking.group or ranking.candidates[0].entry for ranking in rankings]
        together = alike([one.text for one in waiting], retriever.model, subjects)
        groups = [
            _group(
                [waiting[number] for number in numbers],
                [rankings[number] for number in numbers],
                {entry.id: entry for entry in knowledge.entries},
                vain,
                retriever.calibration,
            )
            for numbers in together
        ]
        groups.sort(key=lambda group: (-group.count, group.questions[0].text))
        shown = {group.nearest[0].entry for group in groups if group.nearest}
        left = tuple(
            InVain(entry, titles.get(entry, ""), count)
            for entry, count in vain.most_common()
            if entry not in shown
        )
        named = tuple(replace(one, title=titles.get(one.entry, "")) for one in remarks)
        return Contents(
            tuple(groups), named, left, HANDED_QUESTIONS.days, max(0, len(waiting) - MOST)
        )


def _waiting(rows: Sequence[Held], since: date) -> list[Waiting]:
    """What isn't past its time, the same words of the same entry together, the commonest first.

    A question is one line without control characters: a member typed it, and it goes to a
    maintainer's terminal and into a file.
    """
    found: dict[tuple[str, ...], list[tuple[Feedback, Held]]] = {}
    for row in rows:
        given = lined(row.given)
        if row.day >= since and (given.question or given.entry):
            same = alike_key(given)
            found.setdefault(same, []).append((given, row))
    waiting = [
        Waiting(
            hashlib.sha256("\0".join(same).encode()).hexdigest()[:_KEY],
            of[0][0].question,
            len(of),
            min(row.day for _, row in of),
            max(row.day for _, row in of),
            tuple(row.number for _, row in of),
            of[0][0].about,
            of[0][0].entry,
            of[0][0].note,
        )
        for same, of in found.items()
    ]
    return sorted(waiting, key=lambda one: (-one.count, -one.last.toordinal(), one.text))


def alike_key(given: Feedback) -> tuple[str, ...]:
    """What the same words of the same entry have in common, in whatever server they were said."""
    question = given.question.casefold().strip(" ?!.")
    return (str(given.about), question, given.entry, given.note.casefold())


def _group(
    questions: Sequence[Waiting],
    rankings: Sequence[Ranking],
    entries: Mapping[str, Entry],
    vain: Counter[str],
    calibration: Calibration,
) -> Group:
    """A group with the entries that its questions come nearest to, all together."""
    sums: dict[str, float] = {}
    for ranking, one in zip(rankings, questions, strict=True):
        lowest = ranking.candidates[-1].score
        for candidate in ranking.candidates:
            gain = one.count * (candidate.score - lowest)
            sums[candidate.entry] = sums.get(candidate.entry, 0.0) + gain
    nearest = tuple(
        Near(name, entry.title, entry.claim, entry.cites, round(_score(rankings[0], name), 3))
        for name in sorted(sums, key=lambda name: -sums[name])[:_NEAREST]
        if (entry := entries.get(name))
    )
    first = rankings[0]
    decision = decide(first, calibration).decision
    return Group(
        tuple(questions), nearest, decision, first.group, vain[nearest[0].entry] if nearest else 0
    )


def _score(ranking: Ranking, entry: str) -> float:
    """The margin of an entry; the lowest listed where it isn't among them."""
    listed = {candidate.entry: candidate.score for candidate in ranking.candidates}
    return listed.get(entry, ranking.candidates[-1].score)
