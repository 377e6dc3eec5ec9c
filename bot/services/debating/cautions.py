"""What a moderator is told before or after a start because single votes could be told from the
results, however little of each is published: a small electorate, or a motion that comes again.

A caution forbids nothing: who is asked, and how often, is the moderators' own business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.debate.models import Debate, Spec, State
from bot.debate.publishing.suppression import effective_k

_LATELY = timedelta(days=90)
LOOKED_THROUGH = 100
"""Debates of a server, newest first."""
_CIRCLES = 4
"""An electorate below so many times the least number of voters is small: a few who know one
another's votes can subtract them."""
STATES = (State.SCHEDULED, State.OPEN, State.PAUSED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Caution:
    """One of them: the key of its words and their slots."""

    key: str
    slots: tuple[tuple[str, object], ...] = ()


def cautions(
    spec: Spec,
    earlier: Sequence[Debate],
    *,
    k: int,
    now: datetime,
    electorate: int | None = None,
) -> tuple[Caution, ...]:
    """What to say about a debate. `earlier` are the server's, this one left out; `electorate` is
    how many may vote, where the surface knows.
    """
    least = _CIRCLES * effective_k(max(k, spec.voters))
    found = []
    if electorate is not None and electorate < least:
        slots = (("members", electorate), ("least", least))
        found.append(Caution("debate.caution.small", slots))
    elif electorate is None and spec.eligibility.role:
        found.append(Caution("debate.caution.role", (("least", least),)))
    same = next((one for one in earlier if _asks_again(spec, one, now)), None)
    if same is not None:
        others = same.eligibility != spec.eligibility
        key = "debate.caution.other_circle" if others else "debate.caution.again"
        found.append(Caution(key, (("id", same.id),)))
    elif spec.repeat_days:
        found.append(Caution("debate.caution.repeats"))
    return tuple(found)


def _asks_again(spec: Spec, debate: Debate, now: datetime) -> bool:
    is_recent = now - (debate.closed_at or debate.due_at) <= _LATELY
    return debate.state in STATES and is_recent and _plain(debate.motion) == _plain(spec.motion)


def _plain(motion: str) -> str:
    """Without what a motion may be dressed up with."""
    return "".join(letter for letter in motion.casefold() if letter.isalnum())
