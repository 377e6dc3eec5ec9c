"""What services and storage tell of their work, as numbers: never an id, never a text. Where nobody
listens, nothing happens.
"""

from __future__ import annotations

from typing import Protocol


class Meters(Protocol):
    """Counts and times, in seconds."""

    def asked(self, outcome: str, seconds: float) -> None:
        """A question was replied to: answer, clarify, absent or chat."""

    def voted(self, outcome: str, ballots: int = 1) -> None:
        """Ballots were counted, refused by a rule, or failed."""

    def queued(self, waiting: int) -> None:
        """How many ballots wait to be written now."""

    def committed(self, size: int, seconds: float) -> None:
        """One transaction of the ballot writer."""

    def retried(self) -> None:
        """The ballot writer lost its connection and tries again."""

    def deadline_met(self, lag: float) -> None:
        """A debate was opened, advanced or closed by time, this late."""

    def overdue(self, debates: int) -> None:
        """How many debates are past their deadline now."""

    def reloaded(self, outcome: str) -> None:
        """An edit of knowledge or prompts was taken or refused."""

    def part_works(self, part: str, *, is_well: bool) -> None:
        """Whether a part of the background (deadlines, sweep, retention, reload) is at work."""

    def background_failed(self, part: str) -> None:
        """What goes on beside the requests failed: a debate's turn, or forgetting."""

    def responded(self, kind: str, seconds: float) -> None:
        """Discord was given the first response to a command, component, autocomplete or modal."""

    def failed(self, kind: str) -> None:
        """An interaction failed unexpectedly."""

    def shed(self, kind: str) -> None:
        """An interaction came too late to be answered in time, and was dropped."""

    def blocked(self, seconds: float) -> None:
        """One call held the event loop this long."""

    def connected(self, shard: int, kind: str) -> None:
        """A session at Discord was begun (identify) or resumed (resume)."""

    def disconnected(self, shard: int) -> None:
        """A session at Discord was lost."""


class NoMeters:
    """Nobody listens."""

    def asked(self, outcome: str, seconds: float) -> None:
        """Nothing."""

    def voted(self, outcome: str, ballots: int = 1) -> None:
        """Nothing."""

    def queued(self, waiting: int) -> None:
        """Nothing."""

    def committed(self, size: int, seconds: float) -> None:
        """Nothing."""

    def retried(self) -> None:
        """Nothing."""

    def deadline_met(self, lag: float) -> None:
        """Nothing."""

    def overdue(self, debates: int) -> None:
        """Nothing."""

    def reloaded(self, outcome: str) -> None:
        """Nothing."""

    def part_works(self, part: str, *, is_well: bool) -> None:
        """Nothing."""

    def background_failed(self, part: str) -> None:
        """Nothing."""

    def responded(self, kind: str, seconds: float) -> None:
        """Nothing."""

    def failed(self, kind: str) -> None:
        """Nothing."""

    def shed(self, kind: str) -> None:
        """Nothing."""

    def blocked(self, seconds: float) -> None:
        """Nothing."""

    def connected(self, shard: int, kind: str) -> None:
        """Nothing."""

    def disconnected(self, shard: int) -> None:
        """Nothing."""
