"""Every runoff of three to twelve voters among three options, by brute force: `python -m
tests.benchmarks.rooms [VOTERS]`. Exposed are groups of fewer than three whose number follows from
what is published; two minutes.
"""

from __future__ import annotations

import sys
from math import comb

from tests.unit.debate.publishing.test_small_rooms import test_runoffs_tell_no_small_group

_KINDS = 9
"""Ballots that rank one or two of three options."""


def main(most: int) -> None:
    """Fails at the first that is exposed."""
    test_runoffs_tell_no_small_group(2, range(3, most + 1))
    rooms = sum(comb(voters + _KINDS - 1, _KINDS - 1) for voters in range(3, most + 1))
    print(f"{rooms:,} runoffs of 3 to {most} voters: exposed 0", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
