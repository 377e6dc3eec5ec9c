"""The second step of a turn: what is the message about, in the light of what was said? A follow-up
is ranked with what lies near the last answer lifted, a question of its own as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.acts import Act, FollowUp, Question, Translation
from bot.dialogue.questions import follow_up
from bot.dialogue.questions.compound_reader import CompoundReader
from bot.dialogue.questions.follow_up_reader import FollowUpReader
from bot.dialogue.questions.intent import Decision, Verdict, decide
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.examples import Scope
from bot.retrieval.query.query import Query
from bot.retrieval.retriever import Ranking, Retriever

FRAGMENT = 3
"""Words up to which a question that names nothing and follows nothing ("what about") is no question
yet.
"""
CLEAR_ORDER = 0.6
"""The margin from which a message is an order to the bot rather than something short and odd."""
_NOT_AGAIN = -0.5
"""What the last answer itself gains where a bare follow-up is read together with its title, which
finds it above all.
"""
_OWN_WORDS = 0.6
"""How much a bare follow-up's own likeness to what is near the last answer counts beside its
likeness together with that answer's title.
"""
_NAMED = 1.3
"""The margin from which even a question of common words alone ("what should we do") is taken as one
of its own.
"""
_CLAIMS_TOO_EASILY = (Scope.NEAR, Scope.PREMISE, Scope.OFF_TOPIC)
"""Classes held back a little when a question leans on the last answer."""
_NEAR = 0.5
"""The lift from which an entry is near enough to the last answer to lead on from it."""
_EXPLAINED = 0.5
"""The share of a follow-up's own content that the entry it is led to must know; "who directed it"
is no question about the entry.
"""


@dataclass(frozen=True, slots=True)
class Led:
    """Where a bare follow-up leads, if anywhere."""

    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The ranking of a question and what it calls for; `several` are the entries that answer the
    parts of a compound one, of which some may be left over.
    """

    ranking: Ranking
    verdict: Verdict
    several: tuple[Entry, ...] = ()
    is_whole: bool = True


Understood = Led | Judged | None
"""What a message is about; None where nothing is asked of the article."""


