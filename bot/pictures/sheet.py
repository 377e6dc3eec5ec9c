"""A sheet to draw on in plain units, y downwards: text that wraps, boxes, bands and symbols on
matplotlib's object interface.

`pyplot` is avoided: it keeps every figure in a global registry and is not made for threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from bot.pictures import style
from bot.pictures.fonts import drawable, families

_POINTS = 0.72
"""Points per unit: a sheet has 100 units to the inch."""


class Sheet:
    """A model in the making: 800 units wide, as tall as asked."""

    def __init__(self, height: float) -> None:
        # Loaded when first a picture is wanted.
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415  # as above

        self.height = height
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
            (3, 3), style.WIDTH - 6, self.height - 6, boxstyle="round,pad=0,rounding_size=18"
        )
        box.set(facecolor=style.GROUND, edgecolor=style.EDGE, linewidth=1.5)
        self._axes.add_patch(box)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = style.TEXT,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """One line; y is its middle. Dollar signs stay dollar signs."""
        self._axes.text(
            x,
            y,
            text,
            fontfamily=families(),
            fontsize=size * _POINTS,
            color=colour,
            fontweight="bold" if bold else "normal",
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def box(
        self, corner: tuple[float, float], size: tuple[float, float], colour: str, hatch: str = ""
    ) -> None:
        """A filled rectangle; its hatch is drawn in the colour of the ground."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415  # as above

        patch = Rectangle(
            corner, *size, facecolor=colour, edgecolor=style.GROUND, linewidth=0, hatch=hatch
        )
        self._axes.add_patch(patch)

    def band(
        self,
        left: tuple[float, float, float],
        right: tuple[float, float, float],
        mark: style.Mark,
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
        patch = PathPatch(
            Path(points, codes),
            facecolor=mark.colour,
            alpha=strength,
            edgecolor=style.GROUND,
            linewidth=0,
            hatch=mark.hatch,
        )
        self._axes.add_patch(patch)

    def area(self, corners: Sequence[tuple[float, float]], colour: str, padding: float) -> None:
        """A soft filled shape around corners (one or two corners make a disc or a capsule)."""
        from matplotlib.patches import Polygon  # noqa: PLC0415  # as above

        line = 2 * padding * _POINTS
        for tint, thick in ((colour, line), (style.TRACK, line - 3)):
            shape = Polygon(
                [*corners, corners[0]],
                facecolor=tint,
                edgecolor=tint,
                linewidth=thick,
                joinstyle="round",
                capstyle="round",
            )
            self._axes.add_patch(shape)

    def symbol(self, x: float, y: float, mark: style.Mark, size: float) -> None:
        """A symbol `size` units across."""
        self._axes.scatter(
            [x],
            [y],
            s=(size * _POINTS) ** 2,
            marker=mark.symbol,
            color=mark.colour,
            edgecolors=style.GROUND,
            linewidths=0.8,
            zorder=5,
        )

    def png(self) -> bytes:
        """The finished model."""
        out = BytesIO()
        self._figure.savefig(out, format="png", transparent=True, metadata={"Software": None})
        return out.getvalue()


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
