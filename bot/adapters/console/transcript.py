"""`/save FILE`: what was typed and answered since the start, as a text file. It is kept in memory
only, and written nowhere unless it is asked for.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.adapters.console.talk import Talk

_USUAL = "eyebot-talk.txt"


async def save(talk: Talk, name: str) -> str:
    """Write it to a new file; one that is there is never written over."""
    place = Path(name or _USUAL)
    text = "\n".join(one for one in talk.said if one).lstrip("\n")
    try:
        await asyncio.to_thread(_write, place, f"{text}\n")
    except FileExistsError:
        return talk.say("console.save.exists", place=place)
    except OSError as error:
        return talk.say("console.save.failed", place=place, why=error.strerror)
    return talk.say("console.save.done", place=place)


def _write(place: Path, text: str) -> None:
    with place.open("x", encoding="utf-8") as file:
        file.write(text)
