"""Which statements set an opinion group apart from everybody else.

Proportions are smoothed by one vote each way; z values compare with one half and with the rest of
the room, as in Polis (Small et al., Recerca 26, 2021). The groups were formed from these very
votes, so the z values describe and prove nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bot.debate.maths.votes import Stance, Votes

Z_90_ONE_SIDED = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement a group stands out by: `chosen` of `seen` members took the `stance`, against
    `rest_chosen` of `rest_seen`.
    """

    statement: str
    stance: Stance
    chosen: int
    seen: int
    rest_chosen: int
    rest_seen: int

    @property
    def strength(self) -> float:
        """Ratio to the rest x its z x share x its z: how far and how surely the group
        stands out.
        """
        share = (self.chosen + 1) / (self.seen + 2)
        ratio = share / ((self.rest_chosen + 1) / (self.rest_seen + 2))
        return ratio * self.z_rest * share * self.z_half

    @property
    def z_half(self) -> float:
        """One-proportion z against one half."""
        return 2 * sqrt(self.seen + 1) * ((self.chosen + 1) / (self.seen + 1) - 0.5)

    @property
    def z_rest(self) -> float:
        """Two-proportion z against the rest of the room; 0 where all are alike."""
        chosen, seen, others, rest = (
            self.chosen + 1,
            self.seen + 1,
            self.rest_chosen + 1,
            self.rest_seen + 1,
        )
        pooled = (chosen + others) / (seen + rest)
        if pooled >= 1:
            return 0.0
        return (chosen / seen - others / rest) / sqrt(pooled * (1 - pooled) * (1 / seen + 1 / rest))

    @property
    def stands_out(self) -> bool:
        """Both z values over the 90 % one-sided bound."""
        return self.z_half > Z_90_ONE_SIDED and self.z_rest > Z_90_ONE_SIDED


def representative_statements(
    votes: Votes,
    labels: Sequence[int],
    statements: Sequence[str],
    *,
    hidden: Sequence[int] = (),
    limit: int = 5,
) -> tuple[tuple[Representative, ...], ...]:
    """By group, strongest first. A statement stands once, for the stance that sets the group apart
    more; a group may have none.
    """
    members = np.asarray(labels, dtype=np.int64)
    shown = [i for i in range(len(statements)) if i not in set(hidden)]
    found = []
    for group in range(int(members.max(initial=-1)) + 1):
        inside, rest = votes[members == group], votes[(members != group) & (members >= 0)]
        strongest = [_stronger(inside[:, i], rest[:, i], statements[i]) for i in shown]
        ranked = sorted((one for one in strongest if one.stands_out), key=lambda one: -one.strength)
        found.append(tuple(ranked[:limit]))
    return tuple(found)


def _stronger(inside: Votes, rest: Votes, statement: str) -> Representative:
    both = (_count(inside, rest, statement, stance) for stance in (Stance.AGREE, Stance.DISAGREE))
    return max(both, key=lambda one: one.z_rest)


def _count(inside: Votes, rest: Votes, statement: str, stance: Stance) -> Representative:
    (chosen, seen), (others, asked) = (
        ((int((v == stance).sum())), int((~np.isnan(v)).sum())) for v in (inside, rest)
    )
    return Representative(statement, stance, chosen, seen, others, asked)
