"""The bot as its commands, buttons and announcements know it: the parts they share. What each
feature adds to it is registered by kind, so that the floor knows no feature.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from typing import Any, TypeVar

import discord
from discord.ext import commands

from bot.adapters.discord.floor.delivery import Delivery
from bot.adapters.discord.floor.guards import Gate, Limits
from bot.adapters.discord.floor.line import LINE_LOST, Line
from bot.adapters.discord.floor.requests import Claims, Requests
from bot.adapters.discord.floor.services import Services
from bot.adapters.discord.sharding import serves
from bot.clock import Clock
from bot.services.meters import Meters
from bot.wording import Wording

_Part = TypeVar("_Part")
Erased = Callable[[str, Collection[int]], None]
"""Is told which member erased their data, and which debates held some of it."""


class Host(commands.AutoShardedBot):
    """Everything it needs comes by constructor; `options` are handed on to discord.py."""

    def __init__(
        self,
        services: Services,
        wording: Wording,
        *,
        clock: Clock,
        limits: Limits,
        meters: Meters,
        claims: Claims,
        **options: Any,  # noqa: ANN401  # as discord.py has them
    ) -> None:
        self.services = services
        self.wording = wording
        self.clock = clock
        self.meters = meters
        self.gate = Gate(limits)
        self.requests = Requests(claims, meters)
        self.delivery = Delivery(wording, meters)
        self.line = Line(self._doubt_token)
        self.is_token_refused = False
        """Whether Discord took the bot's token back while it ran."""
        self.erased: list[Erased] = []
        """Called one after another when a member has erased their data."""
        self.closing: list[Callable[[], Awaitable[None]]] = [self.delivery.stop]
        """Called one after another before the bot leaves."""
        self._parts: dict[type[Any], Any] = {}
        self._doubts: asyncio.Task[None] | None = None
        trace = self.requests.trace()
        self.line.listen(trace)
        super().__init__(http_trace=trace, **options)

    def add(self, part: object) -> None:
        """A feature's own part, found by its class."""
        self._parts[type(part)] = part

    def part(self, kind: type[_Part]) -> _Part:
        """The part of that class. Raises KeyError when its feature was not set up."""
        part: _Part = self._parts[kind]
        return part

    def serves(self, community: str) -> bool:
        """Whether this process is told of what happens in a server."""
        return serves(community, self.shard_ids, self.shard_count)

    def locale_of(self, community: str) -> str:
        """The server's own language, in which everybody there reads the same message."""
        guild = self.get_guild(int(community))
        return str(guild.preferred_locale) if guild else "en"

    async def close(self) -> None:
        """End what the parts have begun, then leave."""
        for stop in self.closing:
            await stop()
        await super().close()

    def _doubt_token(self) -> None:
        """Discord refused the token once. Before the login that is told at once; afterwards it is
        asked a second time.
        """
        if self.is_ready() and (self._doubts is None or self._doubts.done()):
            self._doubts = asyncio.create_task(self._leave_without_token())

    async def _leave_without_token(self) -> None:
        try:
            await self.application_info()
        except discord.HTTPException as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                self.is_token_refused = True
                await self.close()
        except LINE_LOST:
            return
