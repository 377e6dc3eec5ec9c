"""Before and after: two columns of sides with bands for the members who went from one to
the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures import style
from bot.pictures.describe import described
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.results.picture_models import FlowModel, FlowSide, Labels, Picture

_HEIGHT = 150.0
_COLUMN = 12.0
_BETWEEN = 10.0
_LABELS = 92.0
"""Room for the sides' names beside a column."""
_LEFT = style.MARGIN + _LABELS + 8 + _COLUMN
_RIGHT = style.WIDTH - _LEFT
"""Inner edges of the two columns."""
_NAMES = 24.0
_LEAST_APART = 2 * style.leading(style.SMALL) + 4

Spans = list[tuple[float, float]]


def draw_flow(model: FlowModel, labels: Labels, ground: style.Ground) -> Picture:
    """Sides as columns, movers as bands."""
    return Picture(_png(model, labels, ground), _alt(model, labels))


def _png(model: FlowModel, labels: Labels, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    tall = _HEIGHT + _BETWEEN * (len(model.sides) - 1) + 18
    sheet = Sheet(head.top + _NAMES + tall + head.foot, ground)
    head.draw(sheet)
    top = head.top + _NAMES
    for key, x, align in (("first", _LEFT, "right"), ("final", _RIGHT, "left")):
        words = labels.fill(f"flow.{key}")
        sheet.text(x, head.top + 8, words, style.SMALL, colour=ground.soft, align=align)
    before = _spans([side.before for side in model.sides], top)
    after = _spans([side.after for side in model.sides], top)
    _column(sheet, model.sides, before, final=False)
    _column(sheet, model.sides, after, final=True)
    _bands(sheet, model, before, after)
    return sheet.png()


def _column(sheet: Sheet, sides: Sequence[FlowSide], spans: Spans, *, final: bool) -> None:
    """One vote's column with its labels outside."""
    x = _RIGHT if final else _LEFT - _COLUMN
    low, high = spans[0][0] + 18, spans[-1][1] - 8
    middles = _apart([(top + end) / 2 for top, end in spans], _LEAST_APART, low, high)
    for side, (top, end), y in zip(sides, spans, middles, strict=True):
        tint = style.mark_of(side.sign).tint
        sheet.box((x, top), (_COLUMN, end - top), sheet.ground.tints[tint])
        _label(sheet, side, y, final=final)


def _label(sheet: Sheet, side: FlowSide, y: float, *, final: bool) -> None:
    """The side's name, and under it its symbol with its votes."""
    half = style.leading(style.SMALL) / 2
    (name,) = wrap(side.label, style.SMALL, _LABELS, lines=1) or [""]
    figures = (
        f"{side.after:,} ({_signed(side.after - side.before)})" if final else f"{side.before:,}"
    )
    mark, wide = style.mark_of(side.sign), width_of(figures, style.SMALL, bold=True)
    if final:
        x = _RIGHT + _COLUMN + 8
        sheet.text(x, y - half, name, style.SMALL)
        sheet.mark(x + 6, y + half, mark, 11)
        sheet.text(x + 17, y + half, figures, style.SMALL, bold=True)
    else:
        x = _LEFT - _COLUMN - 8
        sheet.text(x, y - half, name, style.SMALL, align="right")
        sheet.text(x, y + half, figures, style.SMALL, bold=True, align="right")
        sheet.mark(x - wide - 11, y + half, mark, 11)


def _spans(counts: Sequence[int], top: float) -> Spans:
    """Top and bottom of each side's part of a column."""
    total, y, spans = sum(counts), top, []
    for count in counts:
        height = _HEIGHT * count / total
        spans.append((y, y + height))
        y += height + (_BETWEEN if count else 0)
    return spans


def _apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Heights as wanted but `least` apart and within bounds, so that labels of small sides do not
    overlap.
    """
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + least if placed else low))
    limit = max(high, low + least * (len(placed) - 1))
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - least
    return placed


def _bands(sheet: Sheet, model: FlowModel, before: Spans, after: Spans) -> None:
    total = sum(map(sum, model.cells))
    leaving = [low for low, _ in before]
    arriving = [low for low, _ in after]
    for i, row in enumerate(model.cells):
        for j, cell in enumerate(row):
            thick = _HEIGHT * cell / total
            if thick:
                left = (_LEFT, leaving[i], leaving[i] + thick)
                right = (_RIGHT, arriving[j], arriving[j] + thick)
                tint = style.mark_of(model.sides[i].sign).tint
                strength = 0.3 if i == j else 0.8
                sheet.band(left, right, sheet.ground.tints[tint], strength=strength)
            leaving[i] += thick
            arriving[j] += thick


def _alt(model: FlowModel, labels: Labels) -> str:
    lines = (
        *(
            labels.fill("alt.side", label=side.label, before=side.before, after=side.after)
            for side in model.sides
        ),
        *_moves(model, labels),
    )
    return described(model, lines, labels)


def _moves(model: FlowModel, labels: Labels) -> Iterator[str]:
    for i, row in enumerate(model.cells):
        for j, cell in enumerate(row):
            if cell and i != j:
                was, now = model.sides[i].label, model.sides[j].label
                members = labels.count("members", cell)
                yield labels.fill("alt.move", members=members, was=was, now=now)


def _signed(change: int) -> str:
    """+13, −9, ±0, with a true minus."""
    return f"{change:+d}".replace("-", "−") if change else "±0"
