"""A poll's result: a bar for each option under its label."""

from __future__ import annotations

from bot.pictures import style
from bot.pictures.heading import INNER, heading
from bot.pictures.sheet import Sheet, wrap
from bot.pictures.tables import describe, percent
from bot.results.cards import BarsCard, Labels, Picture
from bot.results.text_table import shorten, text_table

MAX_BARS = 10

_LABEL, _BAR, _GAP = 20.0, 26.0, 18.0
_LINE = 27.0
_FIGURES = 150.0
"""Room for "1,234 · 100 %" to the right of the bars."""


def draw_bars(card: BarsCard, labels: Labels) -> Picture:
    """Up to ten options, longest bar = all votes; more raises ValueError."""
    if not 1 <= len(card.bars) <= MAX_BARS:
        raise ValueError(f"{len(card.bars)} bars; a card holds 1 to {MAX_BARS}")
    return Picture(_png(card), _alt(card, labels), _table(card, labels))


def _png(card: BarsCard) -> bytes:
    head = heading(card.title, card.headline, card.footer)
    names = [wrap(bar.label, _LABEL, INNER - 62, lines=2, bold=bar.leads) for bar in card.bars]
    sheet = Sheet(head.top + sum(_LINE * len(name) + _BAR + _GAP for name in names) + head.foot)
    head.draw(sheet)
    y, room = head.top, INNER - _FIGURES
    for i, (bar, name) in enumerate(zip(card.bars, names, strict=True)):
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


def _alt(card: BarsCard, labels: Labels) -> str:
    rows = (
        labels.fill("poll.alt_bound", label=shorten(bar.label, 40), figure=bar.figure)
        if bar.figure
        else labels.fill(
            "poll.alt_row",
            label=shorten(bar.label, 40),
            votes=labels.count("votes", bar.votes),
            share=percent(bar.share),
        )
        for bar in card.bars
    )
    return describe(
        labels.fill(
            "poll.alt",
            title=shorten(card.title, 200),
            headline=card.headline,
            rows="; ".join(rows),
            footer=card.footer,
        )
    )


def _table(card: BarsCard, labels: Labels) -> str:
    header = (labels.fill("option"), labels.fill("votes_column"), labels.fill("share"))
    rows = [
        (
            ("★ " if bar.leads else "") + bar.label,
            bar.figure or f"{bar.votes:,}",
            "" if bar.figure else f"{percent(bar.share)} %",
        )
        for bar in card.bars
    ]
    return text_table(header, rows)
