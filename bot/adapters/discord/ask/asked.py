"""What was asked, out of what was sent: a question has words of its own."""

from __future__ import annotations

import re

from bot.typed import one_line

_POINTERS = re.compile(r"<(?:@[!&]?|#|a?:\w{1,32}:)\d{1,20}>|@everyone|@here")
_NOISE = 4
"""So many of one sign in a row, and nothing else, are no word."""


def asked(text: str) -> str:
    """The text on one line, without members, roles, channels and custom emoji it points at; nothing
    where there is nothing else, or only keys that were held down: `xxxxxxxx` would be read as the
    letter x, and so as leaning on what was said before.
    """
    line = one_line(_POINTERS.sub(" ", text))
    words = line.split()
    return "" if words and all(map(_is_held_down, words)) else line


def _is_held_down(word: str) -> bool:
    return len(word) >= _NOISE and len(set(word.casefold())) == 1
