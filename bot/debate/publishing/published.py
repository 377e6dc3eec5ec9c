"""Results reduced to what may be published: the only values that pictures, pages and exports are
made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.debate.maths.clusters import Labels, Points
from bot.debate.maths.consensus import StatementCounts
from bot.debate.maths.swing import Swing, SwingVerdict, verdict_of_totals
from bot.debate.maths.tally_stats import Interval
from bot.debate.maths.votes import Votes
from bot.debate.publishing.cross_table import PublishedTable, suppress_table, whole_or_totals
from bot.debate.publishing.suppression import (
    K_DEFAULT,
    Count,
    effective_k,
    is_enough,
    may_stand_beside,
)

TABLE_FROM = 30
"""Below thirty there are so few tables with given totals that the rule by which cells are hidden
tells which of them it is.
"""


@dataclass(frozen=True, slots=True)
class PublishedSide:
    """One side among those who voted twice; `net` is in percentage points, None where before or
    after is hidden.
    """

    side: str
    before: Count
    after: Count
    net: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Movement:
    """Who moved, as far as it may be told: the same fields as in `Swing`."""

    moved: int
    gross: float
    towards_for: int
    towards_against: int
    p_value: float
    lead_interval: Interval


@dataclass(frozen=True, slots=True)
class PublishedSwing:
    """A swing fit to publish. `movement` is None where cells are hidden, since movers and intervals
    would give them away.

    `whole_first` and `whole_final` tell whether the tally of all first or final votes, the unpaired
    included, may be shown too.
    """

    sides: tuple[PublishedSide, ...]
    table: PublishedTable
    paired: int
    lead: float | None
    verdict: SwingVerdict | None
    movement: Movement | None
    only_before: Count
    only_after: Count
    whole_first: bool
    whole_final: bool


def publish_swing(swing: Swing, k: int = K_DEFAULT) -> PublishedSwing | None:
    """The swing within the rules, or None: too few voted twice.

    Whether anything is shown, and whether it is totals alone, depends on how many voted twice,
    never on how they voted: what is withheld tells nothing. The whole table is shown where no cell
    is small; without it, verdict and points are of the totals alone.
    """
    k = effective_k(k)
    if not is_enough(swing.paired, k):
        return None
    table = whole_or_totals(swing.matrix, k, whole=swing.paired >= TABLE_FROM)
    is_whole = table.is_complete
    before, after = table.row_totals or (), table.column_totals or ()
    sides = tuple(
        PublishedSide(side.side, was, now, side.net, side.interval if is_whole else None)
        for side, was, now in zip(swing.sides, before, after, strict=True)
    )
    return PublishedSwing(
        sides=sides,
        table=table,
        paired=swing.paired,
        lead=swing.lead,
        verdict=swing.verdict if is_whole else verdict_of_totals(before, after),
        movement=_movement(swing) if is_whole else None,
        only_before=_small(sum(swing.before_only), k),
        only_after=_small(sum(swing.after_only), k),
        whole_first=may_stand_beside(swing.before_only, k),
        whole_final=may_stand_beside(swing.after_only, k),
    )


def _movement(swing: Swing) -> Movement:
    return Movement(
        swing.moved,
        swing.gross,
        swing.towards_for,
        swing.towards_against,
        swing.p_value,
        swing.lead_interval,
    )


def _small(count: int, k: int) -> Count:
    return count if count == 0 or count >= k else None


def publish_statements(
    counts: Sequence[StatementCounts], k: int = K_DEFAULT
) -> tuple[StatementCounts, ...]:
    """The statements whose counts may be shown, which those with enough answers are, however they
    were answered; the others are left out.
    """
    return tuple(one for one in counts if is_enough(one.agree + one.disagree + one.passed, k))


def publish_groups(
    votes: Votes, labels: Sequence[int], statements: Sequence[str], k: int = K_DEFAULT
) -> dict[str, tuple[tuple[Count, ...], ...]]:
    """By statement, each group's (agree, disagree, pass); suppressed together with the room's
    totals, which are public.

    Voters in no group are a row of their own while cells are hidden: the totals less the groups
    would be their votes. Nothing is shown where fewer than thirty answered.
    """
    members = np.asarray(labels, dtype=np.int64)
    found = {}
    for i, statement in enumerate(statements):
        column = votes[:, i]
        table = [
            [int(((column == stance) & (members == group)).sum()) for stance in (1, -1, 0)]
            for group in sorted({*labels} | {-1})
        ]
        shown = suppress_table(table, k)
        # Without its column totals the table would be safe, but those are the statement's counts,
        # which stand beside it.
        found[statement] = (
            shown.cells[1:]
            if shown.column_totals and (shown.total or 0) >= TABLE_FROM
            else tuple((None,) * 3 for _ in table[1:])
        )
    return found


@dataclass(frozen=True, slots=True)
class Dot:
    """Voters who stand close together on the opinion map, drawn as one. `group` is −1 outside all
    groups.
    """

    x: float
    y: float
    members: int
    group: int


def publish_map(points: Points, labels: Labels, k: int = K_DEFAULT) -> tuple[Dot, ...]:
    """Neighbours of one group drawn as dots of k to 2k − 1 members each: a dot of one's own would
    show all one's votes together.

    Microaggregation by distance (Domingo-Ferrer & Mateo-Sanz, IEEE TKDE 14, 2002, 189–201). Groups
    under k are left out.
    """
    k = effective_k(k)
    dots: list[Dot] = []
    for group in sorted(set(labels.tolist())):
        left = points[labels == group]
        left = left[np.lexsort(left.T)]
        while len(left) >= k:
            order = _around_the_farthest(left)
            take = k if len(left) >= 2 * k else len(left)
            x, y = left[order[:take]].mean(axis=0)
            dots.append(Dot(float(x), float(y), take, int(group)))
            left = left[np.sort(order[take:])]
    return tuple(dots)


def _around_the_farthest(points: Points) -> Labels:
    """Indices by distance from the point that is farthest from the middle."""
    outermost = points[int(np.argmax(((points - points.mean(axis=0)) ** 2).sum(axis=1)))]
    order: Labels = np.argsort(((points - outermost) ** 2).sum(axis=1), kind="stable")
    return order
