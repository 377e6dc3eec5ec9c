"""Descriptions that fit Discord's limit, and shares as whole percent."""

from __future__ import annotations

from bot.results.picture_models import ALT_LIMIT


def describe(text: str) -> str:
    """A description on one line, cut with an ellipsis where it is over Discord's limit."""
    text = " ".join(text.split()).replace("..", ".")
    return text if len(text) <= ALT_LIMIT else text[: ALT_LIMIT - 1].rstrip() + "…"


def percent(share: float) -> str:
    """A share of 0..1 in whole percent; "<1" rather than a 0 that hides votes, ">99" rather than a
    false 100.
    """
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else f"{100 * share:.0f}"
