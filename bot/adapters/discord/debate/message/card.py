"""What a debate's message shows -> one container of Discord's components, within its limits.

A point that has no room is left out whole: what is cut is never a citation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.adapters.discord.debate.components.debate_button import Button, DebateButton
from bot.adapters.discord.floor.look import Accent, Panel, Part, panel
from bot.adapters.discord.floor.text import plain_line, shorten, size
from bot.debate.models import Debate

WHOLE = 3900
"""Of Discord's 4,000 characters a message; the rest is for what it may count otherwise."""
_MOTION, _LINES, _NOTES, _TABLE, _POINT = 620, 1900, 700, 900, 250
_SPACE = "\n"


Item = discord.ui.Item[Any]


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """A sentence and, below it, where it stands or whose it is; the second part is never cut."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Card:
    """A message's parts. `lines` and `notes` are ready sentences from prompts; `table` goes into a
    code block; `figures` are ready lines that whoever makes them keeps short enough; `picture` is
    the name of a file that is sent along, `alt` what it shows in words.
    """

    motion: str
    lines: tuple[str, ...] = ()
    table: str = ""
    figures: str = ""
    points: tuple[SourcedLine, ...] = ()
    picture: str = ""
    alt: str = ""
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    accent: Accent = Accent.OPEN
    links: tuple[tuple[str, str], ...] = ()
    """Buttons that lead to an address: words and address."""


def card_view(
    debate: str, card: Card, below: Sequence[Part] = (), *, is_inert: bool = False
) -> Panel:
    """The message; `below` stands under the container, such as what a moderator may do with a
    preview, whose own buttons are inert.
    """
    view = panel(card.accent, *_parts(debate, card))
    for button in view.walk_children() if is_inert else ():
        if isinstance(button, DebateButton):
            button.item.disabled = True
    for part in below:
        view.add_item(discord.ui.TextDisplay(part) if isinstance(part, str) else _row(part))
    return view


def _row(part: Item | Sequence[Item]) -> Item:
    """Buttons that stand together."""
    return part if isinstance(part, discord.ui.Item) else discord.ui.ActionRow(*part)


def _parts(debate: str, card: Card) -> Iterator[Part]:
    motion = plain_line(card.motion, _MOTION)
    body = shorten(_SPACE.join(line for line in card.lines if line), _LINES)
    head = f"### {motion}" + (f"\n{body}" if body else "")
    notes = shorten(_SPACE.join(f"-# {note}" for note in card.notes if note), _NOTES)
    table = code_block(card.table, _TABLE) if card.table else ""
    left = WHOLE - size(head) - size(notes) - size(table) - size(card.figures)
    yield head
    yield table
    yield card.figures
    yield points_text(card.points, _POINT, left)
    if card.picture:
        shown = discord.MediaGalleryItem(f"attachment://{card.picture}", description=card.alt)
        yield discord.ui.MediaGallery(shown)
    for row in card.rows:
        yield [DebateButton(debate, button) for button in row]
    yield [discord.ui.Button[Any](label=words, url=url) for words, url in card.links]
    yield notes


def points_text(points: Sequence[SourcedLine], cap: int, limit: int) -> str:
    """As many points as have room, each with its whole source."""
    texts: list[str] = []
    for point in points:
        text = f"{plain_line(point.text, cap)}\n-# {point.source}"
        if size(_SPACE.join([*texts, text])) > limit:
            break
        texts.append(text)
    return _SPACE.join(texts)


def code_block(text: str, limit: int) -> str:
    """Text in a fixed-width block, whole lines only."""
    kept: list[str] = []
    room = limit - 10
    for line in text.replace("`", "ˋ").splitlines():
        room -= size(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "```\n" + "\n".join(kept) + "\n```"


def shows_debate(message: discord.Message, debate: Debate) -> bool:
    """Whether a message of the bot's own is a debate's: its buttons carry the number, and Discord's
    own poll asks its motion.
    """
    if message.poll is not None:
        return message.poll.question == debate.motion
    return any(one.startswith(f"debate:{debate.id}:") for one in custom_ids(message))


def shows_result(message: discord.Message, debate: Debate) -> bool:
    """Whether a message of the bot's own is a debate's result: only that has this button in
    public.
    """
    wanted = f"debate:{debate.id}:mine"
    return any(one == wanted for one in custom_ids(message))


def custom_ids(message: discord.Message) -> Iterator[str]:
    """The ids of all buttons and menus of a message, however deep they lie."""
    waiting: list[Any] = list(message.components)
    while waiting:
        part = waiting.pop()
        if custom_id := getattr(part, "custom_id", None):
            yield str(custom_id)
        waiting += getattr(part, "children", ())
