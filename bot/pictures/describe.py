"""Descriptions in whole sentences that fit Discord's limit, and shares as whole percent."""

from __future__ import annotations

from collections.abc import Iterable

from bot.results.picture_models import ALT_LIMIT, Labels

_ENDS = (".", "!", "?", "…", ".”", "!”", "?”")
_MORE = "…"
_BOUNDS = {"<": "fewer", ">": "more"}


def describe(sentences: Iterable[str], labels: Labels) -> str:
    """Sentences on one line, each ended, with a word for an arrow; those that do not fit Discord's
    limit are left out from the end, and the dots tell so.
    """
    said, to = "", labels.fill("alt.to")
    for sentence in sentences:
        line = " ".join(sentence.replace("→", to).split())
        if not line:
            continue
        longer = f"{said} {line}{'' if line.endswith(_ENDS) else '.'}".strip()
        if len(longer) > ALT_LIMIT - 2:
            return (said or longer[: ALT_LIMIT - 2].rstrip()) + f" {_MORE}"
        said = longer
    return said


def spoken(figure: str, labels: Labels) -> str:
    """A bound as a screen reader can say it: "fewer than 5"."""
    if figure[:1] not in _BOUNDS:
        return figure
    return labels.fill(f"alt.{_BOUNDS[figure[0]]}", n=figure[1:])


def percent(share: float) -> str:
    """A share of 0..1 in whole percent; "<1" rather than a 0 that hides votes, ">99" rather than a
    false 100.
    """
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else f"{100 * share:.0f}"
