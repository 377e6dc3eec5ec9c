"""What is done with a ranking: the farther off the class that claims a question too, the surer an
answer must be.
"""

import numpy as np
import pytest

from bot.dialogue.questions.intent import Decision, decide, needed
from bot.retrieval.calibration import Calibration
from bot.retrieval.examples import Scope
from bot.retrieval.query.answer_type import AnswerType
from bot.retrieval.retriever import Candidate, Ranking
from bot.retrieval.signals import NAMES, Signals

NOTHING = np.zeros(len(NAMES))
CALIBRATION = Calibration(
    NAMES, NOTHING, NOTHING, NOTHING, 0.0, answer_at=0.2, clarify_at=0.1, surer=3.5
)


def ranking(probability: float, against: Scope, *, top: float = 0.5, score: float = 0.0) -> Ranking:
    return Ranking(
        words=("a",),
        plain=("a",),
        candidates=(Candidate("entry", top),),
        probability=probability,
        against=str(against),
        against_scope=against,
        against_score=score,
        group="",
        asked=AnswerType.OPEN,
        has_content=True,
        signals=Signals(*NOTHING),
    )


@pytest.mark.parametrize(
    ("probability", "against", "decision"),
    [
        (0.21, Scope.NEAR, Decision.ANSWER),
        (0.15, Scope.NEAR, Decision.CLARIFY),
        (0.05, Scope.NEAR, Decision.NEAR),
        (0.05, Scope.SMALL_TALK, Decision.CHAT),
        (0.05, Scope.PREMISE, Decision.PREMISE),
        (0.60, Scope.OFF_TOPIC, Decision.ANSWER),
    ],
)
def test_a_probability_decides(probability: float, against: Scope, decision: Decision) -> None:
    assert decide(ranking(probability, against), CALIBRATION).decision is decision


@pytest.mark.parametrize("against", [Scope.OFF_TOPIC, Scope.INJECTION, Scope.UNSAFE])
def test_what_lies_far_off_needs_a_surer_answer(against: Scope) -> None:
    unsure = ranking(0.3, against)

    assert needed(unsure, CALIBRATION) > needed(ranking(0.3, Scope.NEAR), CALIBRATION)
    assert decide(unsure, CALIBRATION).decision is not Decision.ANSWER


def test_an_order_that_outclaims_every_entry_is_never_a_question() -> None:
    assert (
        decide(ranking(0.99, Scope.INJECTION, top=0.1, score=0.5), CALIBRATION).decision
        is Decision.INJECTION
    )


def test_a_weak_claim_of_another_subject_is_no_reason_where_the_article_may_come_near() -> None:
    weak, strong = (ranking(0.15, Scope.OFF_TOPIC, top=-0.2, score=n) for n in (0.2, 0.5))

    assert decide(weak, CALIBRATION).decision is Decision.NEAR
    assert decide(strong, CALIBRATION).decision is Decision.OFF_TOPIC


def test_an_order_is_no_question_however_likely_its_answer_and_weak_its_claim() -> None:
    weak = ranking(0.99, Scope.INJECTION, top=-0.5, score=0.1)

    assert decide(weak, CALIBRATION).decision is Decision.INJECTION
