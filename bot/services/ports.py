"""What services ask of the outside: records that keep, and a surface that announces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.debate.ballots import Acted, Decide
from bot.debate.contributions import Contribution, Standing
from bot.debate.models import Answer, Ballot, Debate, Result, Spec, State, View


class Records(Protocol):
    """Debates, kept durably. Every method is one transaction and raises UnavailableError when
    nothing was recorded.
    """

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new debate with a ballot key of its own: open, or scheduled where the spec names
        a later opening.
        """

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""

    async def in_community(
        self, community: str, *states: State, limit: int = 25
    ) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""

    async def move(
        self,
        debate: Debate,
        state: State,
        *,
        due_at: datetime | None = None,
        paused_at: datetime | None = None,
        phase: int | None = None,
        closed_at: datetime | None = None,
    ) -> Debate | None:
        """A transition from exactly this rev; None when another came first."""

    async def open_scheduled(self, debate: Debate, now: datetime) -> Debate | None:
        """Open a scheduled debate and, when it repeats, schedule the next run; None when another
        opened it.
        """

    async def close(self, debate: Debate, now: datetime) -> bool:
        """Take no more votes, from exactly this rev; False when another closed it first."""

    async def unsettled(self) -> Sequence[Debate]:
        """All that time may bring something for: scheduled and open debates, and closed ones whose
        result has not been shown.
        """

    async def keep_result(self, debate_id: int, result: Result) -> bool:
        """Keep the result of a closed debate; False when it has one, which stays."""

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""

    async def claim_phase(self, debate_id: int, phase: int) -> bool:
        """Take the telling of a phase for oneself; False when it has been told of or another
        process is at it.
        """

    async def release_phase(self, debate_id: int, phase: int) -> None:
        """Give it back, to be tried again."""

    async def note_reminded(self, debate_id: int, phase: int) -> bool:
        """Remember that the end of a phase has been reminded of; False when it was before."""

    async def claim_announcement(self, debate_id: int, now: datetime, until: datetime) -> bool:
        """Take the showing of a result for oneself until then; False when it has been shown or
        another process is at it.
        """

    async def renew_announcement(self, debate_id: int, until: datetime) -> None:
        """Keep the showing of a result for oneself for longer, once it has been taken."""

    async def release_announcement(self, debate_id: int) -> None:
        """Give it back, to be tried again."""

    async def note_announced(self, debate_id: int, now: datetime) -> None:
        """Remember that the result has been shown."""

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""

    async def forget(self, ended_before: datetime) -> int:
        """Of debates that ended before then: destroy the key, the ballots and the authors of
        contributions; the result stays.
        """

    async def due(self, before: datetime) -> Sequence[Debate]:
        """Debates that open or end a phase before then, the longest due first."""

    async def has_unshown(self) -> bool:
        """Whether the result of a closed debate waits to be shown."""

    async def clock_ahead(self, now: datetime) -> timedelta:
        """How far a process's clock is ahead of the one that all processes share."""

    async def next_due(self) -> datetime | None:
        """When the next debate opens or the next phase ends."""

    async def moderator_to_tell(self, debate_id: int, now: datetime) -> str:
        """Who started a debate that can't be shown, the first time that is asked; empty afterwards,
        and where nobody did.
        """

    async def record_action(
        self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime
    ) -> None:
        """The audit trail: which moderator did what to which debate."""


class BallotBox(Protocol):
    """Ballots under pseudonyms. Raises UnavailableError when nothing was recorded."""

    async def act(self, debate_id: int, member: str, decide: Decide) -> Acted:
        """Let `decide` see the debate and the member's answers and store what it says, in one
        transaction; returns only after the commit.

        Raises what `decide` raises, DebateError when there is no such debate, and UnavailableError
        when nothing was recorded.
        """

    async def finish(self) -> None:
        """Return when every act that waits has been stored or refused."""

    def give_up(self) -> None:
        """Tell every act that still waits that nothing was recorded."""

    async def answers(self, debate_id: int, member: str) -> Mapping[str, Answer]:
        """A member's own answers by question; none once the debate's key is destroyed."""

    async def counts(self, debate_id: int, question: str) -> Mapping[str, int]:
        """Answers to one question by choice."""

    async def seen(self, debate_id: int) -> Mapping[str, int]:
        """How many answered each question."""

    async def voters(self, debate_id: int) -> int:
        """How many members answered any question but a report."""

    async def set_aside(self, debate_id: int, question: str) -> None:
        """Reports that a moderator has looked at: they stay, so that nobody reports twice, and
        count no more.
        """

    async def all(self, debate_id: int) -> Sequence[Ballot]:
        """Every ballot of a debate, for its result."""


class Contributions(Protocol):
    """Members' arguments and statements."""

    async def add(self, given: Sequence[Contribution]) -> Sequence[Contribution]:
        """Store them; the ids given are replaced by new ones."""

    async def get(self, number: int) -> Contribution | None:
        """One of them."""

    async def of_debate(
        self, debate_id: int, *standings: Standing, author: str | None = None
    ) -> Sequence[Contribution]:
        """Those of a debate in the order they came, of these standings (all without any), and of
        one author.
        """

    async def decide(
        self, one: Contribution, standing: Standing, *, note: str = "", is_told: bool
    ) -> Contribution | None:
        """Change its standing from exactly the one that was read; None when another moderator came
        first.
        """

    async def revise(self, one: Contribution, text: str, standing: Standing) -> Contribution | None:
        """The author's new words for one that was handed back; None when it no longer is."""

    async def note_told(self, number: int) -> None:
        """Remember that its author knows the outcome."""


class Announcer(Protocol):
    """The surface that shows a debate where it is held. Raises DebateError when the place or
    message is gone or may not be written to.
    """

    async def publish(self, view: View, *, again: bool = False) -> str:
        """Post the motion with its buttons; returns the message's id. `again` when it may have been
        posted before: that message is taken then.
        """

    async def update(self, view: View) -> None:
        """Bring the posted message up to date."""

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        """Tell the thread which phase has begun, with its prompt."""

    async def remind(self, view: View) -> None:
        """Tell the thread that a vote ends soon; pings nobody but the role the debate names."""

    async def announce(self, view: View, *, again: bool = False) -> str:
        """Turn the posted message into the result, or post it anew when it is gone; returns the
        message's id.
        """

    async def tell_moderator(self, view: View, moderator: str, key: str) -> None:
        """Tell in private who started a debate why it can't be shown; a moderator who can't be
        reached finds it where debates are looked up.
        """

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """Tell a member in private what became of their contribution; False when they can't be
        reached that way.
        """

    async def read_back(self, view: View) -> Mapping[str, int] | None:
        """Votes by option of a poll that the surface itself holds; None as long as they are not
        final. Ends it if it still runs.
        """
