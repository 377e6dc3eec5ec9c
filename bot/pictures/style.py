"""How a picture looks: sizes that are read on a phone, colours for a dark and a light ground, and
marks that differ by more than colour.

A picture brings its own ground, because no one colour of text stands out on both of Discord's
themes. Colours are those of Okabe & Ito's palette for colour-blind readers ("Color Universal
Design", 2008), darkened for the light ground; none of them says good or bad.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 400
"""Units. Discord shows a picture some 400 pixels wide, a phone 270."""
SCALE = 3
"""Pixels per unit, so that screens with three pixels a point show it sharp."""
PHONE = 270
LEAST = 9 * WIDTH / PHONE
"""The smallest text, in units: nine pixels on a phone."""
MARGIN = 14
INNER = WIDTH - 2 * MARGIN

HEADLINE, LABEL, SMALL = 17.0, 15.0, 13.5


def leading(size: float) -> float:
    """The height of a line of that size."""
    return size * 1.3


@dataclass(frozen=True, slots=True)
class Ground:
    """The colours of one ground; `tints` are those of marks."""

    paper: str
    edge: str
    text: str
    soft: str
    track: str
    tints: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one option, side or group is drawn with: a tint of the ground, and a symbol or, where
    words have letters, a letter.
    """

    tint: str
    symbol: str = ""
    letter: str = ""


DARK = Ground(
    paper="#1b1d24",
    edge="#5c6270",
    text="#f4f5f7",
    soft="#c3c8d1",
    track="#2c303a",
    tints={
        "for": "#56b4e9",
        "against": "#e69f00",
        "between": "#b8bec9",
        "option": "#a9b7d6",
        "group-0": "#cc79a7",
        "group-1": "#2cc295",
        "group-2": "#f0e442",
        "group-3": "#8fa3ff",
        "group-4": "#d8b98a",
    },
)
LIGHT = Ground(
    paper="#ffffff",
    edge="#8d94a1",
    text="#1b1d24",
    soft="#4a505c",
    track="#eceef1",
    tints={
        "for": "#0072b2",
        "against": "#a85400",
        "between": "#666d7a",
        "option": "#4d5b80",
        "group-0": "#9c3d73",
        "group-1": "#00755a",
        "group-2": "#756600",
        "group-3": "#4a55c4",
        "group-4": "#85562a",
    },
)

_SHAPES = {"▲": Mark("for", "^"), "▼": Mark("against", "v"), "◆": Mark("between", "D")}
_GROUPS = 5


def mark_of(sign: str) -> Mark:
    """The mark of a sign as words have it: ▲, ▼, ◆, or an option's letter."""
    return _SHAPES.get(sign) or Mark("option", letter=sign)


def group_mark(i: int) -> Mark:
    """The mark of the i-th opinion group; no more than five are ever found."""
    return Mark(f"group-{i % _GROUPS}", letter=chr(ord("A") + i))
