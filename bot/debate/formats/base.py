"""What a format of debate says of itself; a new one is a module beside this that fills it in.

Nothing outside this folder knows a format by its name: rules, services and surfaces ask it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b

from bot.debate.formats.kinds import BallotKind
from bot.debate.models import Ballot, Debate, Option, Phase, Result, Spec
from bot.errors import DebateError
from bot.typed import one_line

FOR_AGAINST = (Option("for", "For"), Option("against", "Against"), Option("undecided", "Undecided"))
MOST_OPTIONS, LONGEST_LABEL = 10, 80


@dataclass(frozen=True, slots=True)
class Round:
    """A phase as its format plans it.

    `share` is percent of the whole length; `ballot` is what is cast under the debate meanwhile,
    None while members only talk; `beside` are further questions for those who have cast it. While a
    round `is_blind`, arguments are closed to whoever has not voted.
    """

    name: str
    share: int = 100
    ballot: BallotKind | None = None
    beside: tuple[str, ...] = ()
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """All that a result is made of. `arguments` are the texts by key that members may name as what
    moved them, `statements` those that were voted on.

    `counts` are those of a poll that the surface itself held; its votes are public, so nothing is
    withheld.
    """

    debate: Debate
    ballots: Sequence[Ballot] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[int, str] = field(default_factory=dict)
    counts: Mapping[str, int] | None = None

    @property
    def seed(self) -> int:
        """For chance in a result: the same whoever computes it, and known to nobody, for it is made
        of pseudonyms, which are destroyed with the ballots.
        """
        voters = b"".join(sorted({ballot.voter for ballot in self.ballots}))
        return int.from_bytes(blake2b(voters, digest_size=8).digest(), "big")


class DebateFormat(ABC):
    """A way to hold a debate. `key` is kept in the database for ever; `order` is its place in
    lists, and the first is what is meant where none is named.
    """

    key = ""
    order = 0
    rounds: tuple[Round, ...] = ()
    takes_statements = False
    """Whether members bring statements and vote on each other's."""
    is_held_elsewhere = False
    """Whether the surface itself holds the vote, in public, and is read back at the end."""
    may_be_live = True
    """Whether a moderator may show the tally while voting is open."""
    explains_itself = True
    """Whether members are told what to do in each phase; needs a sentence a phase."""
    needs_options = False
    """Whether it makes no sense between two sides."""
    least_chosen = most_chosen = 0
    """How many options a moderator may let a ballot name, where it names several."""
    longest_label = LONGEST_LABEL

    def phases(self, length: timedelta) -> tuple[Phase, ...]:
        """The whole length shared out."""
        return tuple(Phase(one.name, length * one.share / 100) for one in self.rounds)

    def phases_of(self, lengths: tuple[timedelta, ...]) -> tuple[Phase, ...]:
        """Phases of given lengths; raises DebateError where a format has no phases to choose for,
        or another number of them.
        """
        if len(self.rounds) == 1:
            raise DebateError("debate.refused.no_rounds")
        if len(lengths) != len(self.rounds):
            raise DebateError("debate.refused.rounds", n=len(self.rounds))
        return tuple(
            Phase(one.name, length) for one, length in zip(self.rounds, lengths, strict=True)
        )

    def round_of(self, debate: Debate) -> Round:
        """The round that a debate is in."""
        named = (one for one in self.rounds if one.name == debate.phase_name)
        return next(named, self.rounds[0])

    def ballot(self, debate: Debate) -> BallotKind | None:
        """What members cast now."""
        return self.round_of(debate).ballot

    def options(self, spec: Spec, /) -> tuple[Option, ...]:
        """What is voted on: what the moderator gave, else the two sides."""
        return spec.options if self.needs_options else spec.options or FOR_AGAINST

    def check(self, spec: Spec) -> None:
        """Raise DebateError for a wish that this format can't be held with."""
        options = self.options(spec)
        if not 2 <= len(options) <= MOST_OPTIONS:
            raise DebateError("debate.refused.options", most=MOST_OPTIONS)
        labels = [option.label.strip().lower() for option in options]
        seen = [one_line(label) for label in labels]
        if (
            len(set(seen)) < len(seen)
            or not all(seen)
            or max(map(len, labels)) > self.longest_label
        ):
            raise DebateError("debate.refused.labels", most=self.longest_label)
        most = min(self.most_chosen, len(options))
        if spec.choose and not self.least_chosen <= spec.choose <= most:
            key = "debate.refused.choose" if most else "debate.refused.no_choose"
            raise DebateError(key, least=self.least_chosen, most=most)

    @abstractmethod
    def conclude(self, record: Record, k: int, /) -> Result:
        """Accepted ballots -> what may be published: nothing below `k` voters, no winner below the
        quorum. The same ballots give the same result whoever computes it; it may take seconds.
        """

    def words(self) -> Iterator[str]:
        """Keys below `formats.<key>` that this format needs."""
        yield from ("name", "short", "card", "footer_open", "footer_closed")
        for one in self.rounds:
            yield f"phase.{one.name}"
            if self.explains_itself:
                yield f"what_now.{one.name}"
        for later in self.rounds[1:]:
            yield f"prompt.{later.name}"
