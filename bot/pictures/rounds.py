"""A runoff: a row an option, a column a round, a bar where the option is still in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import style
from bot.pictures.describe import described, row_line
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, wrap
from bot.results.picture_models import Labels, Picture, RoundsModel, RoundsRow

_BAR, _UNDER, _GAP, _BETWEEN = 12.0, 3.0, 10.0, 12.0
_FIGURE = 34.0
"""Room for a count to the right of its bar."""
_HEAD = 22.0
_AFTER_MARK = 24.0
_MOST_COLUMNS = 4
"""More rounds than this leave no room for their figures: the last ones are drawn."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """An option in one round, of so many ballots, on so much room."""

    row: RoundsRow
    place: int
    whole: int
    width: float


def draw_rounds(model: RoundsModel, labels: Labels, ground: style.Ground) -> Picture:
    """Options from the winner down; a full bar is all ballots of its round."""
    return Picture(_png(model, labels, ground), _alt(model, labels))


def _png(model: RoundsModel, labels: Labels, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    first = max(0, len(model.rounds) - _MOST_COLUMNS)
    row = style.leading(style.LABEL) + _UNDER + _BAR + _GAP
    sheet = Sheet(head.top + _HEAD + row * len(model.rows) + head.foot, ground)
    head.draw(sheet)
    width = style.INNER / (len(model.rounds) - first)
    for place, name in enumerate(model.rounds[first:]):
        for line in wrap(name, style.SMALL, width - 6, lines=1):
            left = style.MARGIN + width * place
            sheet.text(left, head.top + 8, line, style.SMALL, colour=ground.soft)
    for i, one in enumerate(model.rows):
        top = head.top + _HEAD + row * i
        _name(sheet, one, top)
        top += style.leading(style.LABEL) + _UNDER
        for place in range(first, len(model.rounds)):
            corner = (style.MARGIN + width * (place - first), top)
            cell = _Cell(one, place, model.wholes[place], width - _BETWEEN)
            _draw(sheet, cell, corner, labels)
    return sheet.png()


def _name(sheet: Sheet, row: RoundsRow, top: float) -> None:
    middle = top + style.leading(style.LABEL) / 2
    sheet.mark(style.MARGIN + 9, middle, style.mark_of(row.sign))
    label = f"{row.label} ★" if row.leads else row.label
    lines = wrap(label, style.LABEL, style.INNER - _AFTER_MARK, lines=1, bold=row.leads)
    sheet.lines(lines, style.MARGIN + _AFTER_MARK, top, style.LABEL, bold=row.leads)


def _draw(sheet: Sheet, cell: _Cell, corner: tuple[float, float], labels: Labels) -> None:
    """The option's ballots in a round, that it is out of it, or nothing from then on."""
    (left, top), row = corner, cell.row
    middle, count = top + _BAR / 2, row.counts[cell.place]
    if count is None:
        if cell.place and row.counts[cell.place - 1] is not None:
            words = labels.fill("runoff.out")
            sheet.text(left, middle, words, style.SMALL, colour=sheet.ground.soft)
        return
    room = cell.width - _FIGURE
    filled = room * count / max(1, cell.whole)
    sheet.box((left, top), (room, _BAR), sheet.ground.track)
    sheet.box((left, top), (filled, _BAR), sheet.ground.tints[style.mark_of(row.sign).tint])
    sheet.text(left + room + 5, middle, f"{count:,}", style.SMALL, bold=row.leads)


def _alt(model: RoundsModel, labels: Labels) -> str:
    lines = (
        labels.fill("alt.rounds", rounds=", ".join(model.rounds)),
        *(row_line(row.label, _counts(row, labels), labels) for row in model.rows),
    )
    return described(model, lines, labels)


def _counts(row: RoundsRow, labels: Labels) -> str:
    told = [f"{count:,}" for count in row.counts if count is not None]
    out = [labels.fill("runoff.out")] if len(told) < len(row.counts) else []
    return ", ".join((*told, *out))
