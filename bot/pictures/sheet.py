"""A sheet to draw on in plain units, y downwards: text that wraps, boxes, bands and marks on
matplotlib's object interface.

`pyplot` is avoided: it keeps every figure in a global registry and is not made for threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from bot.pictures import style
from bot.pictures.fonts import drawable, families

_POINTS = 0.72
"""Points per unit: a sheet has 100 units to the inch."""


class Sheet:
    """A picture in the making: 400 units wide, as tall as asked."""

    def __init__(self, height: float, ground: style.Ground) -> None:
        # Loaded when first a picture is wanted.
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415  # as above

        self.height = height
        self.ground = ground
        self._figure = Figure(figsize=(style.WIDTH / 100, height / 100), dpi=100 * style.SCALE)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, style.WIDTH), ylim=(height, 0))
        self._axes.axis("off")
        self._figure.patch.set_alpha(0)
        self._frame()

    def _frame(self) -> None:
        from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415  # as above

        box = FancyBboxPatch(
            (1, 1), style.WIDTH - 2, self.height - 2, boxstyle="round,pad=0,rounding_size=9"
        )
        box.set(facecolor=self.ground.paper, edgecolor=self.ground.edge, linewidth=0.7)
        self._axes.add_patch(box)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = "",
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """One line; y is its middle. Dollar signs stay dollar signs. ValueError for a size that
        nobody could read on a phone.
        """
        if size < style.LEAST:
            raise ValueError(f"text of {size} units is too small; {style.LEAST:.1f} at least")
        self._axes.text(
            x,
            y,
            text,
            fontfamily=families(),
            fontsize=size * _POINTS,
            color=colour or self.ground.text,
            fontweight="bold" if bold else "normal",
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def lines(
        self,
        lines: Sequence[str],
        x: float,
        top: float,
        size: float,
        *,
        colour: str = "",
        bold: bool = False,
    ) -> float:
        """Lines under each other from `top` on; where they end."""
        for line in lines:
            self.text(x, top + style.leading(size) / 2, line, size, colour=colour, bold=bold)
            top += style.leading(size)
        return top

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        colour: str,
        *,
        hollow: bool = False,
    ) -> None:
        """A rectangle, filled or as an outline."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415  # as above

        (x, y), (width, height) = corner, size
        if hollow:  # the line lies inside
            x, y, width, height = x + 0.75, y + 0.75, max(0.0, width - 1.5), height - 1.5
        patch = Rectangle(
            (x, y),
            width,
            height,
            facecolor="none" if hollow else colour,
            edgecolor=colour,
            linewidth=1.5 * _POINTS if hollow else 0,
        )
        self._axes.add_patch(patch)

    def band(
        self,
        left: tuple[float, float, float],
        right: tuple[float, float, float],
        colour: str,
        *,
        strength: float,
    ) -> None:
        """A curved band from (x, top, bottom) to (x, top, bottom)."""
        from matplotlib.patches import PathPatch  # noqa: PLC0415  # as above
        from matplotlib.path import Path  # noqa: PLC0415  # as above

        (x0, top0, low0), (x1, top1, low1) = left, right
        middle = (x0 + x1) / 2
        points = [
            (x0, top0),
            (middle, top0),
            (middle, top1),
            (x1, top1),
            (x1, low1),
            (middle, low1),
            (middle, low0),
            (x0, low0),
            (x0, top0),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        patch = PathPatch(Path(points, codes), facecolor=colour, alpha=strength, linewidth=0)
        self._axes.add_patch(patch)

    def path(self, points: Sequence[tuple[float, float]], colour: str, thick: float) -> None:
        """A line through points."""
        xs, ys = zip(*points, strict=True)
        self._axes.plot(xs, ys, color=colour, linewidth=thick * _POINTS, solid_capstyle="round")

    def area(self, corners: Sequence[tuple[float, float]], colour: str, padding: float) -> None:
        """A soft filled shape around corners (one or two corners make a disc or a capsule)."""
        from matplotlib.patches import Polygon  # noqa: PLC0415  # as above

        line = 2 * padding * _POINTS
        for tint, thick in ((colour, line), (self.ground.track, line - 2)):
            shape = Polygon(
                [*corners, corners[0]],
                facecolor=tint,
                edgecolor=tint,
                linewidth=thick,
                joinstyle="round",
                capstyle="round",
            )
            self._axes.add_patch(shape)

    def mark(self, x: float, y: float, mark: style.Mark, size: float = 12) -> None:
        """A symbol some `size` units across, or a letter on a disc."""
        colour = self.ground.tints[mark.tint]
        if mark.letter:
            self._dot(x, y, "o", colour, size * 1.5)
            self.text(x, y, mark.letter, style.SMALL, colour=self.ground.paper, bold=True,
                      align="center")  # fmt: skip
        else:
            self._dot(x, y, mark.symbol or "o", colour, size)

    def _dot(self, x: float, y: float, symbol: str, colour: str, size: float) -> None:
        self._axes.scatter(
            [x], [y], s=(size * _POINTS) ** 2, marker=symbol, color=colour, linewidths=0, zorder=2
        )

    def png(self) -> bytes:
        """The finished picture."""
        out = BytesIO()
        self._figure.savefig(out, format="png", transparent=True, metadata={"Software": None})
        return out.getvalue()


@lru_cache(maxsize=4_096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is set, in units."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415  # as above
    from matplotlib.textpath import text_to_path  # noqa: PLC0415  # as above

    font = FontProperties(
        family=families(), size=size * _POINTS, weight="bold" if bold else "normal"
    )
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / _POINTS


def wrap(text: str, size: float, width: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines of that width; a word too long is broken, a text too long
    ends in an ellipsis.
    """
    rest = drawable(text)
    found: list[str] = []
    while rest and len(found) < lines:
        cut = _fitting(rest, size, width, bold)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        last = found[-1]
        while last and width_of(last + "…", size, bold=bold) > width:
            last = last[:-1].rstrip()
        found[-1] = last + "…"
    return found


def _fitting(text: str, size: float, width: float, bold: bool) -> int:
    """How many characters fit on a line, up to the last space if there is one."""
    low, high = 1, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if width_of(text[:middle], size, bold=bold) <= width
            else (low, middle - 1)
        )
    if low == len(text):
        return low
    space = text.rfind(" ", 0, low + 1)
    return space if space > 0 else low
