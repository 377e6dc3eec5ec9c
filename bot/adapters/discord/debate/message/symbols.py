"""The sign that stands for an option wherever it is shown: in buttons, texts and pictures."""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.discord.floor.look import SIDES
from bot.debate.models import Option

Say = Callable[..., str]
_OTHERS = "ABCDEFGHIJ"
LISTED = "○ "
"""Begins the line of an option or a statement that stands on no button."""


def symbol_of(option: Option, number: int, say: Say) -> str:
    """A sign beside the words; an option that is no side has a letter by its place."""
    if option.key in SIDES:
        return say(f"look.symbol.{option.key}")
    return _OTHERS[number] if number < len(_OTHERS) else "•"


def signed(option: Option, say: Say) -> str:
    """`▲ For`; an option of a moderator's own is known by its name alone."""
    if option.key not in SIDES:
        return option.label
    return say("look.signed", symbol=say(f"look.symbol.{option.key}"), words=option.label)
