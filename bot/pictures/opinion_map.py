"""The opinion map: dots for members who vote alike, a soft area for each group, and what the groups
stand for.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.debate.publishing.published import Dot
from bot.pictures import style
from bot.pictures.heading import INNER, heading
from bot.pictures.sheet import Sheet, wrap
from bot.pictures.tables import describe
from bot.results.picture_models import Labels, MapGroup, MapModel, Picture
from bot.results.text_table import shorten, text_table

_HEIGHT = 400.0
_PADDING = 20.0
_NAME, _STANDS = 20.0, 18.0

Point = tuple[float, float]


def draw_map(model: MapModel, labels: Labels) -> Picture:
    """Dots scaled alike in both directions, so that distances compare."""
    return Picture(_png(model, labels), _alt(model, labels), _table(model, labels))


def _png(model: MapModel, labels: Labels) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    legend = [
        [wrap(one, _STANDS, INNER - 40, lines=2) for one in group.stands_for]
        for group in model.groups
    ]
    tall = sum(34 + 25 * sum(map(len, stands)) + 10 for stands in legend)
    sheet = Sheet(head.top + _HEIGHT + 24 + tall + head.foot)
    head.draw(sheet)
    _plot(sheet, model, head.top)
    y = head.top + _HEIGHT + 24
    for i, (group, stands) in enumerate(zip(model.groups, legend, strict=True)):
        y = _legend(sheet, style.mark(i), _name(group, labels), stands, y)
    return sheet.png()


def _plot(sheet: Sheet, model: MapModel, top: float) -> None:
    places = _placed(model.dots, top)
    for group in range(len(model.groups)):
        own = [place for dot, place in zip(model.dots, places, strict=True) if dot.group == group]
        if own:
            sheet.area(hull(own), style.mark(group).colour, _PADDING)
    for dot, (x, y) in zip(model.dots, places, strict=True):
        mark = style.mark(dot.group) if dot.group >= 0 else style.Mark(style.EDGE, "o", "")
        sheet.symbol(x, y, mark, 15 + min(13, dot.members**0.5 * 2))


def _placed(dots: Sequence[Dot], top: float) -> list[Point]:
    """Map coordinates to sheet units, the cloud in the middle of the plot."""
    if not dots:
        return []
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    edge = _PADDING + 14
    scale = min(
        (INNER - 2 * edge) / (max(xs) - min(xs) or 1),
        (_HEIGHT - 2 * edge) / (max(ys) - min(ys) or 1),
    )
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [
        (style.WIDTH / 2 + (x - middle[0]) * scale, top + _HEIGHT / 2 - (y - middle[1]) * scale)
        for x, y in zip(xs, ys, strict=True)
    ]


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull, counter-clockwise (Andrew's monotone chain, Information Processing Letters
    9, 1979, 216–219).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(points: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _legend(
    sheet: Sheet, mark: style.Mark, name: str, stands: Sequence[Sequence[str]], y: float
) -> float:
    sheet.symbol(style.MARGIN + 12, y + 17, mark, 20)
    sheet.text(style.MARGIN + 36, y + 17, name, _NAME, bold=True)
    y += 34
    for lines in stands:
        for line in lines:
            sheet.text(style.MARGIN + 36, y + 12, line, _STANDS, colour=style.SOFT)
            y += 25
    return y + 10


def _alt(model: MapModel, labels: Labels) -> str:
    rows = "; ".join(
        ", ".join(
            (
                _name(g, labels),
                *(shorten(s, 120) for s in g.stands_for),
            )
        )
        for g in model.groups
    )
    return describe(
        labels.fill(
            "map.alt",
            title=shorten(model.title, 200),
            headline=model.headline,
            rows=rows,
            footer=model.footer,
        )
    )


def _name(group: MapGroup, labels: Labels) -> str:
    return labels.fill(
        "map.legend", name=group.name, members=labels.count("members", group.members)
    )


def _table(model: MapModel, labels: Labels) -> str:
    header = (labels.fill("group"), labels.fill("members_column"))
    return text_table(header, [(group.name, f"{group.members:,}") for group in model.groups])
