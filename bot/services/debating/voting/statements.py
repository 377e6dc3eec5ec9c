"""Statements, served one by one: agree, disagree or pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.debate import ballots, rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import (
    statement_question,
    takes_statements,
)
from bot.debate.models import Debate, Voter
from bot.errors import DebateError
from bot.services.debating.views import found
from bot.services.ports import BallotBox, Transactions


@dataclass(frozen=True, slots=True)
class NextStatement:
    """The statement a member is served next (None when all are answered), with how many they have
    answered of how many.
    """

    debate: Debate
    statement: Contribution | None
    answered: int
    whole: int


class StatementService:
    """What members do with statements. What is stored goes through the box."""

    def __init__(self, transactions: Transactions, box: BallotBox) -> None:
        self._transactions = transactions
        self._box = box

    async def next(self, debate_id: int, voter: Voter, now: datetime) -> NextStatement:
        """The approved statement that fewest have seen among those the member hasn't answered."""
        async with self._transactions.reading() as work:
            debate = await found(work, debate_id)
            _check_asked(debate, voter, now)
            approved = await work.contributions.of_debate(debate_id, Standing.APPROVED)
            answers = await work.ballots.answers(debate_id, voter.member)
            seen = await work.ballots.seen(debate_id)
        statements = [one for one in approved if one.kind is Kind.STATEMENT]
        left = [one for one in statements if statement_question(one.id) not in answers]
        served = min(
            left,
            key=lambda one: (
                seen.get(statement_question(one.id), 0),
                _shuffled(voter.member, one.id),
            ),
            default=None,
        )
        return NextStatement(debate, served, len(statements) - len(left), len(statements))

    async def stances(self, debate_id: int, member: str) -> Mapping[str, str]:
        """A member's own answers by statement, as long as ballots are kept. Raises DebateError when
        there is no such debate.
        """
        async with self._transactions.reading() as work:
            await found(work, debate_id)
            approved = await work.contributions.of_debate(debate_id, Standing.APPROVED)
            answers = await work.ballots.answers(debate_id, member)
        asked = {one.text: statement_question(one.id) for one in approved}
        return {text: answers[key].choice for text, key in asked.items() if key in answers}

    async def answer(
        self, debate_id: int, voter: Voter, statement: int, stance: str, now: datetime
    ) -> NextStatement:
        """Store agree, disagree or pass, and serve the next. Raises DebateError where a rule
        refuses, or the statement is gone.
        """
        async with self._transactions.reading() as work:
            one = await work.contributions.get(statement)
        if one is None or (one.debate_id, one.kind, one.standing) != (
            debate_id,
            Kind.STATEMENT,
            Standing.APPROVED,
        ):
            raise DebateError("debate.refused.statement_gone")

        def check(debate: Debate) -> None:
            _check_asked(debate, voter, now)
            rules.check_choice(debate, stance)

        await self._box.act(
            debate_id,
            voter.member,
            ballots.answer(statement_question(statement), stance, now, check),
        )
        return await self.next(debate_id, voter, now)


def _check_asked(debate: Debate, voter: Voter, now: datetime) -> None:
    rules.check_open(debate, now)
    if not takes_statements(debate):
        raise DebateError("debate.refused.no_vote_now")
    rules.check_voter(debate, voter, now)


def _shuffled(member: str, statement: int) -> bytes:
    """An order of statements of each member's own, so that the first ones don't get all the first
    glances.
    """
    return hashlib.sha256(f"{member}:{statement}".encode()).digest()
