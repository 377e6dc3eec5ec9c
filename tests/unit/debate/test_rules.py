"""Why a member may not vote is said as people say it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.debate.models import Eligibility, Voter
from bot.debate.rules import check_voter
from bot.errors import DebateError
from bot.wording import Wording
from tests import samples

SAY = Wording.load(samples.PROMPTS).say


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Eligibility(account_days=1), "Only accounts at least a day old can vote in this one."),
        (Eligibility(account_days=7), "Only accounts at least 7 days old can vote in this one."),
        (Eligibility(member_days=1), "who joined at least a day ago"),
        (Eligibility(member_days=30), "who joined at least 30 days ago"),
    ],
)
def test_one_day_is_a_day(rule: Eligibility, words: str) -> None:
    debate = samples.debate(eligibility=rule)
    new = samples.NOW - timedelta(hours=1)

    with pytest.raises(DebateError) as refused:
        check_voter(debate, Voter("ann", account_since=new, member_since=new), samples.NOW)

    assert words in SAY(refused.value.key, **refused.value.slots)
