"""What members do with their votes: cast, change, withdraw, look up, skip, be reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.debate import ballots
from bot.debate.formats import (
    SKIP,
    main_question,
    main_questions,
)
from bot.debate.models import Debate, OwnAnswer, State, Voter
from bot.errors import DebateError
from bot.services.debating.live import LiveTallies
from bot.services.debating.views import found
from bot.services.debating.voting.arguments import ArgumentService
from bot.services.debating.voting.receipt import Receipt
from bot.services.debating.voting.statements import StatementService
from bot.services.ports import BallotBox, Transactions


class VotingService:
    """Members' votes, with the arguments and statements beside them. What is stored goes through
    the box, one transaction a vote.
    """

    def __init__(self, transactions: Transactions, box: BallotBox, live: LiveTallies) -> None:
        self._transactions = transactions
        self._box = box
        self._live = live
        self.arguments = ArgumentService(transactions, box)
        self.statements = StatementService(transactions, box)

    def of(self, community: str) -> VotingService:
        """The same for one community alone: an id of another's debate is an unknown one."""
        return VotingService(self._transactions.of(community), self._box.of(community), self._live)

    async def vote(self, debate_id: int, voter: Voter, choice: str, now: datetime) -> Receipt:
        """Count or change the vote that is asked now; returns only when it is safely stored."""
        acted = await self._act(debate_id, voter.member, ballots.vote(voter, choice, now))
        question = main_question(acted.debate)
        held = acted.before.get(question)
        stored = next((one.choice for one in acted.changes if one.choice), choice)
        return Receipt(acted.debate, stored, held.choice if held else None, question)

    async def withdraw(self, debate_id: int, member: str, now: datetime) -> None:
        """Take a vote back while it is asked. A sealed first vote becomes "skipped": its voter has
        read the arguments.
        """
        await self._act(debate_id, member, ballots.withdraw(now))

    async def mine(self, debate_id: int, member: str) -> Mapping[str, OwnAnswer]:
        """A member's own answers by question. Raises DebateError when there is no such debate."""
        async with self._transactions.reading() as work:
            await found(work, debate_id)
            return await work.ballots.answers(debate_id, member)

    async def skip(self, debate_id: int, voter: Voter, now: datetime) -> Receipt:
        """Leave the first vote out, for good: whoever has read the arguments can't vote blind any
        more.
        """
        acted = await self._act(debate_id, voter.member, ballots.skip(now))
        question = main_question(acted.debate)
        held = acted.before.get(question)
        return Receipt(
            acted.debate, held.choice if held else SKIP, held.choice if held else None, question
        )

    async def remind_me(self, debate_id: int, member: str) -> bool:
        """Whether the member is told of the last vote from now on: yes, unless they were. Raises
        DebateError once there is nothing left to be told of.
        """
        async with self._transactions.writing() as work:
            debate = await found(work, debate_id)
            if not may_be_reminded(debate):
                raise DebateError("moderate.remind.too_late")
            return await work.reminders.toggle(debate_id, member)

    async def withdraw_all(self, debate_id: int, member: str, now: datetime) -> int:
        """Take back every answer of a member to an open debate; returns how many there were."""
        return len((await self._act(debate_id, member, ballots.withdraw_all(now))).changes)

    async def _act(self, debate_id: int, member: str, decide: ballots.Decide) -> ballots.Acted:
        acted = await self._box.act(debate_id, member, decide)
        if not acted.debate.hidden:
            self._note_live(acted, member)
        return acted

    def _note_live(self, acted: ballots.Acted, member: str) -> None:
        """Tell the live tally who has moved it."""
        live, debate = self._live, acted.debate
        question = main_question(debate)
        for change in acted.changes:
            if change.choice is None:
                live.withdrew(debate.id, member)
            elif change.question == question:
                is_first = question not in acted.before and change.choice != SKIP
                live.voted(debate.id, question, member, is_first=is_first)


def may_be_reminded(debate: Debate) -> bool:
    """Whether a vote is still to come, or to end, that a member can be told of."""
    runs = debate.state in (State.OPEN, State.PAUSED)
    if not runs or not main_questions(debate):
        return False
    return not debate.is_last_phase or debate.reminded_phase < debate.phase
