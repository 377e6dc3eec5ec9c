"""Whether a probability means what it says: predicted against observed, in ten bins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.golden import Case
from bot.retrieval.retriever import Retriever

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose probability lay in one tenth: their mean probability, the share the best
    entry answered, how many.
    """

    predicted: float
    observed: float
    count: int


def reliability(
    cases: Sequence[Case], retriever: Retriever, passages: dict[str, frozenset[str]]
) -> tuple[Bin, ...]:
    """Questions that stand alone, refused ones too: the probability that the best entry answers,
    and whether it does.
    """
    found: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for case in cases:
        if case.label.get("style") in {"turn", "foreign", "compound"}:
            continue
        ranking = retriever.rank(retriever.read(case.question))
        right = bool(passages[ranking.candidates[0].entry] & case.right)
        found[min(_BINS - 1, int(ranking.probability * _BINS))].append((ranking.probability, right))
    return tuple(
        Bin(
            sum(p for p, _ in rows) / len(rows),
            sum(right for _, right in rows) / len(rows),
            len(rows),
        )
        for rows in found
        if rows
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the mean gap between predicted and observed, 0-1, weighed by
    how many lie in each bin.
    """
    whole = sum(one.count for one in bins)
    return (
        sum(one.count * abs(one.predicted - one.observed) for one in bins) / whole if whole else 0.0
    )


def as_text(bins: Sequence[Bin]) -> str:
    """The bins as lines."""
    lines = [
        "probability that the article answers, and how often it did",
        "predicted  observed  questions",
    ]
    lines += [f"{one.predicted:9.3f} {one.observed:9.3f} {one.count:10d}" for one in bins]
    return "\n".join([*lines, f"expected calibration error {calibration_error(bins):.3f}"])
