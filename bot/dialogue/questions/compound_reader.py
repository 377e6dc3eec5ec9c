"""A compound question -> the entries that answer its parts, or nothing where it is one question
after all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.dialogue.questions import follow_up
from bot.dialogue.questions.compound import Splitter, halves
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.questions.intent import Decision, Verdict, decide
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.query.query import Query
from bot.retrieval.retriever import Ranking, Retriever

_FAVOUR = 1.2
"""What a part of a compound question gains on the entry that the whole question suggests first; the
fifth gains half of it.
"""
_PART_REACH = 0.35
"""How far below a part's best entry one on other passages may stand and still be taken."""
_SURE_OF_PART = 0.9
"""The probability from which a part is answered though another isn't."""
_SURE_OF_HALF = 1.5
"""The margin from which what stands beside an "and" is a subject of its own; phrasings of the right
entry lie about 1.
"""


class CompoundReader:
    """Reads the parts of questions against one knowledge."""

    def __init__(
        self, knowledge: Knowledge, retriever: Retriever, follow_ups: FollowUpReader
    ) -> None:
        self._follow_ups = follow_ups
        self._splitter = Splitter(knowledge.turns.words)
        self._knowledge = knowledge
        self._retriever = retriever
        self._entries = {entry.id: entry for entry in knowledge.entries}

    def entries(self, query: Query, whole: Ranking, verdict: Verdict) -> list[Entry]:
        """The entries of a compound question's parts: each part sure by itself, and each answer one
        that the whole question suggests too.
        """
        if verdict.decision in (
            Decision.INJECTION,
            Decision.UNSAFE,
            Decision.OFF_TOPIC,
            Decision.CHAT,
        ):
            return []
        order = [self._entries[candidate.entry] for candidate in whole.candidates]
        if parts := self._splitter.parts(query.text):
            return self._read(parts, order)
        return self._read(halves(query.text), order, _SURE_OF_HALF)

    def answered(self, query: Query, verdict: Verdict) -> list[Entry]:
        """The entries of those parts of a compound question that the article surely answers by
        themselves, where it doesn't answer all of it.
        """
        if verdict.decision not in (Decision.NEAR, Decision.CLARIFY):
            return []
        parts = [self._retriever.read(part) for part in self._splitter.parts(query.text)]
        rankings = [self._retriever.rank(part) for part in parts]
        found = [
            self._entries[ranking.candidates[0].entry]
            for part, ranking in zip(parts, rankings, strict=True)
            if self._is_sure(part, ranking)
        ]
        return list(dict.fromkeys(found))[: len(parts) - 1]

    def _is_sure(self, part: Query, ranking: Ranking) -> bool:
        if not self._follow_ups.has_content(part.plain) or ranking.probability < _SURE_OF_PART:
            return False
        return decide(ranking, self._retriever.calibration).decision is Decision.ANSWER

    def _read(
        self, parts: Sequence[str], order: Sequence[Entry], surely: float = -math.inf
    ) -> list[Entry]:
        """The entries of parts that are each answered with a margin of at least `surely`; none
        where one of them isn't.
        """
        rankings: list[Ranking] = []
        for part in parts:
            rankings.append(self._rank_part(part, order, rankings))
            if (
                rankings[-1].probability < self._retriever.calibration.answer_at
                or rankings[-1].candidates[0].score < surely
            ):
                return []
        found: dict[int, Entry] = {}
        for place in sorted(range(len(rankings)), key=lambda n: -_lead(rankings[n])):
            if entry := self._fresh(rankings[place], tuple(found.values())):
                found[place] = entry
        entries = [found[place] for place in sorted(found)]
        suggested = [
            next((n for n, other in enumerate(order) if set(entry.cites) & set(other.cites)), None)
            for entry in entries
        ]
        return entries if len(entries) > 1 and 0 in suggested and None not in suggested else []

    def _rank_part(self, part: str, order: Sequence[Entry], before: Sequence[Ranking]) -> Ranking:
        """A part read in the light of the whole question and of the part before it."""
        query = self._retriever.read(part)
        favoured = {entry.id: _FAVOUR / (1 + place / 4) for place, entry in enumerate(order)}
        if before:
            leaning = self._follow_ups.leans(query.plain)
            previous = self._entries[before[-1].candidates[0].entry]
            for entry_id, amount in follow_up.lifts(previous, self._knowledge, leaning).items():
                favoured[entry_id] = favoured.get(entry_id, 0.0) + amount
        return self._retriever.rank(query, favoured)

    def _fresh(self, ranking: Ranking, before: Sequence[Entry]) -> Entry | None:
        """The best entry of a part that isn't shown yet, if it stands close below the part's best;
        one on other passages before one on the same.
        """
        cited = {locator for entry in before for locator in entry.cites}
        best = ranking.candidates[0].score
        near = [
            self._entries[c.entry] for c in ranking.candidates[:5] if best - c.score <= _PART_REACH
        ]
        new = [entry for entry in near if entry not in before]
        return next(
            (entry for entry in new if not cited & set(entry.cites)),
            new[0] if new and new[0] is near[0] else None,
        )


def _lead(ranking: Ranking) -> float:
    """How far the best entry stands above the next."""
    return ranking.candidates[0].score - ranking.candidates[1].score
