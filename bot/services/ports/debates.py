"""Debates from plan to result, what has been shown of them, and who moderated what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.debate.models import Debate, Result, Spec, State


class Debates(Protocol):
    """Keeps debates, within a transaction."""

    async def add(self, spec: Spec, now: datetime) -> Debate:
        """Store a new debate with a ballot key of its own and its first statements: open, or
        scheduled where the spec names a later opening. One that opens now and repeats has its next
        run scheduled too.
        """

    async def get(self, debate_id: int) -> Debate | None:
        """One debate."""

    async def in_community(
        self, community: str, *states: State, limit: int = 25
    ) -> Sequence[Debate]:
        """A community's debates in these states, newest first."""

    async def with_results(
        self, community: str, limit: int = 25, *, article: str = ""
    ) -> Sequence[tuple[Debate, Result | None]]:
        """A community's closed debates, newest first; all, or those about one article."""

    async def talked_over(self, unless: str) -> Sequence[Debate]:
        """Open debates that are shown, in communities that have not set this setting."""

    async def due(self, before: datetime) -> Sequence[Debate]:
        """Debates that open or end a phase before then, the longest due first."""

    async def next_due(self) -> datetime | None:
        """When the next debate opens or the next phase ends."""

    async def unsettled(self) -> Sequence[Debate]:
        """All that time may bring something for: scheduled, open and paused debates, and closed
        ones whose result has not been shown.
        """

    async def has_unshown(self) -> bool:
        """Whether the result of a closed debate waits to be shown."""

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

    async def close(self, debate: Debate, now: datetime) -> Debate | None:
        """Take no more votes, from exactly this rev; None when another closed it first."""

    async def keep_result(self, debate_id: int, result: Result) -> Result:
        """Keep the result of a closed debate; the one it has had before stays. Returns what is
        kept.
        """

    async def result(self, debate_id: int) -> Result | None:
        """The published result of a closed debate."""

    async def note_conclusion(self, debate_id: int, text: str) -> None:
        """Keep a moderator's conclusion."""

    async def forget(self, ended_before: datetime) -> int:
        """Of debates that ended before then: destroy the key, the ballots and the authors of
        contributions; the result stays.
        """


class Showings(Protocol):
    """Remembers what has been shown of a debate, and which process is at it."""

    async def note_message(self, debate_id: int, message: str) -> None:
        """Remember where the debate is shown."""

    async def claim_phase(self, debate_id: int, phase: int) -> bool:
        """Take the announcement of a phase for oneself; False when it has been announced or another
        process is at it.
        """

    async def release_phase(self, debate_id: int, phase: int) -> None:
        """Give it back, to be tried again."""

    async def claim_reminder(self, debate_id: int, phase: int) -> bool:
        """Take the reminder of a phase's end for oneself; False when there was one."""

    async def claim_result(self, debate_id: int, now: datetime, until: datetime) -> bool:
        """Take the showing of a result for oneself until then; False when it has been shown or
        another process is at it.
        """

    async def renew_result(self, debate_id: int, until: datetime) -> None:
        """Keep the showing of a result for oneself for longer, once it has been taken."""

    async def release_result(self, debate_id: int) -> None:
        """Give it back, to be tried again."""

    async def note_result_shown(self, debate_id: int, message: str, now: datetime) -> None:
        """Remember that the result has been shown, and where."""


class Audit(Protocol):
    """Remembers which moderator did what to which debate."""

    async def record(
        self, community: str, moderator: str, action: str, debate_id: int | None, now: datetime
    ) -> None:
        """Remember an action."""

    async def moderator_to_tell(self, debate_id: int, now: datetime) -> str:
        """Who started a debate that can't be shown, the first time that is asked; empty afterwards,
        and where nobody did.
        """
