"""The arguments as voters see them: read, marked as strong, named as what moved one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.debate import ballots, rules
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import (
    MOVED,
    are_arguments_blind,
    check_question,
    strong_question,
)
from bot.debate.models import Debate, Option, OwnAnswer, Point, State, Voter
from bot.errors import DebateError
from bot.services.debating.views import found
from bot.services.debating.voting.receipt import Receipt
from bot.services.ports import BallotBox, Transactions

_STEP = 5
"""Marks on an argument are told in steps of so many: one more click tells of nobody."""
NONE_MOVED = "none"
"""Answers `moved`: no argument did."""


@dataclass(frozen=True, slots=True)
class ShownArgument:
    """One argument: the article's, or a member's, which has a `number`. `strong` is about how many
    call it a strong point, in steps; `is_mine` whether the reader does.
    """

    key: str
    side: str
    text: str
    citations: tuple[str, ...]
    number: int = 0
    strong: int = 0
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Arguments:
    """What speaks for either side: the article's points, and members' own."""

    debate: Debate
    points: tuple[Point, ...]
    from_members: tuple[Contribution, ...]
    shown: tuple[ShownArgument, ...] = ()
    """All of them, those that most call strong first."""

    def moving(self) -> tuple[Option, ...]:
        """Each as something that may have moved a member: its key and its words."""
        points = (Option(f"p{place}", point.claim) for place, point in enumerate(self.points))
        return (*points, *(Option(f"c{one.id}", one.text) for one in self.from_members))


class ArgumentService:
    """What members do with arguments. What is stored goes through the box."""

    def __init__(self, transactions: Transactions, box: BallotBox) -> None:
        self._transactions = transactions
        self._box = box

    async def read(self, debate_id: int, member: str) -> Arguments:
        """All arguments. During a blind first vote only for those who have voted or skipped;
        opening them seals that vote.
        """
        async with self._transactions.reading() as work:
            debate = await found(work, debate_id)
            approved = await work.contributions.of_debate(debate_id, Standing.APPROVED)
        if debate.state is State.OPEN and are_arguments_blind(debate):
            debate = (await self._box.act(debate_id, member, ballots.open_arguments())).debate
        brought = tuple(one for one in approved if one.kind is Kind.ARGUMENT)
        async with self._transactions.reading() as work:
            marks = await work.ballots.seen(debate_id)
            mine = await work.ballots.answers(debate_id, member)
        return Arguments(debate, debate.points, brought, _shown(debate, brought, marks, mine))

    async def mark_strong(self, debate_id: int, voter: Voter, key: str, now: datetime) -> Arguments:
        """Call an argument a strong point, or no longer. Raises DebateError where a rule refuses,
        or there is no such argument.
        """
        known = await self.read(debate_id, voter.member)
        if key not in {one.key for one in known.shown}:
            raise DebateError("debate.refused.statement_gone")
        await self._box.act(debate_id, voter.member, ballots.mark(voter, strong_question(key), now))
        return await self.read(debate_id, voter.member)

    async def moved_by(self, debate_id: int, voter: Voter, key: str, now: datetime) -> Receipt:
        """Say which argument moved one; only beside a final vote. Raises DebateError where a rule
        refuses, or there is no such argument.
        """
        arguments = await self.read(debate_id, voter.member)
        rules.check_open(arguments.debate, now)
        check_question(arguments.debate, MOVED)
        if key not in {option.key for option in arguments.moving()} | {NONE_MOVED}:
            raise DebateError("debate.refused.choice")
        acted = await self._box.act(debate_id, voter.member, ballots.moved_by(key, now))
        return Receipt(
            acted.debate, key, acted.before[MOVED].choice if MOVED in acted.before else None, MOVED
        )


def _shown(
    debate: Debate,
    brought: Sequence[Contribution],
    marks: Mapping[str, int],
    mine: Mapping[str, OwnAnswer],
) -> tuple[ShownArgument, ...]:
    """Those that most call strong first; numbers in steps, so that none tells of one member."""

    def one(
        key: str, side: str, text: str, citations: tuple[str, ...], number: int = 0
    ) -> ShownArgument:
        question = strong_question(key)
        strong = marks.get(question, 0) // _STEP * _STEP
        return ShownArgument(key, side, text, citations, number, strong, question in mine)

    every = [
        *(one(f"p{n}", it.side, it.claim, it.citations) for n, it in enumerate(debate.points)),
        *(
            one(f"c{it.id}", it.side, it.text, (it.citation,) if it.citation else (), it.id)
            for it in brought
        ),
    ]
    return tuple(sorted(every, key=lambda it: -it.strong))
