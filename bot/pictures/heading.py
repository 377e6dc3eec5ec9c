"""The top and the foot that every picture has: how it ended, on which motion; and of how many."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import style
from bot.pictures.sheet import Sheet, wrap

_ABOVE, _BELOW = 12.0, 10.0
_NARROWER = (0.9, 0.8, 0.7)
"""Parts of the width that a headline of several lines may do with."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The wrapped lines of a picture's headline, motion and footer; `top` and `foot` are the
    heights they take.
    """

    headline: list[str]
    title: list[str]
    footer: list[str]

    @property
    def top(self) -> float:
        """Units from the upper edge to the content."""
        if not self.headline:
            return _ABOVE
        lines = style.leading(style.HEADLINE) * len(self.headline)
        return _ABOVE + lines + style.leading(style.SMALL) * len(self.title) + _BELOW

    @property
    def foot(self) -> float:
        """Units from the content to the lower edge."""
        return style.leading(style.SMALL) * len(self.footer) + (_BELOW if self.footer else 4)

    def draw(self, sheet: Sheet) -> None:
        """Set all three."""
        y = _ABOVE
        y = sheet.lines(self.headline, style.MARGIN, y, style.HEADLINE, bold=True)
        sheet.lines(self.title, style.MARGIN, y, style.SMALL, colour=sheet.ground.soft)
        y = sheet.height - self.foot
        sheet.lines(self.footer, style.MARGIN, y, style.SMALL, colour=sheet.ground.soft)


def _balanced(headline: str) -> list[str]:
    """As few lines as it takes, and none with a lone word where they can be of like length."""
    lines = wrap(headline, style.HEADLINE, style.INNER, lines=4, bold=True)
    for share in _NARROWER:
        tried = wrap(headline, style.HEADLINE, style.INNER * share, lines=4, bold=True)
        if len(tried) != len(lines):
            break
        lines = tried
    return lines


def heading(title: str, headline: str, footer: str) -> Heading:
    """Wrap the three texts to the picture's width; where there is no headline, the motion is it."""
    if not headline:
        title, headline = "", title
    return Heading(
        _balanced(headline),
        wrap(title, style.SMALL, style.INNER, lines=2),
        wrap(footer, style.SMALL, style.INNER, lines=3),
    )
