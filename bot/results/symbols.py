"""The sign that stands beside an option everywhere, in buttons, texts and pictures: it tells sides
apart without colour.
"""

from __future__ import annotations

from bot.debate.models import Debate

SIGNS = {
    "for": "▲",
    "against": "▼",
    "undecided": "◆",
    "agree": "▲",
    "disagree": "▼",
    "pass": "◆",
}


def sign_of(key: str, place: int) -> str:
    """A side's symbol; the letter of an option that is no side, by its place in the list."""
    return SIGNS.get(key) or chr(ord("A") + place)


def signs(debate: Debate) -> dict[str, str]:
    """By option's key."""
    return {option.key: sign_of(option.key, i) for i, option in enumerate(debate.options)}
