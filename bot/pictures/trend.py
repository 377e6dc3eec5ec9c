"""The same motion time after time: a line an option, in percent."""

from __future__ import annotations

from collections.abc import Iterator

from bot.pictures import style
from bot.pictures.describe import described, row_line
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of
from bot.results.picture_models import Labels, Picture, TrendLine, TrendModel
from bot.results.text_table import shorten

_HEIGHT = 150.0
_LEGEND, _DAYS = 26.0, 30.0
_LEFT, _RIGHT = style.MARGIN + 44.0, style.WIDTH - style.MARGIN - 52.0
_APART = style.leading(style.SMALL)

Points = list[tuple[float, float]]


def draw_trend(model: TrendModel, labels: Labels, ground: style.Ground) -> Picture:
    """A mark a debate; a line breaks where a result was withheld."""
    return Picture(_png(model, ground), _alt(model, labels))


def _png(model: TrendModel, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    sheet = Sheet(head.top + _LEGEND + _HEIGHT + _DAYS + head.foot, ground)
    head.draw(sheet)
    _legend(sheet, model, head.top + 8)
    top = head.top + _LEGEND
    _grid(sheet, model, top)
    for line in model.lines:
        _line(sheet, line, top)
    _ends(sheet, model, top)
    return sheet.png()


def _legend(sheet: Sheet, model: TrendModel, y: float) -> None:
    x = float(style.MARGIN)
    for line in model.lines:
        name = shorten(line.label, 14)
        sheet.mark(x + 7, y, style.mark_of(line.sign), 11)
        sheet.text(x + 19, y, name, style.SMALL)
        x += 19 + width_of(name, style.SMALL) + 14


def _grid(sheet: Sheet, model: TrendModel, top: float) -> None:
    for percent in (0, 50, 100):
        y = top + _HEIGHT * (1 - percent / 100)
        sheet.path([(_LEFT, y), (_RIGHT, y)], sheet.ground.edge, 0.8)
        soft = sheet.ground.soft
        sheet.text(_LEFT - 6, y, f"{percent}%", style.SMALL, colour=soft, align="right")
    ends = ((0, "left"), (-1, "right")) if len(model.moments) > 1 else ((0, "left"),)
    for place, align in ends:
        x = _x(place % len(model.moments), len(model.moments))
        y = top + _HEIGHT + 14
        day = model.moments[place]
        sheet.text(x, y, day, style.SMALL, colour=sheet.ground.soft, align=align)


def _line(sheet: Sheet, line: TrendLine, top: float) -> None:
    mark = style.mark_of(line.sign)
    for run in _runs(line, top):
        if len(run) > 1:
            sheet.path(run, sheet.ground.tints[mark.tint], 2.5)
        for x, y in run:
            sheet.mark(x, y, style.Mark(mark.tint, mark.symbol or "o"), 9)


def _runs(line: TrendLine, top: float) -> Iterator[Points]:
    run: Points = []
    for place, value in enumerate(line.values):
        if value is None:
            yield run
            run = []
        else:
            run.append((_x(place, len(line.values)), top + _HEIGHT * (1 - value / 100)))
    yield run


def _ends(sheet: Sheet, model: TrendModel, top: float) -> None:
    """The last value of each line beside its end, pushed apart where they would overlap."""
    last = [(line.values[-1], line) for line in model.lines if line.values[-1] is not None]
    y = top - _APART
    for value, _ in sorted(last, key=lambda one: -(one[0] or 0)):
        y = max(y + _APART, top + _HEIGHT * (1 - (value or 0) / 100))
        sheet.text(_RIGHT + 10, y, f"{value or 0:.0f}%", style.SMALL, bold=True)


def _x(place: int, whole: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (place / (whole - 1) if whole > 1 else 0.5)


def _alt(model: TrendModel, labels: Labels) -> str:
    lines = (
        labels.fill("alt.trend", days=", ".join(model.moments)),
        *(row_line(line.label, _values(line, labels), labels) for line in model.lines),
    )
    return described(model, lines, labels)


def _values(line: TrendLine, labels: Labels) -> str:
    return ", ".join(
        labels.fill("hidden") if value is None else f"{value:.0f}%" for value in line.values
    )
