"""Two bars an option: before and after, or one debate beside another."""

from __future__ import annotations

from bot.pictures import style
from bot.pictures.describe import described, row_line
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.results.picture_models import Labels, PairsModel, PairsRow, Picture

_BAR, _UNDER, _BETWEEN, _GAP = 9.0, 2.0, 3.0, 11.0
_AFTER_MARK = 22.0
_LEGEND = 24.0


def draw_pairs(model: PairsModel, labels: Labels, ground: style.Ground) -> Picture:
    """The first bar is an outline and the second filled, so that no colour is needed to tell them
    apart; one that is not published is left out.
    """
    return Picture(_png(model, ground), _alt(model, labels))


def _png(model: PairsModel, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    row = style.leading(style.LABEL) + _UNDER + 2 * _BAR + _BETWEEN + _GAP
    sheet = Sheet(head.top + _LEGEND + row * len(model.rows) + head.foot, ground)
    head.draw(sheet)
    _legend(sheet, model.columns, head.top)
    for i, one in enumerate(model.rows):
        _draw(sheet, one, head.top + _LEGEND + row * i)
    return sheet.png()


def _legend(sheet: Sheet, columns: tuple[str, str], top: float) -> None:
    x, room = float(style.MARGIN), style.INNER / 2 - 30
    for place, column in enumerate(columns):
        (name,) = wrap(column, style.SMALL, room, lines=1) or [""]
        sheet.box((x, top + 4), (16, _BAR), sheet.ground.soft, hollow=place == 0)
        sheet.text(x + 22, top + 4 + _BAR / 2, name, style.SMALL, colour=sheet.ground.soft)
        x += 22 + width_of(name, style.SMALL) + 18


def _draw(sheet: Sheet, row: PairsRow, y: float) -> None:
    mark = style.mark_of(row.sign)
    colour = sheet.ground.tints[mark.tint]
    middle = y + style.leading(style.LABEL) / 2
    indent = _AFTER_MARK if row.sign else 0.0
    if row.sign:
        sheet.mark(style.MARGIN + 8, middle, mark)
    right = style.WIDTH - style.MARGIN
    sheet.text(right, middle, row.figures, style.LABEL, bold=True, align="right")
    room = style.INNER - indent - width_of(row.figures, style.LABEL, bold=True) - 10
    sheet.lines(wrap(row.label, style.LABEL, room, lines=1), style.MARGIN + indent, y, style.LABEL)
    y += style.leading(style.LABEL) + _UNDER
    for place, length in enumerate((row.first, row.second)):
        top = y + place * (_BAR + _BETWEEN)
        sheet.box((style.MARGIN, top), (style.INNER, _BAR), sheet.ground.track)
        if length:
            wide = max(2.0, style.INNER * length)
            sheet.box((style.MARGIN, top), (wide, _BAR), colour, hollow=place == 0)


def _alt(model: PairsModel, labels: Labels) -> str:
    first, second = model.columns
    lines = (
        labels.fill("alt.pairs", first=first, second=second),
        *(row_line(row.label, row.figures, labels) for row in model.rows),
    )
    return described(model, lines, labels)