class ContextReader:
    """Understands acts against one knowledge."""

    def __init__(
        self, knowledge: Knowledge, retriever: Retriever, follow_ups: FollowUpReader
    ) -> None:
        self._follow_ups = follow_ups
        self._knowledge = knowledge
        self._retriever = retriever
        self._compound = CompoundReader(knowledge, retriever, follow_ups)
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._titles: dict[str, Query] = {}
        self._contrasts = frozenset(one.id for one in knowledge.source.contrasts)
        self._refusing = [
            label
            for label, scope in zip(retriever.model.labels, retriever.model.scopes, strict=True)
            if scope in _CLAIMS_TOO_EASILY
        ]

    def understand(self, act: Act) -> Understood:
        """What an act is about; nothing for one that asks nothing of the article."""
        match act:
            case FollowUp():
                return Led(self._lead(act))
            case Translation(english):
                return Judged(*self.judge(self._retriever.read(english), FRESH))
            case Question(query, talk, is_no_chat):
                ranking, verdict = self.judge(query, talk, is_no_chat=is_no_chat)
                several = self._compound.entries(query, ranking, verdict)
                some = [] if several else self._compound.answered(query, verdict)
                return Judged(ranking, verdict, tuple(several or some), not some)
            case _:
                return None

    def judge(
        self, query: Query, talk: Talk, *, is_no_chat: bool = False
    ) -> tuple[Ranking, Verdict]:
        """The ranking and what it calls for; a question that leans on the last answer is read in
        its light. Where it is known to be no chat, small talk that it resembles doesn't count.
        """
        ranking = self._retriever.rank(query)
        verdict = decide(ranking, self._retriever.calibration)
        is_long = len(query.plain) >= FRAGMENT
        if is_no_chat and is_long and verdict.decision is Decision.CHAT:
            verdict = Verdict(Decision.NEAR, verdict.against)
        before = talk.before
        strength = self._follow_ups.leans(query.plain) if before else 0.0
        if before is None or strength == 0 or _is_talk(ranking, verdict):
            return ranking, verdict
        is_bare = not self._follow_ups.has_content(query.plain)
        is_named = len(query.plain) > FRAGMENT and ranking.candidates[0].score >= _NAMED
        if is_bare and is_named and verdict.decision is Decision.ANSWER:
            return ranking, verdict
        lifts = follow_up.lifts(before, self._knowledge, strength)
        is_apart = is_bare and ranking.candidates[0].entry not in lifts
        together = query
        if is_bare:
            # Put together with the title of the last answer, a question would find that answer
            # again, which nobody asks for twice.
            together = query.beside(self._title(before))
            for candidate in ranking.candidates:
                if candidate.entry in lifts:
                    lifts[candidate.entry] += _OWN_WORDS * max(0.0, candidate.score + 1)
            lifts[before.id] = _NOT_AGAIN
        lifts |= dict.fromkeys(self._refusing, -follow_up.MILDER * strength)
        lifted = self._retriever.rank(together, lifts)
        chosen = self._choose((ranking, verdict), lifted, is_bare=is_bare, is_apart=is_apart)
        return _rather_near(*chosen, lifts)

    def turned(self, query: Query, talk: Talk) -> Entry | None:
        """What says of a contrasted thing what the last answer says of another: "the ones in the
        states"; None where words name something else, or nothing is near.
        """
        contrast = self._follow_ups.contrast_of(query.plain)
        if contrast is None or talk.before is None:
            return None
        return self._lead(FollowUp(query, contrast, talk.before, talk.shown))

    def is_near(self, entry: Entry, before: Entry) -> bool:
        """Whether an entry lies near another one."""
        return follow_up.lifts(before, self._knowledge, 1.0).get(entry.id, 0.0) >= _NEAR

    def is_contrast(self, query: Query) -> bool:
        """Whether words only name a contrasted thing."""
        return self._follow_ups.contrast_of(query.plain) is not None

    def beside(self, query: Query, entry: Entry) -> Ranking:
        """How all entries stand to words put together with what an entry answers."""
        lifts = {**follow_up.lifts(entry, self._knowledge, 1.0), entry.id: _NOT_AGAIN}
        return self._retriever.rank(query.beside(self._title(entry)), lifts)

    def _choose(
        self, alone: tuple[Ranking, Verdict], lifted: Ranking, *, is_bare: bool, is_apart: bool
    ) -> tuple[Ranking, Verdict]:
        """The question as it stands, or in the light of the last answer."""
        stands = alone[1].decision is Decision.ANSWER
        if not is_bare and not stands and lifted.signals.explained < _EXPLAINED:
            return alone
        anew = decide(lifted, self._retriever.calibration)
        # A fragment such as "since when" is no answer's own: it stands by itself only where that is
        # near the last answer.
        if stands and anew.decision is not Decision.ANSWER and not is_apart:
            return alone
        return lifted, anew

    def _lead(self, act: FollowUp) -> Entry | None:
        """Where a bare follow-up leads: along the last answer's own links, else to what answers it
        put together with the question before.
        """
        led = follow_up.follow(act.before, act.facet, self._knowledge, act.shown)
        return led or self._across(act) or self._beside(act.query, act.before)

    def _across(self, act: FollowUp) -> Entry | None:
        """Where what lies near the last answer leads on the other side of a contrast."""
        if act.facet not in self._contrasts:
            return None
        near = follow_up.lifts(act.before, self._knowledge, 1.0)
        for name in sorted(near, key=lambda name: -near[name]):
            other = getattr(self._entries[name].follow, act.facet, "")
            if near[name] >= _NEAR and other in self._entries and other != act.before.id:
                return self._entries[other]
        return None

    def _beside(self, query: Query, before: Entry) -> Entry | None:
        """What answers a bare follow-up put together with the question before it; the last answer
        itself only where nothing else is near.
        """
        ranking = self.beside(query, before)
        verdict = decide(ranking, self._retriever.calibration)
        is_sure = verdict.decision is Decision.ANSWER
        return self._entries[ranking.candidates[0].entry] if is_sure else None

    def _title(self, entry: Entry) -> Query:
        if entry.id not in self._titles:
            self._titles[entry.id] = self._retriever.read(entry.title)
        return self._titles[entry.id]


def _rather_near(
    ranking: Ranking, verdict: Verdict, lifts: Mapping[str, float]
) -> tuple[Ranking, Verdict]:
    """What lies near the last answer is answered rather than asked back."""
    best = ranking.candidates[0].entry
    if verdict.decision is Decision.CLARIFY and lifts.get(best, 0.0) > 0:
        return ranking, Verdict(Decision.ANSWER, verdict.against)
    return ranking, verdict


def _is_talk(ranking: Ranking, verdict: Verdict) -> bool:
    """Whether this is no question at all, last answer or not; "is that still true" is small talk
    only where nothing went before.
    """
    if verdict.decision is Decision.INJECTION:
        return ranking.against_score >= CLEAR_ORDER
    return verdict.decision is Decision.UNSAFE or (
        verdict.decision is Decision.CHAT and ranking.against_score > 0
    )
