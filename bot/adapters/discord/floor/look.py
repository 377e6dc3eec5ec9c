"""One look for all that the bot shows: a container with an accent, its texts cut to fit but never
within a citation, its buttons in rows, and a check of Discord's budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import discord

from bot.adapters.discord.floor.text import size
from bot.wording import Wording

ROOM = 4000
"""Characters in all the texts of one message."""
MOST_COMPONENTS = 40
IN_A_ROW = 5
IN_A_MENU = 25
ID = 100
ALT = 1024
_LABEL, _CHOICE = 80, 100
_CAPS = (3500, 2000, 1200, 800, 500, 300, 150, 80)
"""Lengths tried for each text that may be shortened, until all fit."""

SIDES = ("for", "against", "undecided", "agree", "disagree", "pass")
"""The sides that have a symbol of their own."""


class Accent(IntEnum):
    """The stripe beside a container, one a kind of outcome. It only repeats what the words say, and
    stands out (3:1) on both of Discord's themes.
    """

    ANSWER = 0x4B8CC9
    MISS = 0x838892
    TALK = 0x818894
    OPEN = 0x2D9789
    CLOSED = 0x8A7DCA
    RESULT = 0xB27E1B
    NOTICE = 0xDD6323
    PANEL = 0x7988A8


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one reader's language."""

    wording: Wording
    locale: str = "en"

    def say(self, key: str, **slots: object) -> str:
        """A sentence by its key."""
        return self.wording.say(key, self.locale, **slots)

    def count(self, key: str, n: int, **slots: object) -> str:
        """A sentence for one or for several."""
        return self.wording.say_count(key, n, self.locale, **slots)


class Panel(discord.ui.LayoutView):
    """A message of components. Its buttons carry their meaning in their ids, so it never ends."""

    def __init__(self) -> None:
        super().__init__(timeout=None)


Part = str | discord.ui.Item[Any] | Sequence[discord.ui.Item[Any]]
"""A text, a component, or buttons that stand together; what is empty is left out."""


def panel(accent: Accent, *parts: Part, below: Sequence[Part] = ()) -> Panel:
    """One container with these parts, and what stands `below` it."""
    box = discord.ui.Container[Panel](accent_colour=int(accent))
    for item in _items(parts):
        box.add_item(item)
    view = Panel()
    if box.children:
        view.add_item(box)
    for item in _items(below):
        view.add_item(item)
    return view


def divider() -> discord.ui.Item[Any]:
    """A thin line between parts."""
    return discord.ui.Separator(spacing=discord.SeparatorSpacing.small)


def symbol(side: str, wording: Wording, locale: str = "en") -> str:
    """`▲` for the side's key; empty for an option that is no side."""
    return wording.say(f"look.symbol.{side}", locale) if side in SIDES else ""


def signed(side: str, words: str, wording: Wording, locale: str = "en") -> str:
    """`▲ For`; an option that is no side stays as it is."""
    sign = symbol(side, wording, locale)
    return wording.say("look.signed", locale, symbol=sign, words=words) if sign else words


def fit(make: Callable[[int], Sequence[str]], room: int = ROOM) -> list[str]:
    """What `make` gives for the longest length of a text at which all of it is within `room`.

    What must stay whole, such as citations, `make` gives whole at any length. Where even that is
    too much, whole texts are left out from the end: none is cut.
    """
    texts: list[str] = []
    for cap in _CAPS:
        texts = [text for text in make(cap) if text.strip()]
        if _size(texts) <= room:
            return texts
    while texts and _size(texts) > room:
        texts.pop()
    return texts


def over_budget(components: Iterable[Mapping[str, Any]]) -> list[str]:
    """What Discord would refuse in a message's components (`view.to_components()`); empty when all
    is well.
    """
    every = list(_walk(components))
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    texts = sum(size(one["content"]) for one in every if one["type"] == _TEXT)
    found = [f"{len(every)} components"] if len(every) > MOST_COMPONENTS else []
    found += [f"{texts} characters"] if texts > ROOM else []
    found += [f"the id {one} twice" for one in set(ids) if ids.count(one) > 1]
    for one in every:
        found += _wrong_with(one)
    return found


def ids_in(components: Iterable[Any]) -> list[str]:
    """The ids of all buttons and menus of a message that was received, in order."""
    return [one["custom_id"] for one in walk(components) if one.get("custom_id")]


def walk(components: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """All components of a message that was received, those within others too, in order."""
    yield from _walk([one.to_dict() for one in components])


_ROW, _BUTTON, _SELECT, _TEXT, _GALLERY = 1, 2, 3, 10, 12
_OF_AN_OPTION = ("label", "value", "description")


def _wrong_with(one: Mapping[str, Any]) -> Iterator[str]:
    if "custom_id" in one and not 0 < size(one["custom_id"]) <= ID:
        yield f"an id of {size(one['custom_id'])}"
    yield from _CHECKS.get(one["type"], _no_trouble)(one)


def _no_trouble(_: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


def _wrong_row(row: Mapping[str, Any]) -> Iterator[str]:
    if not _fits_a_row(row["components"]):
        yield f"a row of {len(row['components'])}"


def _wrong_button(button: Mapping[str, Any]) -> Iterator[str]:
    if not 0 < size(button.get("label") or "") <= _LABEL:
        yield f"a label of {size(button.get('label') or '')}"


def _wrong_text(text: Mapping[str, Any]) -> Iterator[str]:
    if not text["content"].strip():
        yield "an empty text"


def _wrong_menu(menu: Mapping[str, Any]) -> Iterator[str]:
    options = menu.get("options") or []
    if not 0 < len(options) <= IN_A_MENU:
        yield f"a menu of {len(options)}"
    if len({option["value"] for option in options}) < len(options):
        yield "a menu with a value twice"
    texts = [option.get(name) or "" for option in options for name in _OF_AN_OPTION]
    yield from (f"an option with a text of {size(text)}" for text in texts if size(text) > _CHOICE)


def _wrong_pictures(gallery: Mapping[str, Any]) -> Iterator[str]:
    texts = [item.get("description") or "" for item in gallery["items"]]
    yield from (f"an alt text of {size(text)}" for text in texts if size(text) > ALT)


_CHECKS = {
    _ROW: _wrong_row,
    _BUTTON: _wrong_button,
    _SELECT: _wrong_menu,
    _TEXT: _wrong_text,
    _GALLERY: _wrong_pictures,
}


def _fits_a_row(children: Sequence[Mapping[str, Any]]) -> bool:
    if any(child["type"] != _BUTTON for child in children):
        return len(children) == 1
    return 0 < len(children) <= IN_A_ROW


def _walk(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in components:
        yield one
        yield from _walk(one.get("components") or ())
        if one.get("accessory"):
            yield from _walk([one["accessory"]])


def _items(parts: Iterable[Part]) -> Iterator[discord.ui.Item[Any]]:
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                yield discord.ui.TextDisplay(part)
        elif isinstance(part, discord.ui.Item):
            yield part
        else:
            for start in range(0, len(part), IN_A_ROW):
                yield discord.ui.ActionRow(*part[start : start + IN_A_ROW])


def _size(texts: Sequence[str]) -> int:
    return sum(map(size, texts))
