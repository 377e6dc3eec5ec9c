"""What was said to a member before this message, as far as it is remembered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.models import Entry


@dataclass(frozen=True, slots=True)
class Talk:
    """The entry that answered last, and the ids of all that this talk has shown; empty at its
    beginning.
    """

    before: Entry | None = None
    shown: frozenset[str] = frozenset()


FRESH = Talk()
"""A talk that begins, or begins anew on another subject."""
