"""Ranking -> what to do: answer, ask back, say that the article doesn't say, or chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.retrieval.calibration import Calibration
from bot.retrieval.examples import Scope
from bot.retrieval.retriever import Ranking


class Decision(StrEnum):
    """The course to take."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NEAR = "near"
    PREMISE = "premise"
    OFF_TOPIC = "off-topic"
    INJECTION = "injection"
    UNSAFE = "unsafe"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision with the class that spoke loudest against answering."""

    decision: Decision
    against: str


_REFUSALS = {
    Scope.NEAR: Decision.NEAR,
    Scope.PREMISE: Decision.PREMISE,
    Scope.OFF_TOPIC: Decision.OFF_TOPIC,
    Scope.INJECTION: Decision.INJECTION,
    Scope.UNSAFE: Decision.UNSAFE,
    Scope.SMALL_TALK: Decision.CHAT,
    Scope.ENTRY: Decision.NEAR,
}


_NEVER = (Scope.INJECTION, Scope.UNSAFE)
_CLEARLY = 0.3
"""Margin by which an order to the bot, or a plea that needs people, outclaims every entry: then no
probability makes it a question.
"""


_FAR_OFF = (Scope.OFF_TOPIC, *_NEVER)
CLAIMED = 0.4
"""Margin from which a class far off says in its own words why a question is refused."""


def needed(ranking: Ranking, calibration: Calibration) -> float:
    """The probability from which this question is answered; to cite the article where a class far
    from it claims most is the worst answer.
    """
    if ranking.against_scope not in _FAR_OFF:
        return calibration.answer_at
    odds = calibration.surer * calibration.answer_at / (1 - calibration.answer_at)
    return odds / (1 + odds)


def decide(ranking: Ranking, calibration: Calibration) -> Verdict:
    """Answer above one threshold, ask back between two, refuse below, in the words of the class
    that claims the question.
    """
    top = ranking.candidates[0].score
    may_be_near = ranking.probability >= calibration.clarify_at and _is_doubtful(ranking)
    refusal = Decision.NEAR if may_be_near else _REFUSALS[ranking.against_scope]
    if ranking.against_scope in _NEVER and ranking.against_score > max(0.0, top + _CLEARLY):
        return Verdict(_REFUSALS[ranking.against_scope], ranking.against)
    if ranking.probability >= needed(ranking, calibration):
        return Verdict(Decision.ANSWER, ranking.against)
    if ranking.probability >= calibration.clarify_at and top > ranking.against_score:
        return Verdict(Decision.CLARIFY, ranking.against)
    return Verdict(refusal, ranking.against)


def _is_doubtful(ranking: Ranking) -> bool:
    """Whether another subject claims a question so weakly that it is likelier one that the article
    nearly answers.
    """
    return ranking.against_scope is Scope.OFF_TOPIC and ranking.against_score < CLAIMED
