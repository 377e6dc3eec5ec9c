"""Ballots under pseudonyms: cast through the box, read back within a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.debate.ballots import Acted, Decide
from bot.debate.models import Ballot, Debate, OwnAnswer


class BallotBox(Protocol):
    """Takes ballots. Raises UnavailableError when nothing was recorded."""

    def of(self, community: str) -> BallotBox:
        """The same for one community alone: others' debates don't exist in it."""

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


class Ballots(Protocol):
    """Reads ballots: their voter's own, or counts without names; and takes reports, which decide
    what is shown in the same transaction.
    """

    async def act(self, debate: Debate, member: str, decide: Decide) -> None:
        """Let `decide` see the member's answers and store what it says, with whatever else this
        transaction stores. Raises what it raises, and UnavailableError once the debate's key is
        destroyed.
        """

    async def set_aside(self, debate_id: int, question: str) -> None:
        """Reports that a moderator has looked at: they stay, so that nobody reports twice, and
        count no more.
        """

    async def answers(self, debate_id: int, member: str) -> Mapping[str, OwnAnswer]:
        """A member's own answers by question; none once the debate's key is destroyed."""

    async def counts(self, debate_id: int, question: str) -> Mapping[str, int]:
        """Answers to one question by choice."""

    async def seen(self, debate_id: int) -> Mapping[str, int]:
        """How many answered each question."""

    async def voters(self, debate_id: int) -> int:
        """How many members answered any question but a report or a mark on an argument."""

    async def all(self, debate_id: int, *, most: int | None = None) -> Sequence[Ballot] | None:
        """Every ballot of a debate, for its result; None where there are more than `most`."""
