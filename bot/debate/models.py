"""What a debate is made of, as plain frozen values. Times are aware UTC datetimes; ids of
communities, places and members are text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.debate.publishing.approvals import PublishedApprovals
from bot.debate.publishing.published import PublishedSwing
from bot.debate.publishing.runoff import PublishedRunoff
from bot.debate.publishing.statements import StatementsResult

LONGEST_LIFE = timedelta(days=90)
"""From a debate's opening to its end, extensions and pauses included: its ballots are kept no
longer than a day more.
"""
LONGEST_PAUSE = timedelta(days=30)


class State(StrEnum):
    """Where a debate stands. CLOSED has a result; CANCELLED has none."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """What a closed debate came to. TOO_FEW publishes nothing; NO_QUORUM publishes no winner; HEARD
    is statements, which nobody wins.
    """

    WON = "won"
    DEAD_HEAT = "dead-heat"
    HEARD = "heard"
    TIED = "tied"
    NO_QUORUM = "no-quorum"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to vote for."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A cited claim of the article that speaks for one side."""

    side: str
    claim: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a debate, named as its format names it."""

    name: str
    length: timedelta


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may vote; an empty field asks nothing."""

    role: str = ""
    account_days: int = 0
    member_days: int = 0


@dataclass(frozen=True, slots=True)
class Voter:
    """What the surface knows of a member at the moment of voting."""

    member: str
    roles: frozenset[str] = frozenset()
    account_since: datetime | None = None
    member_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """What a moderator asks for. `hidden` keeps the tally from everybody until the close; `length`
    is that of all phases together.

    `phases` overrides how the length is shared out; `opens_at` in the future schedules it, and
    `repeat_days` schedules it again so many days after each opening. `remind` is the id of a role
    to be pinged before a vote ends, empty for a reminder that pings nobody. `statements` are the
    first ones to vote on; with `moderated`, members' own wait for a moderator. `format` is a key of
    `bot.debate.formats`, empty for the default; `choose` is how many options one ballot may name
    where it names several, 0 for as many as the format has it. `voters` is the server's own least
    number of voters whose result is published, 0 for the deployment's. `article` is the id of the
    pack whose points and passages it is about.
    """

    community: str
    place: str
    motion: str
    length: timedelta
    options: tuple[Option, ...] = ()
    points: tuple[Point, ...] = ()
    hidden: bool = True
    eligibility: Eligibility = Eligibility()
    quorum: int = 0
    format: str = ""
    phases: tuple[Phase, ...] = ()
    opens_at: datetime | None = None
    repeat_days: int = 0
    remind: str = ""
    thread: bool = False
    moderated: bool = True
    statements: tuple[str, ...] = ()
    voters: int = 0
    choose: int = 0
    article: str = ""


@dataclass(frozen=True, slots=True)
class Debate:
    """A row of the debates table. `rev` grows with every transition, so that each is made once.

    `due_at` is when the present phase ends (for a scheduled debate: its first). While paused, it is
    when that was to be; `paused_at` says since when it stands still. `shown_phase` and
    `reminded_phase` are the last phase that was announced and reminded of, −1 for none.
    """

    id: int
    community: str
    place: str
    motion: str
    options: tuple[Option, ...]
    points: tuple[Point, ...]
    hidden: bool
    eligibility: Eligibility
    quorum: int
    state: State
    rev: int
    opened_at: datetime
    due_at: datetime
    message: str = ""
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    announced_at: datetime | None = None
    conclusion: str = ""
    format: str = ""
    phases: tuple[Phase, ...] = ()
    phase: int = 0
    shown_phase: int = -1
    reminded_phase: int = -1
    repeat_days: int = 0
    remind: str = ""
    thread: bool = False
    moderated: bool = True
    voters: int = 0
    has_result: bool = False
    choose: int = 0
    article: str = ""

    @property
    def falls_due(self) -> datetime:
        """When time brings something: the opening of a scheduled debate, the end of a phase of an
        open one.
        """
        return self.opened_at if self.state is State.SCHEDULED else self.due_at

    @property
    def ends_by(self) -> datetime:
        """When it ends whatever its phases say: at the end of the longest life, or pause."""
        latest = self.opened_at + LONGEST_LIFE
        return min(latest, self.paused_at + LONGEST_PAUSE) if self.paused_at else latest

    def is_to_end(self, now: datetime) -> bool:
        """Whether it has run, or stood still, for too long."""
        return self.state in (State.OPEN, State.PAUSED) and self.ends_by <= now

    def threshold(self, k: int) -> int:
        """The least number of voters whose result is published, where the deployment asks for k."""
        return max(self.voters, k)

    @property
    def phase_name(self) -> str:
        """What happens now."""
        return self.phases[self.phase].name if self.phases else ""

    @property
    def is_last_phase(self) -> bool:
        """Whether the close comes next."""
        return self.phase == len(self.phases) - 1


@dataclass(frozen=True, slots=True)
class Ballot:
    """One answer of one voter: `voter` is a pseudonym, `question` what it answers (see
    `bot.debate.formats`).
    """

    voter: bytes
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A member's own answer; a sealed one was given before the arguments were opened and can't be
    changed any more.
    """

    choice: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """An argument that members say moved them: its text, and how many named it."""

    text: str
    votes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What is published of a closed debate: only what may be seen. `counts` is empty where there
    were too few voters.

    `counts` are of the last vote; `margin` is in votes; where there is a swing, `winner` is the
    side that gained.
    """

    ending: Ending
    turnout: int | None
    counts: Mapping[str, int]
    winner: str = ""
    margin: int = 0
    swing: PublishedSwing | None = None
    moved: tuple[Moved, ...] = ()
    statements: StatementsResult | None = None
    approvals: PublishedApprovals | None = None
    runoff: PublishedRunoff | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that may be shown of a debate at this moment. `turnout` is None while fewer than ten
    voted or the tally is hidden and small.
    """

    debate: Debate
    turnout: int | None
    live: Mapping[str, int] | None
    result: Result | None
