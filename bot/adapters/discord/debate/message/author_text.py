"""What an author is told in private of what became of their text."""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.discord.floor.text import plain_line
from bot.debate.contributions import Contribution, Standing


def author_text(one: Contribution, motion: str, say: Callable[..., str]) -> str:
    """What an author is told in private."""
    key = "rejected_note" if one.standing is Standing.REJECTED and one.note else str(one.standing)
    return say(
        f"debate.outcome.{key}",
        motion=plain_line(motion),
        text=plain_line(one.text),
        note=plain_line(one.note),
    )
