"""How a model looks: its own dark ground, so that Discord's theme does not matter, and marks that
differ by more than colour.

Colours are those of Okabe & Ito's palette for colour-blind readers ("Color Universal Design", 2008)
that stand out on the ground; each comes with a symbol and a hatch of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

GROUND = "#1b1d24"
EDGE = "#5c6270"
TEXT = "#f4f5f7"
SOFT = "#c3c8d1"
TRACK = "#2c303a"

WIDTH = 800
MARGIN = 36
SCALE = 1.5
"""Pixels per unit: 1,200 pixels wide. Discord shows a picture about 550 wide, so a text of 18 units
is read at 12 pixels.
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one option, side or group is drawn with."""

    colour: str
    symbol: str
    hatch: str


MARKS = (
    Mark("#56b4e9", "o", ""),
    Mark("#e69f00", "s", "//"),
    Mark("#b8bec9", "^", ".."),
    Mark("#cc79a7", "D", "\\\\"),
    Mark("#f0e442", "v", "xx"),
    Mark("#2cc295", "P", "--"),
    Mark("#f08a5d", "X", "||"),
    Mark("#8fa3ff", "p", "++"),
    Mark("#d8b98a", "h", "oo"),
    Mark("#9be3e0", "*", "//\\\\"),
)


def mark(i: int) -> Mark:
    """The mark of the i-th thing; they repeat after ten."""
    return MARKS[i % len(MARKS)]
