"""What has happened in the server before a visitor comes: a debate that ended, one that runs, and a
question.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.demo.stage import Stage
from bot.wording import Wording

BEFORE = timedelta(hours=2)
"""How long before the visit the story begins."""
_ENDED, _RUNNING = ("for", "for", "against", "undecided", "for"), ("against", "for", "for")
"""How the crowd votes, one after another, over and over."""
_FIRST_LENGTH, _SECOND_LENGTH = timedelta(hours=2), timedelta(hours=4)


async def play(stage: Stage, wording: Wording) -> None:
    """Let it happen; about ten seconds."""
    say = wording.say
    welcome = await stage.moderator.send(stage.channel, say("demo.welcome"))
    await stage.moderator.set_pinned(welcome, True)
    ended = await _debate(stage, say("demo.motion_ended"), _FIRST_LENGTH)
    await _vote(stage, ended, _ENDED)
    await stage.env.advance_time(_FIRST_LENGTH.total_seconds() + 1)
    asker = stage.visitors[1]
    await asker.slash(stage.channel, "ask", question=say("demo.question"))
    running = await _debate(stage, say("demo.motion_running"), _SECOND_LENGTH)
    await _vote(stage, running, _RUNNING)


async def _debate(stage: Stage, motion: str, length: timedelta) -> Any:  # noqa: ANN401  # a message
    before = {message.id for message in stage.messages()}
    hours = f"{int(length / timedelta(hours=1))}h"
    await stage.moderator.slash(stage.channel, "moderate start", motion=motion, duration=hours)
    new = [message for message in stage.messages() if message.id not in before]
    return next(message for message in new if _vote_ids(message))


async def _vote(stage: Stage, message: Any, choices: Sequence[str]) -> None:  # noqa: ANN401
    buttons = _vote_ids(message)
    for place, member in enumerate(stage.crowd):
        await member.click(message, custom_id=buttons[choices[place % len(choices)]])


def _vote_ids(message: Any) -> dict[str, str]:  # noqa: ANN401
    """The ids of a debate's vote buttons by side."""
    rows = (row if isinstance(row, dict) else row.to_dict() for row in message.components)
    ids = (part.get("custom_id", "") for row in rows for part in _parts(row))
    return {one.rsplit(":", 1)[-1]: one for one in ids if ":vote:" in one}


def _parts(row: dict[str, Any]) -> list[dict[str, Any]]:
    """A component and all that stands in it."""
    inner = [part for child in row.get("components", ()) for part in _parts(child)]
    return [row, *inner]
