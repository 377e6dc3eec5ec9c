"""Keeps the turnout and the live tally of debates up to date, at most every ten seconds: Discord
limits edits.
"""

from __future__ import annotations

import asyncio

from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.services import Services
from bot.debate.models import State, View
from bot.errors import EyebotError

_LIVE, _HIDDEN = 10, 60
"""Seconds from a vote to the edit: of a live tally, and of a turnout, which moves in tens only."""
_REMEMBERED = 1_000
_Shown = tuple[int | None, tuple[tuple[str, int], ...]]
_NOTHING: _Shown = (None, ())
"""What a message says before ten have voted."""


class LiveMessages:
    """Waits after a vote, then edits each changed message once."""

    def __init__(self, services: Services, announcer: DiscordAnnouncer) -> None:
        self._services = services
        self._announcer = announcer
        self._changed: dict[int, set[int]] = {_LIVE: set(), _HIDDEN: set()}
        self._waiting: dict[int, asyncio.Task[None]] = {}
        self._shown: dict[int, _Shown] = {}

    async def stop(self) -> None:
        """Drop what waits to be edited."""
        for waiting in self._waiting.values():
            waiting.cancel()

    def changed(self, debate: int, *, is_live: bool = True) -> None:
        """A vote may have changed what this debate's message says."""
        seconds = _LIVE if is_live else _HIDDEN
        self._changed[seconds].add(debate)
        waiting = self._waiting.get(seconds)
        if waiting is None or waiting.done():
            self._waiting[seconds] = asyncio.create_task(self._refresh(seconds))

    async def _refresh(self, seconds: int) -> None:
        """A failed edit waits for the next vote."""
        while self._changed[seconds]:
            await asyncio.sleep(seconds)
            changed, self._changed[seconds] = self._changed[seconds], set()
            for debate in changed:
                try:
                    await self._bring_up_to_date(await self._services.debates.view(debate))
                except EyebotError as error:
                    record(error, "live tally")

    async def _bring_up_to_date(self, view: View) -> None:
        """Edit the message if it would say something else: the turnout moves in tens, the tally in
        steps of its own.
        """
        if view.debate.state not in (State.OPEN, State.PAUSED):
            self._shown.pop(view.debate.id, None)
            return
        shown = view.turnout, tuple((view.live or {}).items())
        if shown == self._shown.get(view.debate.id, _NOTHING):
            return
        await self._announcer.update(view)
        self._shown[view.debate.id] = shown
        if len(self._shown) > _REMEMBERED:
            del self._shown[next(iter(self._shown))]
