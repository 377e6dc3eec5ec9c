"""Results as pictures: drawn beside the event loop, and attached with what they show in words."""

from __future__ import annotations

import asyncio
import io

import discord

from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.text import shorten
from bot.results.picture_models import ALT_LIMIT, Drawer, Labels, Picture, PictureModel

_PICTURE = "result.png"


class Pictures:
    """Draws, where there is something to draw with."""

    def __init__(self, host: Host, draw: Drawer | None = None) -> None:
        self._host = host
        self._draw = draw

    async def drawn(self, model: PictureModel | None, locale: str) -> Picture | None:
        """The drawn result; without one its sentence and "Details" tell the same."""
        if self._draw is None or model is None:
            return None
        try:
            return await asyncio.to_thread(
                self._draw, model, Labels(self._host.wording.under("pictures", locale))
            )
        # A result without its picture is better than none.
        except Exception as error:  # noqa: BLE001
            record(error, "drawing a result")
            return None

    @staticmethod
    def attached(picture: Picture | None) -> tuple[str, str, list[discord.File]]:
        """The file's name, what it shows in words, and the file itself."""
        if picture is None:
            return "", "", []
        alt = shorten(picture.alt, ALT_LIMIT)
        return _PICTURE, alt, [discord.File(io.BytesIO(picture.png), _PICTURE, description=alt)]
