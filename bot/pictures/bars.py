"""A poll's result: a bar for each option under its label."""

from __future__ import annotations

from bot.pictures import style
from bot.pictures.heading import INNER, heading
from bot.pictures.sheet import Sheet, wrap
from bot.pictures.tables import describe, percent
from bot.results.picture_models import BarsModel, Labels, Picture
from bot.results.text_table import shorten, text_table

MAX_BARS = 10

_LABEL, _BAR, _GAP = 20.0, 26.0, 18.0
_LINE = 27.0
_FIGURES = 150.0
"""Room for "1,234 · 100 %" to the right of the bars."""


def draw_bars(model: BarsModel, labels: Labels) -> Picture:
    """Up to ten options, longest bar = all votes; more raises ValueError."""
    if not 1 <= len(model.bars) <= MAX_BARS:
        raise ValueError(f"{len(model.bars)} bars; a model holds 1 to {MAX_BARS}")
    return Picture(_png(model), _alt(model, labels), _table(model, labels))


def _png(model: BarsModel) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    names = [wrap(bar.label, _LABEL, INNER - 62, lines=2, bold=bar.leads) for bar in model.bars]
    sheet = Sheet(head.top + sum(_LINE * len(name) + _BAR + _GAP for name in names) + head.foot)
    head.draw(sheet)
    y, room = head.top, INNER - _FIGURES
    for i, (bar, name) in enumerate(zip(model.bars, names, strict=True)):
        mark = style.mark(i)
        sheet.symbol(style.MARGIN + 11, y + _LINE / 2, mark, 19)
        for line in name:
            sheet.text(style.MARGIN + 34, y + _LINE / 2, line, _LABEL, bold=bar.leads)
            y += _LINE
        if bar.leads:
            sheet.text(
                style.WIDTH - style.MARGIN,
                y - _LINE / 2,
                "★",
                22,
                colour=mark.colour,
                align="right",
            )
        sheet.box((style.MARGIN, y + 2), (room, _BAR), style.TRACK)
        sheet.box((style.MARGIN, y + 2), (room * bar.share, _BAR), mark.colour, mark.hatch)
        figures = bar.figure or f"{bar.votes:,} · {percent(bar.share)} %"
        sheet.text(
            style.WIDTH - style.MARGIN,
            y + 2 + _BAR / 2,
            figures,
            _LABEL,
            bold=bar.leads,
            align="right",
        )
        y += _BAR + _GAP
    return sheet.png()


def _alt(model: BarsModel, labels: Labels) -> str:
    rows = (
        labels.fill("poll.alt_bound", label=shorten(bar.label, 40), figure=bar.figure)
        if bar.figure
        else labels.fill(
            "poll.alt_row",
            label=shorten(bar.label, 40),
            votes=labels.count("votes", bar.votes),
            share=percent(bar.share),
        )
        for bar in model.bars
    )
    return describe(
        labels.fill(
            "poll.alt",
            title=shorten(model.title, 200),
            headline=model.headline,
            rows="; ".join(rows),
            footer=model.footer,
        )
    )


def _table(model: BarsModel, labels: Labels) -> str:
    header = (labels.fill("option"), labels.fill("votes_column"), labels.fill("share"))
    rows = [
        (
            ("★ " if bar.leads else "") + bar.label,
            bar.figure or f"{bar.votes:,}",
            "" if bar.figure else f"{percent(bar.share)} %",
        )
        for bar in model.bars
    ]
    return text_table(header, rows)
