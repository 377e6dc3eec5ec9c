"""Members' statements, each agreed or disagreed with; the result shows where the room stands."""

from __future__ import annotations

from bot.debate.formats.base import DebateFormat, Record, Round
from bot.debate.formats.kinds import Stances
from bot.debate.models import Ending, Option, Result, Spec
from bot.debate.publishing.statements import sum_up
from bot.debate.publishing.suppression import is_enough
from bot.errors import DebateError

_STANCES = (Option("agree", "Agree"), Option("disagree", "Disagree"), Option("pass", "Pass"))


class Statements(DebateFormat):
    """Nobody wins; opinions are heard."""

    key = "statements"
    order = 40
    rounds = (Round("vote", ballot=Stances()),)
    takes_statements = True
    may_be_live = False

    def options(self, _: Spec) -> tuple[Option, ...]:
        """The same three for every statement."""
        return _STANCES

    def check(self, spec: Spec) -> None:
        """A moderator's options have no place here. Raises DebateError where some were given."""
        if spec.options:
            raise DebateError("debate.refused.no_options")

    def conclude(self, record: Record, k: int) -> Result:
        """Counts by statement, what the room agrees on, and groups of opinion."""
        answers = [
            (ballot.voter.hex(), int(ballot.question[1:]), ballot.choice)
            for ballot in record.ballots
            if ballot.question.startswith("s") and int(ballot.question[1:]) in record.statements
        ]
        voters = len({voter for voter, _, _ in answers})
        if not is_enough(voters, k):
            return Result(Ending.TOO_FEW, None, {})
        result = sum_up(sorted(answers), record.statements, seed=record.seed, k=k)
        ending = Ending.NO_QUORUM if voters < record.debate.quorum else Ending.HEARD
        return Result(ending, voters, {}, statements=result)


FORMAT = Statements()
