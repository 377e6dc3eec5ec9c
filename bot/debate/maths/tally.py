"""Counts ballots: who won, by how much, of how many, and whether enough took part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.debate.maths.tally_stats import Interval, wilson


class TallyOutcome(StrEnum):
    """What a tally amounts to."""

    WON = "won"
    TIE = "tie"
    NO_QUORUM = "no-quorum"
    NO_VOTES = "no-votes"


@dataclass(frozen=True, slots=True)
class Share:
    """One option's votes; `share` and `interval` (Wilson, 95 %) are fractions of all
    ballots, 0..1.
    """

    option: str
    votes: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted vote. `leaders` are the options with most votes, two or more in a tie; `margin` is
    in percentage points.
    """

    shares: tuple[Share, ...]
    ballots: int
    leaders: tuple[str, ...]
    margin: float
    quorum: int
    eligible: int | None
    standing: TallyOutcome

    @property
    def winner(self) -> str | None:
        """The one option ahead, or None on a tie, without quorum, or without a vote for any
        side.
        """
        return self.leaders[0] if self.standing is TallyOutcome.WON else None

    @property
    def turnout(self) -> float | None:
        """Ballots per eligible member, 0..1; never above 1 though members may have left since they
        voted.
        """
        return min(1.0, self.ballots / self.eligible) if self.eligible else None

    @property
    def counts(self) -> tuple[int, ...]:
        """Votes by option, in the options' order."""
        return tuple(share.votes for share in self.shares)


def tally(
    options: Sequence[str],
    ballots: Iterable[str] | Mapping[str, int],
    *,
    neutral: Collection[str] = (),
    eligible: int | None = None,
    quorum: int = 0,
) -> Tally:
    """Count the ballots: one option each, or votes by option. `neutral` options ("undecided") count
    for quorum and shares but cannot win.

    `margin` is the leader's lead over the next side in percentage points of all ballots. A ballot
    for an option that is not there raises ValueError: counting it as nothing would change the
    result in silence.
    """
    counted = Counter(ballots)
    if strangers := counted.keys() - set(options):
        raise ValueError(f"ballots for unknown options: {sorted(strangers)}")
    cast = counted.total()
    shares = tuple(
        Share(
            option,
            counted[option],
            counted[option] / cast if cast else 0.0,
            wilson(counted[option], cast),
        )
        for option in options
    )
    sides = [counted[option] for option in options if option not in neutral]
    top, second, *_ = *sorted(sides, reverse=True), 0, 0
    leaders = tuple(
        option for option in options if option not in neutral and top and counted[option] == top
    )
    margin = 100 * (top - second) / cast if cast else 0.0
    return Tally(shares, cast, leaders, margin, quorum, eligible, _standing(cast, quorum, leaders))


def _standing(cast: int, quorum: int, leaders: tuple[str, ...]) -> TallyOutcome:
    if cast < quorum:
        return TallyOutcome.NO_QUORUM
    if not leaders:
        return TallyOutcome.NO_VOTES
    return TallyOutcome.WON if len(leaders) == 1 else TallyOutcome.TIE
