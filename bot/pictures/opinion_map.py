"""The opinion map: dots for members who vote alike, a soft area for each group with its letter, and
what the groups stand for.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.debate.publishing.published import Dot
from bot.pictures import style
from bot.pictures.describe import described
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of
from bot.pictures.stacked import draw_notes, group_name, notes_of
from bot.results.picture_models import Labels, MapModel, Picture

_HEIGHT = 190.0
_PADDING = 12.0

Point = tuple[float, float]


def draw_map(model: MapModel, labels: Labels, ground: style.Ground) -> Picture:
    """Dots scaled alike in both directions, so that distances compare."""
    return Picture(_png(model, labels, ground), _alt(model, labels))


def _png(model: MapModel, labels: Labels, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    notes = notes_of(model.groups)
    tall = sum(note.height for note in notes)
    sheet = Sheet(head.top + _HEIGHT + 12 + tall + head.foot, ground)
    head.draw(sheet)
    _plot(sheet, model, labels, head.top)
    draw_notes(sheet, notes, labels, head.top + _HEIGHT + 12)
    return sheet.png()


def _plot(sheet: Sheet, model: MapModel, labels: Labels, top: float) -> None:
    places = _placed(model.dots, top)
    by_group = [
        [place for dot, place in zip(model.dots, places, strict=True) if dot.group == group]
        for group in range(len(model.groups))
    ]
    for group, own in enumerate(by_group):
        if own:
            tint = sheet.ground.tints[style.group_mark(group).tint]
            sheet.area(hull(own), tint, _PADDING)
    for dot, (x, y) in zip(model.dots, places, strict=True):
        tint = style.group_mark(dot.group).tint if dot.group >= 0 else "between"
        sheet.mark(x, y, style.Mark(tint, "o"), 7 + min(7, dot.members**0.5))
    for group, own in enumerate(by_group):
        if own:
            _name(sheet, model, labels, group, own)


def _name(sheet: Sheet, model: MapModel, labels: Labels, group: int, own: Sequence[Point]) -> None:
    """The group's letter over its middle, and below it that whoever looks is closest to it."""
    x = sum(place[0] for place in own) / len(own)
    y = sum(place[1] for place in own) / len(own)
    sheet.mark(x, y, style.group_mark(group), 15)
    if model.you == group:
        words = labels.fill("map.you")
        wide = width_of(words, style.SMALL, bold=True) + 8
        sheet.box((x - wide / 2, y + 13), (wide, 18), sheet.ground.paper)
        sheet.text(x, y + 22, words, style.SMALL, bold=True, align="center")


def _placed(dots: Sequence[Dot], top: float) -> list[Point]:
    """Map coordinates to sheet units, the cloud in the middle of the plot."""
    if not dots:
        return []
    xs, ys = [dot.x for dot in dots], [dot.y for dot in dots]
    edge = _PADDING + 8
    scale = min(
        (style.INNER - 2 * edge) / (max(xs) - min(xs) or 1),
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


def _alt(model: MapModel, labels: Labels) -> str:
    you = () if model.you is None else (labels.fill("map.near", name=model.groups[model.you].name),)
    lines = (
        *you,
        *(one for group in model.groups for one in (group_name(group, labels), *group.stands_for)),
    )
    return described(model, lines, labels)
