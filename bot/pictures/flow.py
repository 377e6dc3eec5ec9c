"""Before and after: two columns of sides with bands for the members who went from one to
the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.pictures import style
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.pictures.tables import describe, percent
from bot.results.picture_models import FlowModel, FlowSide, Labels, Picture
from bot.results.text_table import shorten, text_table

_HEIGHT = 330.0
_COLUMN = 30.0
_BETWEEN = 14.0
_LABEL = 20.0
_LEFT, _RIGHT = 240.0, style.WIDTH - 240.0
"""Inner edges of the two columns."""

Spans = list[tuple[float, float]]


def draw_flow(model: FlowModel, labels: Labels) -> Picture:
    """Sides as columns, movers as bands; where cells are withheld, words take the bands' place."""
    return Picture(_png(model, labels), _alt(model, labels), _table(model, labels))


def _png(model: FlowModel, labels: Labels) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    sheet = Sheet(head.top + 44 + _HEIGHT + _BETWEEN * (len(model.sides) - 1) + 14 + head.foot)
    head.draw(sheet)
    top = head.top + 44
    before = _column(
        sheet, model, labels, count_of=lambda side: side.before, x=_LEFT - _COLUMN, top=top
    )
    after = _column(sheet, model, labels, count_of=lambda side: side.after, x=_RIGHT, top=top)
    if before and after and all(cell is not None for row in model.cells for cell in row):
        _bands(sheet, model, before, after)
    else:
        for i, line in enumerate(labels.fill("flow.unknown").splitlines()):
            sheet.text(
                style.WIDTH / 2,
                top + _HEIGHT / 2 + 26 * i,
                line,
                19,
                colour=style.SOFT,
                align="center",
            )
    return sheet.png()


def _column(
    sheet: Sheet,
    model: FlowModel,
    labels: Labels,
    *,
    count_of: Callable[[FlowSide], int | None],
    x: float,
    top: float,
) -> Spans | None:
    """Draw one vote's column with its labels outside; its sides' spans, or None where its counts
    are not published.
    """
    left = x < style.WIDTH / 2
    outside, align = (x - 14, "right") if left else (x + _COLUMN + 14, "left")
    sheet.text(
        x + _COLUMN if left else x,
        top - 28,
        labels.fill("flow.first" if left else "flow.final"),
        19,
        colour=style.SOFT,
        align=align,
    )
    counts = [count_of(side) for side in model.sides]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or not sum(known):
        sheet.box((x, top), (_COLUMN, _HEIGHT), style.TRACK)
        for i, line in enumerate(
            wrap(labels.fill("hidden"), 18, _LEFT - _COLUMN - 14 - style.MARGIN, lines=3)
        ):
            sheet.text(
                outside, top + _HEIGHT / 2 + 24 * i, line, 18, colour=style.SOFT, align=align
            )
        return None
    spans = _spans(known, top)
    for i, (low, high) in enumerate(spans):
        sheet.box((x, low), (_COLUMN, high - low), style.mark(i).colour)
    for i, y in enumerate(
        _apart(
            [(low + high) / 2 for low, high in spans],
            60,
            top + 26,
            top + _HEIGHT + 2 * _BETWEEN - 26,
        )
    ):
        figures = f"{known[i]:,} · {percent(known[i] / sum(known))} %"
        _label(
            sheet, model.sides[i], style.mark(i), figures=figures, x=outside, y=y, after=not left
        )
    return spans


def _label(
    sheet: Sheet, side: FlowSide, mark: style.Mark, *, figures: str, x: float, y: float, after: bool
) -> None:
    align = "left" if after else "right"
    (name,) = wrap(
        side.label, _LABEL, _LEFT - _COLUMN - 14 - 28 - style.MARGIN, lines=1, bold=True
    ) or [""]
    step = 14 if after else -14
    sheet.symbol(x + step * 0.7, y - 12, mark, 17)
    sheet.text(x + 2 * step, y - 12, name, _LABEL, bold=True, align=align)
    sheet.text(x, y + 14, figures, 18, colour=style.SOFT, align=align)
    if after and side.net is not None:
        sheet.text(x + width_of(figures, 18) + 12, y + 14, _signed(side.net), 18, bold=True)


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
    total = sum(cell or 0 for row in model.cells for cell in row)
    leaving = [low for low, _ in before]
    arriving = [low for low, _ in after]
    for i, row in enumerate(model.cells):
        for j, cell in enumerate(row):
            thick = _HEIGHT * (cell or 0) / total
            if thick:
                left, right = (
                    (_LEFT, leaving[i], leaving[i] + thick),
                    (_RIGHT, arriving[j], arriving[j] + thick),
                )
                sheet.band(left, right, style.mark(i), strength=0.35 if i == j else 0.8)
            leaving[i] += thick
            arriving[j] += thick


def _alt(model: FlowModel, labels: Labels) -> str:
    rows = (
        labels.fill(
            "flow.alt_row",
            label=shorten(side.label, 40),
            before=_known(side.before, labels),
            after=_known(side.after, labels),
            net=labels.fill("hidden")
            if side.net is None
            else labels.fill("points", points=_signed(side.net)),
        )
        for side in model.sides
    )
    return describe(
        labels.fill(
            "flow.alt",
            title=shorten(model.title, 200),
            headline=model.headline,
            rows="; ".join(rows),
            footer=model.footer,
        )
    )


def _table(model: FlowModel, labels: Labels) -> str:
    header = (
        labels.fill("side"),
        labels.fill("flow.first"),
        labels.fill("flow.final"),
        labels.fill("net"),
    )
    rows = [
        (
            side.label,
            *("–" if n is None else f"{n:,}" for n in (side.before, side.after)),
            "–" if side.net is None else _signed(side.net),
        )
        for side in model.sides
    ]
    names = [side.label for side in model.sides]
    moves = [
        (name, *("–" if cell is None else f"{cell:,}" for cell in row))
        for name, row in zip(names, model.cells, strict=True)
    ]
    return text_table(header, rows) + "\n\n" + text_table(("→", *names), moves)


def _known(count: int | None, labels: Labels) -> str:
    return labels.fill("hidden") if count is None else f"{count:,}"


def _signed(points: float) -> str:
    """+12.5, −3, ±0, with a true minus."""
    text = f"{points:+.1f}".removesuffix(".0").replace("-", "−")
    return "±0" if text in ("+0", "−0") else text
