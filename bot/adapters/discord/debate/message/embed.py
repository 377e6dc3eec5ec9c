"""What a debate's message shows -> an embed within Discord's limits; every cited point keeps its
passage.

An embed, not plain text: two columns for the two sides, and the picture of the result inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import discord

from bot.adapters.discord.debate.message.card import SourcedLine, code_block
from bot.adapters.discord.floor.text import plain_line, shorten, size

_TITLE = 256
_DESCRIPTION = 3000
_FIELD = 1024
_WHOLE = 5900
_CAPS = (400, 250, 150, 90, 60)
_SPACE = "\n\n"
_COLOUR = discord.Colour(0x5B7083)
"""Slate: no side's colour, legible on dark and light."""


@dataclass(frozen=True, slots=True)
class Column:
    """The points of one side."""

    title: str
    points: tuple[SourcedLine, ...]


@dataclass(frozen=True, slots=True)
class EmbedContent:
    """What a debate's message shows. `lines` are ready sentences from prompts; `table` goes into a
    code block.
    """

    motion: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    table: str = ""
    footer: str = ""
    picture: str = ""
    sections: tuple[tuple[str, str], ...] = field(default=())
    """Further fields in full width: title and text, such as a moderator's conclusion."""


def debate_embed(content: EmbedContent) -> discord.Embed:
    """The embed; points are shortened first, then the motion's overhang and the table."""
    embed = discord.Embed()
    for cap in _CAPS:
        embed = _embed(content, cap)
        if len(embed) <= _WHOLE:
            break
    return embed


def _embed(content: EmbedContent, cap: int) -> discord.Embed:
    motion = plain_line(content.motion, _TITLE)
    lines = list(content.lines)
    if size(plain_line(content.motion, 4000)) > _TITLE:
        lines.insert(0, "> " + plain_line(content.motion, 1500))
    description = shorten("\n".join(lines), _DESCRIPTION)
    if content.table:
        room = 3800 - size(description)
        description += "\n" + code_block(content.table, room)
    embed = discord.Embed(title=motion, description=description, colour=_COLOUR)
    for column in content.columns[:2]:
        embed.add_field(
            name=label_of(column.title), value=points_text(column.points, cap) or "—", inline=True
        )
    for title, text in content.sections[:4]:
        embed.add_field(name=label_of(title), value=shorten(text, _FIELD) or "—", inline=False)
    if content.footer:
        embed.set_footer(text=shorten(content.footer, 500))
    if content.picture:
        embed.set_image(url=f"attachment://{content.picture}")
    return embed


def label_of(text: str) -> str:
    """A field's name."""
    return plain_line(text, 200) or "—"


def points_text(points: Sequence[SourcedLine], cap: int, limit: int = _FIELD) -> str:
    """All points with their sources, claims shortened as far as needed; only sources that alone
    outgrow the field cost points.
    """
    texts: list[str] = []
    for shorter in (cap, *(c for c in _CAPS if c < cap)):
        texts = [f"{plain_line(point.text, shorter)}\n-# {point.source}" for point in points]
        if size(_SPACE.join(texts)) <= limit:
            break
    while size(_SPACE.join(texts)) > limit:
        texts.pop()
    return _SPACE.join(texts)
