"""A message's text without whom and what it points at: a question has words of its own."""

from __future__ import annotations

import re

_POINTERS = re.compile(r"<(?:@[!&]?|#|a?:\w{1,32}:)\d{1,20}>|@everyone|@here")


def without_mentions(text: str) -> str:
    """Without members, roles, channels and custom emoji: nothing where there was nothing else."""
    return _POINTERS.sub(" ", text).strip()
