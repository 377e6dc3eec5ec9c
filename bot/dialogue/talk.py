"""What was said to a member before this message, as far as it is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.plan import Kind, Plan
from bot.dialogue.replies import Outcome
from bot.knowledge.models import Entry

_NEAR = ("ask.absent.not-an-answer", "ask.absent.instead")
"""What leads up to an entry that is no answer."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One reply: what it said, and when. Nothing of what the member wrote is kept."""

    plan: Plan
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """The entry that answered last, the ids of all that this talk has shown, and its turns, the
    oldest first; empty at its beginning.
    """

    before: Entry | None = None
    shown: frozenset[str] = frozenset()
    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Plan | None:
        """The last reply of all."""
        return self.turns[-1].plan if self.turns else None

    @property
    def told(self) -> Plan | None:
        """The last reply that told something of the article: what "that" mostly means."""
        return next(self.back(), None)

    @property
    def near(self) -> Entry | None:
        """What was shown last as no answer but close to one."""
        last = self.last
        if last is None or last.outcome is not Outcome.ABSENT or last.points:
            return None
        is_near = any(line.key in _NEAR for line in last.lead)
        return last.related[0] if is_near and last.related else None

    def back(self) -> Iterator[Plan]:
        """Replies that told something of the article, the newest first."""
        return (turn.plan for turn in reversed(self.turns) if turn.plan.points)

    @property
    def cited(self) -> frozenset[str]:
        """All passages shown so far."""
        return frozenset(cite for turn in self.turns for cite in turn.plan.cites)

    def times(self, *acts: str) -> int:
        """How often this talk has come to one of these acts."""
        return sum(turn.plan.act in acts for turn in self.turns)

    def names(self, kind: Kind) -> tuple[str, ...]:
        """What turns of a kind were about, the oldest first."""
        return tuple(turn.plan.about.name for turn in self.turns if turn.plan.about.kind is kind)


FRESH = Talk()
"""A talk that begins, or begins anew on another subject."""
