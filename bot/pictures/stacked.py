"""Members' statements: each whole, over one bar of three parts; and what groups of opinion stand
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures import style
from bot.pictures.describe import described
from bot.pictures.heading import heading
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.results.picture_models import GroupNote, Labels, Picture, StackedModel, StackedRow
from bot.results.symbols import SIGNS

MOST_LINES = 5
"""A statement has 140 characters at most: five lines hold it whole, in capitals too."""

_BAR, _UNDER, _PART, _GAP, _CAPTION = 12.0, 2.0, 2.0, 10.0, 22.0
_AFTER_MARK = 24.0


@dataclass(frozen=True, slots=True)
class _Block:
    """A row with its wrapped lines."""

    row: StackedRow
    lines: list[str]

    @property
    def height(self) -> float:
        lines = style.leading(style.LABEL) * len(self.lines)
        figures = style.leading(style.SMALL)
        return (_CAPTION if self.row.caption else 0) + lines + _UNDER + _BAR + 2 + figures + _GAP


@dataclass(frozen=True, slots=True)
class Note:
    """A group with its mark and its wrapped lines."""

    group: GroupNote
    mark: style.Mark
    lines: list[str]

    @property
    def height(self) -> float:
        return 26 + style.leading(style.SMALL) * len(self.lines) + 8


def draw_stacked(model: StackedModel, labels: Labels, ground: style.Ground) -> Picture:
    """Statements from the first to the last."""
    return Picture(_png(model, labels, ground), _alt(model, labels))


def _png(model: StackedModel, labels: Labels, ground: style.Ground) -> bytes:
    head = heading(model.title, model.headline, model.footer)
    blocks = [
        _Block(row, wrap(row.statement, style.LABEL, style.INNER, lines=MOST_LINES))
        for row in model.rows
    ]
    notes = notes_of(model.groups)
    tall = sum(block.height for block in blocks) + sum(note.height for note in notes)
    sheet = Sheet(head.top + tall + head.foot, ground)
    head.draw(sheet)
    y = head.top
    for block in blocks:
        _draw(sheet, block, labels, y)
        y += block.height
    draw_notes(sheet, notes, labels, y)
    return sheet.png()


def notes_of(groups: Sequence[GroupNote]) -> list[Note]:
    """The groups with what they stand for, wrapped."""
    room = style.INNER - _AFTER_MARK
    return [
        Note(
            group,
            style.group_mark(i),
            [
                line
                for one in group.stands_for
                for line in wrap(one, style.SMALL, room, lines=MOST_LINES)
            ],
        )
        for i, group in enumerate(groups)
    ]


def draw_notes(sheet: Sheet, notes: Sequence[Note], labels: Labels, y: float) -> None:
    """Each group's letter and size, and under it what it stands for."""
    x = style.MARGIN + _AFTER_MARK
    for note in notes:
        sheet.mark(style.MARGIN + 9, y + 12, note.mark)
        sheet.text(x, y + 12, group_name(note.group, labels), style.LABEL, bold=True)
        sheet.lines(note.lines, x, y + 24, style.SMALL)
        y += note.height


def _draw(sheet: Sheet, block: _Block, labels: Labels, y: float) -> None:
    row = block.row
    if row.caption:
        sheet.text(
            style.MARGIN, y + 8, row.caption, style.SMALL, colour=sheet.ground.soft, bold=True
        )
        y += _CAPTION
    y = sheet.lines(block.lines, style.MARGIN, y, style.LABEL) + _UNDER
    x, seen = float(style.MARGIN), row.agree + row.passed + row.disagree
    for key, count in _parts(row):
        wide = style.INNER * count / max(1, seen)
        if count:
            tint = style.mark_of(SIGNS[key]).tint
            sheet.box((x, y), (max(1.0, wide - _PART), _BAR), sheet.ground.tints[tint])
        x += wide
    _figures(sheet, row, labels, y + _BAR + 2)


def _figures(sheet: Sheet, row: StackedRow, labels: Labels, y: float) -> None:
    """`▲ 34 agree   ◆ 2 pass   ▼ 4 disagree`, from left to right."""
    x, middle = float(style.MARGIN), y + style.leading(style.SMALL) / 2
    for key, count in _parts(row):
        sheet.mark(x + 6, middle, style.mark_of(SIGNS[key]), 11)
        words = labels.fill(f"statements.{key}", n=count)
        sheet.text(x + 17, middle, words, style.SMALL)
        x += 17 + width_of(words, style.SMALL) + 16


def group_name(group: GroupNote, labels: Labels) -> str:
    """`Group A: 32 members`."""
    members = labels.count("members", group.members)
    return labels.fill("map.legend", name=group.name, members=members)


def _parts(row: StackedRow) -> tuple[tuple[str, int], ...]:
    return ("agree", row.agree), ("pass", row.passed), ("disagree", row.disagree)


def _alt(model: StackedModel, labels: Labels) -> str:
    lines = (
        *(_row(row, labels) for row in model.rows),
        *(one for group in model.groups for one in (group_name(group, labels), *group.stands_for)),
    )
    return described(model, lines, labels)


def _row(row: StackedRow, labels: Labels) -> str:
    slots = {"agree": row.agree, "passed": row.passed, "disagree": row.disagree}
    said = labels.fill("alt.statement", statement=row.statement, **slots)
    return f"{row.caption}: {said}" if row.caption else said
