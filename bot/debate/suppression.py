"""k-anonymity of what is published: small totals, small cells, unanimity, turnout and successive live results."""

from __future__ import annotations

from dataclasses import dataclass

from bot.debate.swing import Swing
from bot.debate.tally import Tally

K_FLOOR = 3
K_DEFAULT = 5
UNANIMITY_FROM = 10

Count = int | None
"""A published count; None where it is suppressed."""


def effective_k(k: int) -> int:
    """The asked k, never below the floor."""
    return max(K_FLOOR, k)


def publish_tally(tally: Tally, k: int = K_DEFAULT) -> Tally | None:
    """The tally, or None: "too few to publish", because under k voted or because under 10 voted and all alike."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class PublishedSwing:
    """What may be said of a swing. `matrix`, `moved`, `p_value` and so on are None where they would let a small cell be recovered."""


def publish_swing(swing: Swing, k: int = K_DEFAULT) -> PublishedSwing | None:
    """The swing within the rules, or None: too few voted twice."""
    raise NotImplementedError


def open_turnout(ballots: int) -> Count:
    """The turnout to show while a debate is open: exact from 10, None ("fewer than 10") below."""
    return ballots if ballots >= UNANIMITY_FROM else None
