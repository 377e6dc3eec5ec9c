"""k-anonymity of what is published: small totals, unanimity, turnout and live results. Cross tables
are in `cross_table`.

These rules keep a published number from telling one member's vote to somebody who knows who took
part. They cannot help where a member's own vote is the key: of 6 against 1, the one knows how the
six voted, and so does any secret ballot's lone dissenter.
"""

from __future__ import annotations

from collections.abc import Sequence

K_FLOOR = 3
K_DEFAULT = 5
UNANIMITY_FROM = 10
"""From this many voters "everyone voted X" may be said; below it would be every member's vote."""

Count = int | None
"""A published count; None where it is suppressed."""


def effective_k(k: int) -> int:
    """The k asked for, never below the floor."""
    return max(K_FLOOR, k)


def is_unanimous(counts: Sequence[int]) -> bool:
    """Whether all these voters, too few to say so, chose alike."""
    return 0 < sum(counts) < UNANIMITY_FROM and max(counts) == sum(counts)


def is_enough(voters: int, k: int = K_DEFAULT) -> bool:
    """Whether counts of several votes may stand side by side: so many voters that even their
    unanimity may be told. Else the one that is withheld would be known to be unanimous.
    """
    return voters >= max(UNANIMITY_FROM, effective_k(k))


def publish_counts(counts: Sequence[int], k: int = K_DEFAULT) -> tuple[int, ...] | None:
    """The counts of one vote, or None: "too few to publish". Do not show the total either then, or
    unanimity would show by it.
    """
    if sum(counts) < effective_k(k) or is_unanimous(counts):
        return None
    return tuple(counts)


def may_stand_beside(part: Sequence[int], k: int = K_DEFAULT) -> bool:
    """Whether a result with these voters may be published beside the same result without them: the
    difference is their votes. How many they are decides, for how they voted would show by it.
    """
    return sum(part) == 0 or is_enough(sum(part), k)


def live_counts(
    shown: Sequence[int] | None, current: Sequence[int], changed: int, k: int = K_DEFAULT
) -> tuple[int, ...] | None:
    """What a live tally shows next, each count to the nearest multiple of k; None as long as there
    is too little to show.

    `shown` is what stands there now and `changed` the number of *different members* who voted,
    changed or withdrew since that was put there. Nothing moves until k have, so no refresh tells
    one member's vote. The rounding is for the end: the exact result less an exact last refresh
    would be the votes of the few who came between.
    """
    k = effective_k(k)
    if changed < k or publish_counts(current, k) is None:
        return tuple(shown) if shown is not None else None
    return tuple(k * ((2 * count + k) // (2 * k)) for count in current)
