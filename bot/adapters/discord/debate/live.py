"""Keeps the message of a debate with a live tally up to date, at most every ten seconds: Discord
limits edits.
"""

from __future__ import annotations

import asyncio

from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.services import Services
from bot.errors import EyebotError

_SECONDS = 10


class LiveMessages:
    """Waits after a vote, then edits each changed message once."""

    def __init__(self, services: Services, announcer: DiscordAnnouncer) -> None:
        self._services = services
        self._announcer = announcer
        self._changed: set[int] = set()
        self._waiting: asyncio.Task[None] | None = None

    async def stop(self) -> None:
        """Drop what waits to be edited."""
        if self._waiting:
            self._waiting.cancel()

    def changed(self, debate: int) -> None:
        """A vote has changed this debate's tally."""
        self._changed.add(debate)
        if self._waiting is None or self._waiting.done():
            self._waiting = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        """A failed edit waits for the next vote."""
        while self._changed:
            await asyncio.sleep(_SECONDS)
            changed, self._changed = self._changed, set()
            for debate in changed:
                try:
                    view = await self._services.debates.view(debate)
                    if view.live is not None:
                        await self._announcer.update(view)
                except EyebotError as error:
                    record(error, "live tally")
