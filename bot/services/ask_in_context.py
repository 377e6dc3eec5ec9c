"""A question in the light of the last answer: a follow-up is ranked with what lies near that answer
lifted, a question of its own as it stands.
"""

from __future__ import annotations

from bot.dialogue import follow_up
from bot.dialogue.intent import Decision, Verdict, decide
from bot.knowledge.models import Entry, Knowledge
from bot.retrieval.examples import Scope
from bot.retrieval.retriever import Ranking, Retriever
from bot.retrieval.signals import has_content

FRAGMENT = 3
"""Words up to which a question that names nothing and follows nothing ("what about") is no question
yet.
"""
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
_EXPLAINED = 0.5
"""The share of a follow-up's own content that the entry it is led to must know; "who directed it"
is no question about the entry.
"""


class ContextReader:
    """Judges questions and follow-ups against one knowledge."""

    def __init__(self, knowledge: Knowledge, retriever: Retriever) -> None:
        self._knowledge = knowledge
        self._retriever = retriever
        self._entries = {entry.id: entry for entry in knowledge.entries}
        self._refusing = [
            label
            for label, scope in zip(retriever.model.labels, retriever.model.scopes, strict=True)
            if scope in _CLAIMS_TOO_EASILY
        ]

    def judge(self, question: str, before: Entry | None) -> tuple[Ranking, Verdict]:
        """The ranking and what it calls for; a question that leans on the last answer is read in
        its light.
        """
        ranking = self._retriever.rank(question)
        verdict = decide(ranking, self._retriever.calibration)
        strength = follow_up.leans(ranking.plain) if before else 0.0
        if before is None or strength == 0 or _is_talk(ranking, verdict):
            return ranking, verdict
        bare = not has_content(ranking.plain)
        named = len(ranking.plain) > FRAGMENT and ranking.candidates[0].score >= _NAMED
        if bare and named and verdict.decision is Decision.ANSWER:
            return ranking, verdict
        lifts = follow_up.lifts(before, self._knowledge, strength)
        text = question
        if bare:
            # Put together with the title of the last answer, a question would find that answer
            # again, which nobody asks for twice.
            text = f"{question} {before.title}"
            for candidate in ranking.candidates:
                if candidate.entry in lifts:
                    lifts[candidate.entry] += _OWN_WORDS * max(0.0, candidate.score + 1)
            lifts[before.id] = _NOT_AGAIN
        lifts |= dict.fromkeys(self._refusing, -follow_up.MILDER * strength)
        lifted = self._retriever.rank(text, lifts)
        if (
            not bare
            and verdict.decision is not Decision.ANSWER
            and lifted.signals.explained < _EXPLAINED
        ):
            return ranking, verdict
        anew = decide(lifted, self._retriever.calibration)
        # A fragment such as "since when" is no answer's own: it stands by itself only where that is
        # near the last answer.
        apart = bare and ranking.candidates[0].entry not in lifts
        return (
            (ranking, verdict)
            if verdict.decision is Decision.ANSWER is not anew.decision and not apart
            else (lifted, anew)
        )

    def answer(self, question: str, before: Entry) -> Entry | None:
        """What answers a bare follow-up put together with the question before it; the last answer
        itself only where nothing else is near.
        """
        lifts = {**follow_up.lifts(before, self._knowledge, 1.0), before.id: _NOT_AGAIN}
        ranking = self._retriever.rank(f"{question} {before.title}", lifts)
        verdict = decide(ranking, self._retriever.calibration)
        return (
            self._entries[ranking.candidates[0].entry]
            if verdict.decision is Decision.ANSWER
            else None
        )


def _is_talk(ranking: Ranking, verdict: Verdict) -> bool:
    """Whether this is no question at all, last answer or not; "is that still true" is small talk
    only where nothing went before.
    """
    return verdict.decision in (Decision.INJECTION, Decision.UNSAFE) or (
        verdict.decision is Decision.CHAT and ranking.against_score > 0
    )
