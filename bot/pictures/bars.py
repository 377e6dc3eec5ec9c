"""A poll's result: a bar for each option under its label."""

from __future__ import annotations

from bot.pictures import style
from bot.pictures.describe import LABEL, described, percent, row_line, spoken
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.results.picture_models import Bar, BarsModel, Labels, Picture
from bot.results.text_table import shorten

MAX_BARS = 10

_BAR, _UNDER, _GAP = 12.0, 2.0, 9.0
_AFTER_MARK = 22.0


def draw_bars(model: BarsModel, labels: Labels, ground: style.Ground) -> Picture:
    """Up to ten options, longest bar = all votes; more raises ValueError."""
    if not 1 <= len(model.bars) <= MAX_BARS:
        raise ValueError(f"{len(model.bars)} bars; a model holds 1 to {MAX_BARS}")
    return Picture(_png(model, ground), _alt(model, labels))


def _png(model: BarsModel, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    names = [_wrapped(bar) for bar in model.bars]
    line = style.leading(style.LABEL)
    tall = sum(line * len(name) + _UNDER + _BAR + _GAP for name in names)
    sheet = Sheet(head.top + tall + head.foot, ground)
    head.draw(sheet)
    y = head.top
    for bar, name in zip(model.bars, names, strict=True):
        y = _draw(sheet, bar, name, y)
    return sheet.png()


def _draw(sheet: Sheet, bar: Bar, name: list[str], y: float) -> float:
    mark = style.mark_of(bar.sign)
    middle = y + style.leading(style.LABEL) / 2
    if bar.sign:
        sheet.mark(style.MARGIN + 8, middle, mark)
    right = style.WIDTH - style.MARGIN
    sheet.text(right, middle, _figures(bar), style.LABEL, bold=bar.leads, align="right")
    y = sheet.lines(name, style.MARGIN + _indent(bar), y, style.LABEL, bold=bar.leads) + _UNDER
    sheet.box((style.MARGIN, y), (style.INNER, _BAR), sheet.ground.track)
    sheet.box((style.MARGIN, y), (style.INNER * bar.share, _BAR), sheet.ground.tints[mark.tint])
    return y + _BAR + _GAP


def _wrapped(bar: Bar) -> list[str]:
    figures = width_of(_figures(bar), style.LABEL, bold=bar.leads)
    room = style.INNER - _indent(bar) - figures - 10
    return wrap(bar.label, style.LABEL, room, lines=2, bold=bar.leads) or [""]


def _indent(bar: Bar) -> float:
    return _AFTER_MARK if bar.sign else 0.0


def _figures(bar: Bar) -> str:
    """Leaders have a star, so that they stand out without the weight of the letters."""
    figures = bar.figure or f"{bar.votes:,} · {percent(bar.share)}%"
    return f"★ {figures}" if bar.leads else figures


def _alt(model: BarsModel, labels: Labels) -> str:
    return described(model, (_row(bar, labels) for bar in model.bars), labels)


def _row(bar: Bar, labels: Labels) -> str:
    if bar.figure:
        return row_line(bar.label, spoken(bar.figure, labels), labels)
    label, votes = shorten(bar.label, LABEL), labels.count("votes", bar.votes)
    return labels.fill("alt.bar", label=label, votes=votes, share=percent(bar.share))
