"""Descriptions in whole sentences that fit Discord's limit, and shares as whole percent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.results.picture_models import ALT_LIMIT, Labels
from bot.results.text_table import shorten

_ENDS = (".", "!", "?", "…", ".”", "!”", "?”")
_MORE = "…"
_MOTION, LABEL = 200, 60
"""Characters of a motion and of a row's name that a description has room for."""
_BOUNDS = {"<": "fewer", ">": "more"}


class Model(Protocol):
    """What every model of a result has to say."""

    @property
    def headline(self) -> str:
        """What came out."""

    @property
    def title(self) -> str:
        """The motion."""

    @property
    def footer(self) -> str:
        """What is to be known of the figures."""


def described(model: Model, lines: Iterable[str], labels: Labels) -> str:
    """A result's description: what came out, of which motion, line by line, and the footer; the
    first two where the model has them.
    """
    head = [labels.fill("alt.motion", motion=shorten(model.title, _MOTION))] if model.title else []
    return describe((model.headline, *head, *lines, model.footer), labels)


def row_line(label: str, figures: str, labels: Labels) -> str:
    """One row: what it is, and its figures."""
    return labels.fill("alt.row", label=shorten(label, LABEL), figures=figures)


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
