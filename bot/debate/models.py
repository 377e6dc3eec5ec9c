"""What a debate is made of, as plain frozen values. Times are aware UTC datetimes; ids of communities, places and members are text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a debate stands. CLOSED has a result; CANCELLED has none."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """What a closed debate came to. TOO_FEW publishes nothing; NO_QUORUM publishes no winner."""

    WON = "won"
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
    """What a moderator asks for. `hidden` keeps the tally from everybody until the close."""

    community: str
    place: str
    motion: str
    length: timedelta
    options: tuple[Option, ...]
    points: tuple[Point, ...] = ()
    hidden: bool = True
    eligibility: Eligibility = Eligibility()
    quorum: int = 0


@dataclass(frozen=True, slots=True)
class Debate:
    """A row of the debates table. `rev` grows with every transition, so that each is made once.

    While paused, `due_at` is when it was to end; `paused_at` says since when it stands still.
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


@dataclass(frozen=True, slots=True)
class Tally:
    """Accepted ballots by option key."""

    counts: Mapping[str, int]

    @property
    def turnout(self) -> int:
        """All ballots together."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Result:
    """What is published of a closed debate: only what may be seen. `counts` is empty where there were too few voters."""

    ending: Ending
    turnout: int | None
    counts: Mapping[str, int]
    winner: str = ""
    margin: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """All that may be shown of a debate at this moment. `turnout` is None while fewer than ten voted or the tally is hidden and small."""

    debate: Debate
    turnout: int | None
    live: Mapping[str, int] | None
    result: Result | None
