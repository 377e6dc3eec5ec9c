"""What a member does to their ballots, as pure functions of the debate and of the answers they
hold.

The ballot writer calls them inside the transaction that stores the outcome, so that what was
checked still holds when it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.debate import rules
from bot.debate.formats import (
    MOVED,
    REPORTED,
    SKIP,
    STRONG,
    are_arguments_blind,
    ballot_of,
    check_question,
    main_question,
    round_of,
)
from bot.debate.models import Debate, OwnAnswer, State, Voter
from bot.errors import DebateError

Answers = Mapping[str, OwnAnswer]
"""A member's own answers by question."""


class Change(NamedTuple):
    """The answer to one question from now on; without a choice it is taken back."""

    question: str
    choice: str | None
    sealed: bool = False


class Acted(NamedTuple):
    """What was stored: the debate as it was then, the member's answers before, and the changes
    made.
    """

    debate: Debate
    before: Answers
    changes: Sequence[Change]


Decide = Callable[[Debate, Answers], Sequence[Change]]
"""Says what changes; raises DebateError when a rule refuses. It may be called again, so it must do
nothing else.
"""


def vote(voter: Voter, choice: str, now: datetime) -> Decide:
    """The vote that is asked now; a sealed one stands. It raises DebateError where a rule
    refuses.
    """

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        question, kind = main_question(debate), ballot_of(debate)
        check_question(debate, question)
        answer = kind.read(choice, debate.options) if kind else choice
        rules.check_voter(debate, voter, now)
        held = mine.get(question)
        if held and held.sealed:
            if held.choice != answer:
                raise DebateError(
                    "debate.refused.skipped" if held.choice == SKIP else "debate.refused.sealed"
                )
            return []
        return [Change(question, answer)]

    return decide


def withdraw(now: datetime) -> Decide:
    """Take the vote back that is asked now. A sealed first vote becomes "skipped": its voter has
    read the arguments. It raises DebateError where there is none.
    """

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        question = main_question(debate)
        check_question(debate, question)
        held = mine.get(question)
        if held is None or held.choice == SKIP:
            raise DebateError("debate.refused.no_vote")
        changes = [Change(question, SKIP, sealed=True) if held.sealed else Change(question, None)]
        beside = round_of(debate).beside
        return [*changes, *(Change(other, None) for other in beside if other in mine)]

    return decide


def withdraw_all(now: datetime) -> Decide:
    """Take every answer to an open debate back."""

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        if debate.state is not State.OPEN or now >= debate.due_at:
            return []
        return [Change(question, None) for question in mine]

    return decide


def skip(now: datetime) -> Decide:
    """Leave the first vote out, for good: whoever has read the arguments can't vote blind any more.
    It raises DebateError where a rule refuses.
    """

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        if not are_arguments_blind(debate):
            raise DebateError("debate.refused.no_vote_now")
        question = main_question(debate)
        return [] if question in mine else [Change(question, SKIP, sealed=True)]

    return decide


def open_arguments() -> Decide:
    """Reading the arguments during a blind first vote, which is open to those who have voted or
    skipped, and seals that vote. It raises DebateError for others.
    """

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        if debate.state is not State.OPEN or not are_arguments_blind(debate):
            return []
        question = main_question(debate)
        held = mine.get(question)
        if held is None:
            raise DebateError("debate.refused.blind")
        return [] if held.sealed else [Change(question, held.choice, sealed=True)]

    return decide


def moved_by(key: str, now: datetime) -> Decide:
    """Which argument moved one; only beside the vote it is asked with. It raises DebateError where
    no such vote was cast.
    """

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        check_question(debate, MOVED)
        if main_question(debate) not in mine:
            raise DebateError("debate.refused.vote_first")
        return [Change(MOVED, key)]

    return decide


def report(voter: Voter, question: str, now: datetime) -> Decide:
    """A report by a member who may vote; one that was given stands, whatever became of it."""

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        rules.check_voter(debate, voter, now)
        return [] if question in mine else [Change(question, REPORTED)]

    return decide


def mark(voter: Voter, question: str, now: datetime) -> Decide:
    """Mark an argument as a strong point, or take the mark back, by a member who may vote."""

    def decide(debate: Debate, mine: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        rules.check_voter(debate, voter, now)
        return [Change(question, None if question in mine else STRONG)]

    return decide


def answer(
    question: str, choice: str, now: datetime, check: Callable[[Debate], None] = lambda _: None
) -> Decide:
    """The answer to a question that is asked as long as the debate is open; `check` raises
    DebateError where more is required.
    """

    def decide(debate: Debate, _: Answers) -> Sequence[Change]:
        rules.check_open(debate, now)
        check(debate)
        return [Change(question, choice)]

    return decide
