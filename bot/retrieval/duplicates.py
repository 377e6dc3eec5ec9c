"""Says whether something has been said before in nearly the same words."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

_SAME = 90.0
"""Of 100: "Cameras make us safer" and "cameras make us safer!!" are the same, "Cameras make us less
safe" is not.
"""


def near_duplicate(text: str, others: Sequence[str]) -> str | None:
    """The one of `others` that says the same but for case, punctuation and typos, or None.

    Word by word and in order: a statement and its negation differ by one short word, so words may
    not be dropped or reordered.
    """
    plain = utils.default_process(text)
    found = process.extract(
        text,
        others,
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=_SAME,
        limit=None,
    )
    same = [
        other
        for other, _, _ in found
        if len(utils.default_process(other).split()) == len(plain.split())
    ]
    return same[0] if same else None
