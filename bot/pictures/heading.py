"""The top and the foot that every model has."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import style
from bot.pictures.sheet import Sheet, wrap

INNER = style.WIDTH - 2 * style.MARGIN

_TITLE, _HEADLINE, _FOOT = 27.0, 23.0, 18.0


@dataclass(frozen=True, slots=True)
class Heading:
    """The wrapped lines of a model's motion, headline and footer; `top` and `foot` are the heights
    they take.
    """

    title: list[str]
    headline: list[str]
    footer: list[str]

    @property
    def top(self) -> float:
        """Units from the model's upper edge to its content."""
        return 30 + 35 * len(self.title) + 32 * len(self.headline) + 26

    @property
    def foot(self) -> float:
        """Units from the content to the model's lower edge."""
        return 22 + 25 * len(self.footer) + (10 if self.footer else 0)

    def draw(self, sheet: Sheet) -> None:
        """Set all three."""
        y = 30 + 35 / 2
        for line in self.title:
            sheet.text(style.MARGIN, y, line, _TITLE, bold=True)
            y += 35
        for line in self.headline:
            sheet.text(style.MARGIN, y + 4, line, _HEADLINE, colour=style.SOFT)
            y += 32
        y = sheet.height - 22 - 25 * len(self.footer) + 25 / 2
        for line in self.footer:
            sheet.text(style.MARGIN, y, line, _FOOT, colour=style.SOFT)
            y += 25


def heading(title: str, headline: str, footer: str) -> Heading:
    """Wrap the three texts to the model's width."""
    return Heading(
        wrap(title, _TITLE, INNER, lines=3, bold=True),
        wrap(headline, _HEADLINE, INNER, lines=2),
        wrap(footer, _FOOT, INNER, lines=2),
    )
