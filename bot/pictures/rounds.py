"""A runoff: a row an option, a column a round, a bar where the option is still in it."""

from __future__ import annotations

from bot.pictures import style
from bot.pictures.heading import INNER, heading
from bot.pictures.sheet import Sheet, wrap
from bot.pictures.tables import describe
from bot.results.picture_models import Labels, Picture, RoundsModel, RoundsRow
from bot.results.text_table import shorten, text_table

_LABEL, _FIGURE, _HEAD = 20.0, 19.0, 18.0
_NAMES = 230.0
"""Room for the options' names to the left."""
_ROW, _BAR, _GAP, _LINE = 56.0, 24.0, 14.0, 23.0
_MOST_COLUMNS = 5
"""More rounds than this leave no room for their figures: the last ones are drawn, the table has
all.
"""


def draw_rounds(model: RoundsModel, labels: Labels) -> Picture:
    """Options from the winner down; a full bar is all ballots of its round."""
    return Picture(_png(model), _alt(model, labels), _table(model, labels))


def _png(model: RoundsModel) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    first = max(0, len(model.rounds) - _MOST_COLUMNS)
    sheet = Sheet(head.top + 34 + _ROW * len(model.rows) + head.foot)
    head.draw(sheet)
    width = (INNER - _NAMES) / (len(model.rounds) - first)
    for place, name in enumerate(model.rounds[first:]):
        left = style.MARGIN + _NAMES + width * place
        for line in wrap(name, _HEAD, width - _GAP, lines=1):
            sheet.text(left, head.top + 8, line, _HEAD, colour=style.SOFT)
    for i, row in enumerate(model.rows):
        top = head.top + 34 + _ROW * i
        _name(sheet, row, i, top)
        for place, count in enumerate(row.counts[first:]):
            left = style.MARGIN + _NAMES + width * place
            if count is not None:
                whole = model.wholes[first + place]
                _bar(sheet, (left, top), width - _GAP, count, whole, i, bold=row.leads)
    return sheet.png()


def _name(sheet: Sheet, row: RoundsRow, i: int, top: float) -> None:
    middle = top + _ROW / 2 - 4
    sheet.symbol(style.MARGIN + 11, middle, style.mark(i), 19)
    lines = wrap(row.label, _LABEL, _NAMES - 70, lines=2, bold=row.leads)
    for place, line in enumerate(lines):
        y = middle + _LINE * (place - (len(lines) - 1) / 2)
        sheet.text(style.MARGIN + 34, y, line, _LABEL, bold=row.leads)
    if row.leads:
        sheet.text(style.MARGIN + _NAMES - 28, middle, "★", 22, colour=style.mark(i).colour)


def _bar(  # noqa: PLR0917  # where, how wide, how much, of what, and in which mark
    sheet: Sheet,
    corner: tuple[float, float],
    width: float,
    count: int,
    whole: int,
    i: int,
    *,
    bold: bool,
) -> None:
    left, top = corner
    mark, room = style.mark(i), width - 46
    middle = top + _ROW / 2 - 4
    sheet.box((left, middle - _BAR / 2), (room, _BAR), style.TRACK)
    filled = room * count / max(1, whole)
    sheet.box((left, middle - _BAR / 2), (filled, _BAR), mark.colour, mark.hatch)
    sheet.text(left + width, middle, f"{count:,}", _FIGURE, bold=bold, align="right")


def _alt(model: RoundsModel, labels: Labels) -> str:
    rows = (
        labels.fill(
            "runoff.alt_row",
            label=shorten(row.label, 40),
            counts=", ".join("–" if count is None else f"{count:,}" for count in row.counts),
        )
        for row in model.rows
    )
    return describe(
        labels.fill(
            "runoff.alt",
            title=shorten(model.title, 200),
            headline=model.headline,
            rounds=", ".join(model.rounds),
            rows="; ".join(rows),
            footer=model.footer,
        )
    )


def _table(model: RoundsModel, labels: Labels) -> str:
    rows = [
        (
            ("★ " if row.leads else "") + row.label,
            *("" if count is None else f"{count:,}" for count in row.counts),
        )
        for row in model.rows
    ]
    return text_table((labels.fill("option"), *model.rounds), rows)
