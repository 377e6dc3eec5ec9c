"""What several wishes of one message come to, as one reply."""

from pathlib import Path

from bot.dialogue.plan import Plan, claim_of, joined
from bot.dialogue.replies import Outcome
from bot.knowledge.loader import load

PACK = Path(__file__).parents[2] / "packs" / "night-train"


def test_two_wishes_that_come_to_the_same_are_told_once() -> None:
    first, second = load(PACK).entries[:2]
    told = Plan(Outcome.ANSWER, 1.0, (), (claim_of(first),))
    again = Plan(Outcome.ANSWER, 1.0, (), (claim_of(first), claim_of(second)))

    assert joined([told, again]).points == (claim_of(first), claim_of(second))
