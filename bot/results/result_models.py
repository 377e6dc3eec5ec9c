"""Published results to models: which numbers stand on a picture and in which words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.debate.maths.consensus import StatementCounts
from bot.debate.models import Debate, Ending, Result
from bot.debate.publishing.published import PublishedSide, PublishedSwing
from bot.debate.publishing.statements import StatementsResult
from bot.results.option_models import approvals_model, rounds_model
from bot.results.picture_models import (
    Bar,
    BarsModel,
    FlowModel,
    FlowSide,
    Labels,
    MapModel,
    PairsModel,
    PairsRow,
    PictureModel,
    StackedModel,
    StackedRow,
)
from bot.results.result_text import ending, heard
from bot.results.standpoints import group_notes
from bot.results.symbols import sign_of, signs

_MOST_LINES, _LINE = 9, 42
"""How many lines of statements a picture holds so that it is read on a phone, and how many
characters a line holds.
"""


def result_model(debate: Debate, result: Result, labels: Labels) -> PictureModel | None:
    """The picture that tells a result best; None where nothing may be shown. Its headline is the
    sentence that is said beside it.
    """
    said = ending(debate, result, labels.say, 0)
    if result.statements is not None:
        if result.ending is Ending.HEARD:  # the statements themselves stand in the picture
            said = heard(result, result.statements, labels.say)
        return statements_model(debate, result, said, labels)
    if result.swing is not None:
        return swing_model(debate, result.swing, said, labels)
    if result.approvals is not None:
        return approvals_model(debate, result, said, labels)
    if result.runoff is not None:
        return rounds_model(debate, result, said, labels)
    return bars_model(debate, result, said, labels)


def bars_model(debate: Debate, result: Result, said: str, labels: Labels) -> BarsModel | None:
    """Votes by option; None where there are none."""
    whole = sum(result.counts.values())
    if not whole:
        return None
    sign = signs(debate)
    bars = tuple(
        Bar(
            option.label,
            votes := result.counts.get(option.key, 0),
            votes / whole,
            option.key == result.winner,
            sign=sign[option.key],
        )
        for option in debate.options
    )
    return BarsModel(debate.motion, said, bars, labels.count("votes", whole))


def swing_model(
    debate: Debate, swing: PublishedSwing, said: str, labels: Labels
) -> FlowModel | PairsModel:
    """Who moved where as bands where every cell may be told; else both votes beside each other."""
    names = {option.key: option.label for option in debate.options}
    members = labels.count("members", swing.paired)
    cells = tuple(tuple(cell for cell in row if cell is not None) for row in swing.table.cells)
    if swing.movement and swing.table.is_complete:
        sides = tuple(_flow_side(one, names, i) for i, one in enumerate(swing.sides))
        footer = labels.fill("flow.footer_moved", members=members, moved=swing.movement.moved)
        return FlowModel(debate.motion, said, sides, cells, footer)
    rows = tuple(
        _swing_row(one, names, i, swing.paired, labels) for i, one in enumerate(swing.sides)
    )
    columns = (labels.fill("flow.first"), labels.fill("flow.final"))
    footer = labels.fill("flow.footer", members=members)
    return PairsModel(debate.motion, said, columns, rows, footer)


def _flow_side(one: PublishedSide, names: Mapping[str, str], place: int) -> FlowSide:
    return FlowSide(names[one.side], one.before or 0, one.after or 0, sign_of(one.side, place))


def _swing_row(
    one: PublishedSide, names: Mapping[str, str], place: int, paired: int, labels: Labels
) -> PairsRow:
    sign = sign_of(one.side, place)
    if one.before is None or one.after is None:
        return PairsRow(names[one.side], None, None, labels.fill("hidden"), sign)
    shares = (one.before / paired, one.after / paired)
    return PairsRow(names[one.side], *shares, f"{one.before:,} → {one.after:,}", sign)


def statements_model(
    debate: Debate, result: Result, said: str, labels: Labels
) -> StackedModel | None:
    """The statements that tell most, each whole, and what the groups stand for; None where no
    statement's answers may be told.
    """
    found = result.statements
    if found is None or not found.counts:
        return None
    groups = group_notes(found, labels, 1)
    rows = _telling(found, labels, with_groups=bool(groups))
    left = len(found.counts) - len(rows)
    # Beside groups there is no room for it.
    footer = labels.count("statements.left", left) if left and not groups else ""
    return StackedModel(debate.motion, said, rows, groups, footer)


def _telling(
    found: StatementsResult, labels: Labels, *, with_groups: bool
) -> tuple[StackedRow, ...]:
    """What the room agrees on, where it parts and what it rejects, as long as there is room."""
    counts = {one.statement: one for one in found.counts}
    parts = (
        ("statements.agreed", found.agreed[:2]),
        ("statements.divisive", found.divisive[:1]),
        ("statements.rejected", () if with_groups else found.rejected[:1]),
        ("statements.others", [one.statement for one in _by_agreement(found)][:3]),
    )
    rows: list[StackedRow] = []
    room = _MOST_LINES - 3 * with_groups
    for key, texts in parts:
        caption = labels.fill(key)
        for text in texts:
            lines = -(-len(text) // _LINE)
            if any(row.statement == text for row in rows) or (rows and lines > room):
                continue
            one = counts[text]
            rows.append(StackedRow(text, one.agree, one.passed, one.disagree, caption))
            caption, room = "", room - lines
    return tuple(rows)


def _by_agreement(found: StatementsResult) -> list[StatementCounts]:
    return sorted(found.counts, key=lambda one: (-one.agree / one.seen, -one.seen))


def map_model(
    debate: Debate, result: Result, labels: Labels, you: int | None = None
) -> MapModel | None:
    """The map of opinion groups, each with the statements it stands for most; None where none were
    found. `you` is the group that whoever asked in private is closest to.
    """
    found = result.statements
    if found is None or not found.groups:
        return None
    dots = tuple(dot for dot in found.dots if dot.group >= 0)
    said = labels.fill("map.groups", n=len(found.groups))
    groups = group_notes(found, labels, 2)
    return MapModel(debate.motion, said, dots, groups, labels.fill("map.footer"), you)
