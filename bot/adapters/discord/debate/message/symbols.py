"""The sign that stands for an option wherever it is shown: in buttons, texts and pictures."""

from __future__ import annotations

from bot.debate.models import Option

_SYMBOLS = {"for": "▲", "against": "▼", "undecided": "◆"}
_OTHERS = "ABCDEFGHIJ"


def symbol_of(option: Option, number: int) -> str:
    """A sign beside the colour, so that options are told apart without it; others than the two
    sides have a letter by their place.
    """
    return _SYMBOLS.get(option.key, _OTHERS[number] if number < len(_OTHERS) else "•")


def signed(option: Option, number: int) -> str:
    """`▲ For`; an option of a moderator's own is known by its name alone."""
    return f"{symbol_of(option, number)} {option.label}" if option.key in _SYMBOLS else option.label
