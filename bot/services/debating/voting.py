"""What members do in a debate's votes: cast, change, withdraw, look up, skip, read the arguments,
say what moved them, answer statements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.debate import ballots, rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import (
    MOVED,
    SKIP,
    are_arguments_blind,
    check_question,
    main_question,
    statement_question,
    takes_statements,
)
from bot.debate.models import Debate, Option, OwnAnswer, Point, State, Voter
from bot.errors import DebateError
from bot.services.debating.live import LiveTallies
from bot.services.debating.views import found
from bot.services.ports import BallotBox, Transactions

NONE_MOVED = "none"
"""Answers `moved`: no argument did."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A counted answer: `before` is the choice it replaced, or None. `question` is what was
    answered.
    """

    debate: Debate
    choice: str
    before: str | None
    question: str = "vote"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for either side: the article's points, and members' own."""

    debate: Debate
    points: tuple[Point, ...]
    from_members: tuple[Contribution, ...]

    def moving(self) -> tuple[Option, ...]:
        """Each as something that may have moved a member: its key and its words."""
        points = (Option(f"p{place}", point.claim) for place, point in enumerate(self.points))
        return (*points, *(Option(f"c{one.id}", one.text) for one in self.from_members))


@dataclass(frozen=True, slots=True)
class NextStatement:
    """The statement a member is served next (None when all are answered), with how many they have
    answered of how many.
    """

    debate: Debate
    statement: Contribution | None
    answered: int
    whole: int


class VotingService:
    """Members' votes. What is stored goes through the box, one transaction a vote."""

    def __init__(self, transactions: Transactions, box: BallotBox, live: LiveTallies) -> None:
        self._transactions = transactions
        self._box = box
        self._live = live

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

    async def arguments(self, debate_id: int, member: str) -> Arguments:
        """All arguments. During a blind first vote only for those who have voted or skipped;
        opening them seals that vote.
        """
        async with self._transactions.reading() as work:
            debate = await found(work, debate_id)
            approved = await work.contributions.of_debate(debate_id, Standing.APPROVED)
        if debate.state is State.OPEN and are_arguments_blind(debate):
            debate = (await self._box.act(debate_id, member, ballots.open_arguments())).debate
        brought = tuple(one for one in approved if one.kind is Kind.ARGUMENT)
        return Arguments(debate, debate.points, brought)

    async def moved_by(self, debate_id: int, voter: Voter, key: str, now: datetime) -> Receipt:
        """Say which argument moved one; only beside a final vote."""
        arguments = await self.arguments(debate_id, voter.member)
        rules.check_open(arguments.debate, now)
        check_question(arguments.debate, MOVED)
        if key not in {option.key for option in arguments.moving()} | {NONE_MOVED}:
            raise DebateError("debate.refused.choice")
        acted = await self._act(debate_id, voter.member, ballots.moved_by(key, now))
        return Receipt(
            acted.debate, key, acted.before[MOVED].choice if MOVED in acted.before else None, MOVED
        )

    async def next_statement(self, debate_id: int, voter: Voter, now: datetime) -> NextStatement:
        """The approved statement that fewest have seen among those the member hasn't answered."""
        async with self._transactions.reading() as work:
            debate = await found(work, debate_id)
            self._check_statements(debate, voter, now)
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

    async def answer_statement(
        self, debate_id: int, voter: Voter, statement: int, stance: str, now: datetime
    ) -> NextStatement:
        """Store agree, disagree or pass, and serve the next."""
        async with self._transactions.reading() as work:
            one = await work.contributions.get(statement)
        if one is None or (one.debate_id, one.kind, one.standing) != (
            debate_id,
            Kind.STATEMENT,
            Standing.APPROVED,
        ):
            raise DebateError("debate.refused.statement_gone")

        def check(debate: Debate) -> None:
            self._check_statements(debate, voter, now)
            rules.check_choice(debate, stance)

        await self._act(
            debate_id,
            voter.member,
            ballots.answer(statement_question(statement), stance, now, check),
        )
        return await self.next_statement(debate_id, voter, now)

    async def withdraw_all(self, debate_id: int, member: str, now: datetime) -> int:
        """Take back every answer of a member to an open debate; returns how many there were."""
        return len((await self._act(debate_id, member, ballots.withdraw_all(now))).changes)

    def _check_statements(self, debate: Debate, voter: Voter, now: datetime) -> None:
        rules.check_open(debate, now)
        if not takes_statements(debate):
            raise DebateError("debate.refused.no_vote_now")
        rules.check_voter(debate, voter, now)

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


def _shuffled(member: str, statement: int) -> bytes:
    """An order of statements of each member's own, so that the first ones don't get all the first
    glances.
    """
    return hashlib.sha256(f"{member}:{statement}".encode()).digest()
