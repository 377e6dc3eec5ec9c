"""Two results beside each other, and one motion time after time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.debate.models import Debate, View
from bot.results.picture_models import Labels, PairsModel, PairsRow, TrendLine, TrendModel
from bot.results.shares import points, shares, swings
from bot.results.symbols import signs

_MOST_ROWS = 10
_MOST_LINES, _MOST_DEBATES = 3, 12
_LEVEL = 1.0
"""Less than a percent is no change worth a word."""


def compare_model(first: View, second: View, labels: Labels) -> PairsModel | None:
    """Two results in percent, options matched by their names; None where they share none."""
    before, after = _named(first), _named(second)
    sign = {
        option.label: signs(view.debate)[option.key]
        for view in (second, first)
        for option in view.debate.options
    }
    rows = tuple(
        PairsRow(
            label,
            _part(before.get(label)),
            _part(after.get(label)),
            labels.fill(
                "compare.change",
                first=_percent(before.get(label)),
                second=_percent(after.get(label)),
            ),
            sign[label],
        )
        for label in dict.fromkeys((*before, *after))
    )[:_MOST_ROWS]
    if not before.keys() & after.keys():
        return None
    columns = (_column(first.debate, labels), _column(second.debate, labels))
    motions = dict.fromkeys((first.debate.motion, second.debate.motion))
    footer = labels.fill("compare.footer")
    return PairsModel(" / ".join(motions), "", columns, rows, footer)


def compare_lines(first: View, second: View, labels: Labels) -> tuple[str, ...]:
    """The same as lines, with how far each side gained where the two debates had two votes."""
    model = compare_model(first, second, labels)
    if model is None:
        return (labels.fill("compare.none"),)
    gained = [swings(view.result) if view.result else {} for view in (first, second)]
    keys = {option.label: option.key for option in (*first.debate.options, *second.debate.options)}
    lines = [labels.fill("compare.change", first=model.columns[0], second=model.columns[1])]
    for row in model.rows:
        lines.append(f"{row.sign} {row.label}: {row.figures}")
        told = [one.get(keys[row.label]) for one in gained]
        if any(one is not None for one in told):
            was, now = ("–" if one is None else points(one) for one in told)
            change = labels.fill("compare.change", first=was, second=now)
            lines.append(f"  {labels.fill('net')}: {change}")
    return tuple(lines)


def trend_model(views: Sequence[View], labels: Labels) -> TrendModel | None:
    """The closed debates on the newest one's motion, oldest first, as lines of its options; None
    where there are not two with a result.
    """
    series = same_motion(views)[-_MOST_DEBATES:]
    told = [shares(view.debate, view.result) if view.result else {} for view in series]
    if sum(map(bool, told)) < 2:
        return None
    newest = series[-1].debate
    sign, last = signs(newest), next(one for one in reversed(told) if one)
    ranked = sorted(last, key=lambda key: (key == "undecided", -last[key]))[:_MOST_LINES]
    lines = tuple(
        TrendLine(option.label, tuple(one.get(option.key) for one in told), sign[option.key])
        for option in newest.options
        if option.key in ranked
    )
    leader = next(option.label for option in newest.options if option.key == ranked[0])
    said = _said(leader, [one[ranked[0]] for one in told if ranked[0] in one], series, labels)
    days = tuple(_day(view.debate) for view in series)
    return TrendModel(newest.motion, said, days, lines, labels.fill("trend.footer"))


def trend_lines(model: TrendModel) -> tuple[str, ...]:
    """A trend in words and numbers."""
    lines = [model.headline]
    for line in model.lines:
        values = ("–" if value is None else f"{value:.0f}%" for value in line.values)
        lines.append(f"{line.sign} {line.label}: {' → '.join(values)}")
    return tuple(line for line in lines if line)


def series_of(debate: Debate, views: Sequence[View]) -> list[View]:
    """The debates with a debate's motion and options, oldest first."""
    ordered = sorted(views, key=_opened)
    return [view for view in ordered if _asked(view.debate) == _asked(debate)]


def same_motion(views: Sequence[View]) -> list[View]:
    """The debates with the motion and options of the one that closed last, oldest first."""
    newest = max(views, key=_opened, default=None)
    return series_of(newest.debate, views) if newest else []


def _opened(view: View) -> tuple[datetime, int]:
    return view.debate.opened_at, view.debate.id


def _asked(debate: Debate) -> tuple[str, str, tuple[str, ...]]:
    motion = " ".join(debate.motion.casefold().split())
    return debate.format, motion, tuple(option.label for option in debate.options)


def _said(label: str, values: Sequence[float], series: Sequence[View], labels: Labels) -> str:
    if len(values) < 2:
        return ""
    first, last = values[0], values[-1]
    way = "up" if last > first else "down"
    if abs(last - first) < _LEVEL:
        way = "level"
    day = _day(series[0].debate)
    slots = {"label": label, "first": f"{first:.0f}", "last": f"{last:.0f}", "day": day}
    return labels.fill(f"trend.{way}", n=len(series), **slots)


def _named(view: View) -> dict[str, float]:
    told = shares(view.debate, view.result) if view.result else {}
    return {option.label: told[option.key] for option in view.debate.options if option.key in told}


def _column(debate: Debate, labels: Labels) -> str:
    return labels.fill("compare.column_day", id=debate.id, day=_day(debate))


def _day(debate: Debate) -> str:
    moment = debate.closed_at or debate.due_at
    return f"{moment.day} {moment:%b}"


def _part(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0f}%"
