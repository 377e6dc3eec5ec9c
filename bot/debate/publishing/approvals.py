"""Approvals by option, as far as they may be told: an exact count only where at least k approve and
at least k don't; else "fewer than k" or "all but fewer than k".

Both buckets hold k values, so a count in one tells no small group's size. What else is told narrows
them: nobody may approve more than so many options, and the leaders lead. What an outsider can then
find out is exact (the counts that agree with everything published form an interval for each option,
since any counts up to the ballots' limit can be cast), and nothing is told where it is one value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.debate.publishing.suppression import UNANIMITY_FROM, effective_k


@dataclass(frozen=True, slots=True)
class PublishedApproval:
    """How many approve an option: from `least` to `most`, which are equal where it may be told."""

    option: str
    least: int
    most: int

    @property
    def exact(self) -> int | None:
        """The count; None where it is withheld."""
        return self.least if self.least == self.most else None


@dataclass(frozen=True, slots=True)
class PublishedApprovals:
    """Approvals in the options' order; `leaders` have the most, and `limit` is how many options one
    member could approve.
    """

    options: tuple[PublishedApproval, ...]
    leaders: tuple[str, ...]
    limit: int


def publish_approvals(
    counts: Mapping[str, int], voters: int, limit: int, k: int
) -> PublishedApprovals | None:
    """What may be told of so many voters' approvals; None is "too few to publish"."""
    k = effective_k(k)
    if voters < k:
        return None
    top = max(counts.values())
    leaders = tuple(option for option, count in counts.items() if count == top > 0)
    shown = tuple(_shown(option, count, voters, k) for option, count in counts.items())
    found = PublishedApprovals(shown, leaders, limit)
    # Hiding more of an unsafe one would tell that it is one, of which there are few.
    return found if _is_safe(found, voters) else None


def _shown(option: str, count: int, voters: int, k: int) -> PublishedApproval:
    if k <= count <= voters - k:
        return PublishedApproval(option, count, count)
    if voters < 2 * k:
        return PublishedApproval(option, 0, voters)
    return (
        PublishedApproval(option, 0, k - 1)
        if count < k
        else PublishedApproval(option, voters - k + 1, voters)
    )


def _is_safe(found: PublishedApprovals, voters: int) -> bool:
    """Whether no withheld count can be worked out; that nobody or everybody approves may be, where
    there are enough voters to say so.
    """
    withheld = [cell for cell in found.options if cell.exact is None]
    sayable = {0, voters} if voters >= UNANIMITY_FROM else set[int]()
    for cell in withheld:
        least, most = feasible(found, cell.option, voters)
        if least == most and least not in sayable:
            return False
    return bool(found.leaders) or voters >= UNANIMITY_FROM


def feasible(found: PublishedApprovals, option: str, voters: int) -> tuple[int, int]:
    """The least and the greatest count of an option that agree with all that is published."""
    lead = [cell for cell in found.options if cell.option in found.leaders]
    rest = [cell for cell in found.options if cell.option not in found.leaders]
    possible: list[int] = []
    for top in range(1 if lead else 0, voters + 1):
        room = found.limit * voters - len(lead) * top - sum(cell.least for cell in rest)
        if room < 0 or not _may_lead(lead, rest, top):
            continue
        if option in found.leaders:
            possible.append(top)
            continue
        cell = next(one for one in rest if one.option == option)
        highest = min(cell.most, top - 1 if lead else 0, cell.least + room)
        possible += [cell.least, highest]
    return min(possible), max(possible)


def _may_lead(
    lead: Sequence[PublishedApproval], rest: Sequence[PublishedApproval], top: int
) -> bool:
    """Whether the leaders can have `top` approvals each, more than any other."""
    if any(not cell.least <= top <= cell.most for cell in lead):
        return False
    return all(cell.least < top or (not lead and cell.least == 0) for cell in rest)
