"""What members do in a debate's votes: cast, change, withdraw, look up, skip, read the arguments, say what moved them, answer statements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.debate import rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import (
    FINAL,
    FIRST,
    MOVED,
    SKIP,
    are_arguments_blind,
    check_question,
    main_question,
    statement_question,
)
from bot.debate.models import Answer, Debate, Format, Option, Point, State, Voter
from bot.errors import DebateError
from bot.services.debates import DebateService

NONE_MOVED = "none"
"""Answers `moved`: no argument did."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A counted answer: `before` is the choice it replaced, or None. `question` is what was answered."""

    debate: Debate
    choice: str
    before: str | None
    question: str = "vote"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for either side: the article's points, and members' cards."""

    debate: Debate
    points: tuple[Point, ...]
    cards: tuple[Contribution, ...]

    def moving(self) -> tuple[Option, ...]:
        """Each as something that may have moved a member: its key and its words."""
        points = (Option(f"p{place}", point.claim) for place, point in enumerate(self.points))
        return (*points, *(Option(f"c{card.id}", card.text) for card in self.cards))


@dataclass(frozen=True, slots=True)
class NextStatement:
    """The statement a member is served next (None when all are answered), with how many they have answered of how many."""

    debate: Debate
    statement: Contribution | None
    answered: int
    whole: int


class VotingService:
    """The votes of the debates of a `DebateService`."""

    def __init__(self, debates: DebateService) -> None:
        self._debates = debates
        self._box = debates.box

    async def vote(self, debate_id: int, voter: Voter, choice: str, now: datetime) -> Receipt:
        """Count or change the vote that is asked now; returns only when it is safely stored."""
        debate = await self._debates.get(debate_id)
        rules.check_open(debate, now)
        question = main_question(debate)
        check_question(debate, question)
        rules.check_choice(debate, choice)
        rules.check_voter(debate, voter, now)
        mine = (await self._box.answers(debate_id, voter.member)).get(question)
        if mine and mine.sealed and mine.choice != choice:
            raise DebateError("debate.refused.skipped" if mine.choice == SKIP else "debate.refused.sealed")
        if not (mine and mine.sealed):
            await self._store(debate, voter.member, question, choice, now)
        return Receipt(debate, choice, mine.choice if mine else None, question)

    async def withdraw(self, debate_id: int, member: str, now: datetime) -> None:
        """Take a vote back while it is asked. A sealed first vote becomes "skipped": its voter has read the arguments."""
        debate = await self._debates.get(debate_id)
        rules.check_open(debate, now)
        question = main_question(debate)
        check_question(debate, question)
        mine = (await self._box.answers(debate_id, member)).get(question)
        if mine is None or mine.choice == SKIP:
            raise DebateError("debate.refused.no_vote")
        if not await self._box.withdraw(debate_id, member, question, now):
            raise DebateError("debate.refused.no_vote")
        if mine.sealed:
            await self._store(debate, member, question, SKIP, now, sealed=True)
        if question == FINAL:
            await self._box.withdraw(debate_id, member, MOVED, now)
        self._debates.live.note(debate_id, member)

    async def mine(self, debate_id: int, member: str) -> Mapping[str, Answer]:
        """A member's own answers by question."""
        await self._debates.get(debate_id)
        return await self._box.answers(debate_id, member)

    async def my_vote(self, debate_id: int, member: str) -> str | None:
        """The label of a member's latest vote, or None."""
        debate = await self._debates.get(debate_id)
        answers = await self._box.answers(debate_id, member)
        latest = next((answers[question] for question in (FINAL, FIRST, "vote") if question in answers), None)
        return next((option.label for option in debate.options if latest and option.key == latest.choice), None)

    async def skip(self, debate_id: int, voter: Voter, now: datetime) -> Receipt:
        """Leave the first vote out, for good: whoever has read the arguments can't vote blind any more."""
        debate = await self._debates.get(debate_id)
        rules.check_open(debate, now)
        if not are_arguments_blind(debate):
            raise DebateError("debate.refused.no_vote_now")
        mine = (await self._box.answers(debate_id, voter.member)).get(FIRST)
        if mine is None:
            await self._store(debate, voter.member, FIRST, SKIP, now, sealed=True)
        return Receipt(debate, mine.choice if mine else SKIP, mine.choice if mine else None, FIRST)

    async def arguments(self, debate_id: int, member: str, now: datetime) -> Arguments:
        """All arguments. During a blind first vote only for those who have voted or skipped; opening them seals that vote."""
        debate = await self._debates.get(debate_id)
        if debate.state is State.OPEN and are_arguments_blind(debate):
            mine = (await self._box.answers(debate_id, member)).get(FIRST)
            if mine is None:
                raise DebateError("debate.refused.blind")
            if not mine.sealed:
                await self._box.seal(debate_id, member, FIRST, now)
        cards = await self._debates.contributions.of_debate(debate_id, Standing.APPROVED)
        return Arguments(debate, debate.points, tuple(card for card in cards if card.kind is Kind.ARGUMENT))

    async def moved_by(self, debate_id: int, voter: Voter, key: str, now: datetime) -> Receipt:
        """Say which argument moved one; only beside a final vote."""
        debate = await self._debates.get(debate_id)
        rules.check_open(debate, now)
        check_question(debate, MOVED)
        answers = await self._box.answers(debate_id, voter.member)
        if FINAL not in answers:
            raise DebateError("debate.refused.vote_first")
        known = {option.key for option in (await self.arguments(debate_id, voter.member, now)).moving()} | {NONE_MOVED}
        if key not in known:
            raise DebateError("debate.refused.choice")
        await self._store(debate, voter.member, MOVED, key, now)
        return Receipt(debate, key, answers[MOVED].choice if MOVED in answers else None, MOVED)

    async def next_statement(self, debate_id: int, voter: Voter, now: datetime) -> NextStatement:
        """The approved statement that fewest have seen among those the member hasn't answered."""
        debate = await self._debates.get(debate_id)
        self._check_statements(debate, voter, now)
        approved = await self._debates.contributions.of_debate(debate_id, Standing.APPROVED)
        statements = [one for one in approved if one.kind is Kind.STATEMENT]
        answers, seen = await self._box.answers(debate_id, voter.member), await self._box.seen(debate_id)
        left = [one for one in statements if statement_question(one.id) not in answers]
        served = min(left, key=lambda one: (seen.get(statement_question(one.id), 0), _shuffled(voter.member, one.id)), default=None)
        return NextStatement(debate, served, len(statements) - len(left), len(statements))

    async def answer_statement(self, debate_id: int, voter: Voter, statement: int, stance: str, now: datetime) -> NextStatement:
        """Store agree, disagree or pass, and serve the next."""
        debate = await self._debates.get(debate_id)
        self._check_statements(debate, voter, now)
        rules.check_choice(debate, stance)
        one = await self._debates.contributions.get(statement)
        if one is None or (one.debate_id, one.kind, one.standing) != (debate_id, Kind.STATEMENT, Standing.APPROVED):
            raise DebateError("debate.refused.statement_gone")
        await self._store(debate, voter.member, statement_question(statement), stance, now)
        return await self.next_statement(debate_id, voter, now)

    async def withdraw_all(self, debate_id: int, member: str, now: datetime) -> int:
        """Take back every answer of a member to an open debate; returns how many there were."""
        answers = await self._box.answers(debate_id, member)
        gone = [await self._box.withdraw(debate_id, member, question, now) for question in answers]
        self._debates.live.note(debate_id, member)
        return sum(gone)

    def _check_statements(self, debate: Debate, voter: Voter, now: datetime) -> None:
        rules.check_open(debate, now)
        if debate.format is not Format.STATEMENTS:
            raise DebateError("debate.refused.no_vote_now")
        rules.check_voter(debate, voter, now)

    async def _store(self, debate: Debate, member: str, question: str, choice: str, now: datetime, *, sealed: bool = False) -> None:
        if not await self._box.vote(debate.id, member, question, choice, now, phase=debate.phase, sealed=sealed):
            raise DebateError("debate.refused.closed")
        self._debates.live.note(debate.id, member)


def _shuffled(member: str, statement: int) -> bytes:
    """An order of statements of each member's own, so that the first ones don't get all the first glances."""
    return hashlib.sha256(f"{member}:{statement}".encode()).digest()
