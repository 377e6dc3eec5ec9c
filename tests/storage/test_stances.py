"""A member's own answers by statement, from which they alone are told which group of opinion they
are closest to.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.debate.models import Debate, Voter
from bot.errors import DebateError
from tests.storage.conftest import NOW, spec
from tests.storage.use_cases import UseCases

TEXTS = ("Cash must stay possible.", "Cameras are fine.")


async def opened(debates: UseCases) -> Debate:
    wanted = spec(format="statements", options=(), statements=TEXTS, length=timedelta(hours=2))
    view = await debates.start(wanted, by="mod", now=NOW)
    return view.debate


async def test_a_member_reads_their_own_answers_by_statement(debates: UseCases) -> None:
    debate = await opened(debates)
    for member, stance in (("ann", "agree"), ("bob", "disagree")):
        served = await debates.voting.statements.next(debate.id, Voter(member), NOW)
        while served.statement:
            served = await debates.voting.statements.answer(
                debate.id, Voter(member), served.statement.id, stance, NOW
            )

    assert await debates.voting.statements.stances(debate.id, "ann") == dict.fromkeys(
        TEXTS, "agree"
    )
    assert await debates.voting.statements.stances(debate.id, "bob") == dict.fromkeys(
        TEXTS, "disagree"
    )
    assert await debates.voting.statements.stances(debate.id, "eve") == {}


async def test_an_unknown_debate_has_no_answers(debates: UseCases) -> None:
    with pytest.raises(DebateError):
        await debates.voting.statements.stances(99, "ann")
