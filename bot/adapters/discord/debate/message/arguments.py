"""The arguments for either side: the article's points, and members' own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.discord.debate.message.card import SourcedLine
from bot.adapters.discord.debate.message.embed import Column
from bot.adapters.discord.debate.message.words import DebateWords
from bot.debate.contributions import Contribution
from bot.debate.models import Point
from bot.services.debating.voting import Arguments

_SIDES = ("for", "against")


def argument_pages(words: DebateWords, known: Arguments, each: int) -> list[tuple[Column, ...]]:
    """The article's points and members' arguments side by side, `each` of a side on a page."""
    sides = {
        side: (
            *_of_article(words, known.points, side),
            *(_of_member(words, one) for one in known.from_members if one.side == side),
        )
        for side in _SIDES
    }
    most = max(len(lines) for lines in sides.values())
    return [
        tuple(
            Column(words.words(f"debate.option.{side}"), lines[start : start + each])
            for side, lines in sides.items()
        )
        for start in range(0, most, each)
    ]


def _of_article(words: DebateWords, points: Sequence[Point], side: str) -> tuple[SourcedLine, ...]:
    return tuple(
        SourcedLine(point.claim, "; ".join(words.passage(one) for one in point.citations))
        for point in points
        if point.side == side
    )


def _of_member(words: DebateWords, one: Contribution) -> SourcedLine:
    source = words.words("debate.unsourced")
    if one.citation:
        source = words.words("debate.sourced", place=words.passage(one.citation))
    return SourcedLine(one.text, f"[{one.id}] {source}")
