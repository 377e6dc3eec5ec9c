"""The beginning of every interaction: it gets a name for the log, its time is taken, and it is let
in once, however often it is delivered.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import perf_counter
from types import SimpleNamespace
from typing import Any, Protocol

import aiohttp
import discord

from bot import request
from bot.adapters.discord.admission import Admission
from bot.errors import UnavailableError
from bot.services.meters import Meters

_REMEMBERED = 10_000
_CALLBACK = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_KINDS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.component: "component",
    discord.InteractionType.autocomplete: "autocomplete",
    discord.InteractionType.modal_submit: "modal",
}

_TOLD_AT_ONCE = 16
"""Members who are told at the same time that theirs was dropped: a third of what a vote costs each,
which must not grow with the flood.
"""
Awaited = Callable[[], Awaitable[None]]
_PRESSED = _KINDS[discord.InteractionType.component]


class Claims(Protocol):
    """Which interactions and messages have been taken, among all processes that may hear of
    them.
    """

    async def claim(self, number: int) -> bool:
        """Take one; False when it has been taken. Raises UnavailableError when that can't
        be told.
        """


class LocalClaims:
    """Those that this process has taken."""

    def __init__(self) -> None:
        self._taken: OrderedDict[int, None] = OrderedDict()

    async def claim(self, number: int) -> bool:
        """Discord delivers an event again when a session is resumed before it has heard of the
        delivery.
        """
        if number in self._taken:
            return False
        self._taken[number] = None
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        return True


class Requests:
    """Lets interactions in and takes the time until Discord has the first response."""

    def __init__(self, claims: Claims, meters: Meters) -> None:
        self._local = LocalClaims()
        self._shared = claims
        self._meters = meters
        self._admission = Admission(meters.shed)
        self._being_told = 0
        self._began: OrderedDict[int, tuple[float, str]] = OrderedDict()

    async def admit(
        self, interaction: discord.Interaction[Any], dropped: Awaited | None = None
    ) -> bool:
        """Whether to go on with it; its log lines have a name from here on. What has waited so long
        that its answer would come too late is dropped at once, for the sake of what hasn't;
        `dropped` tells its member so, where few are being told at the same time.
        """
        request.begin()
        began = perf_counter()
        if not await self._admission.begin(interaction.id, kind_of(interaction)):
            if dropped is not None:
                await self._tell(dropped)
            return False
        self._began[interaction.id] = (began, kind_of(interaction))
        if len(self._began) > _REMEMBERED:
            self._began.popitem(last=False)
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        is_first = await self._claim(interaction.id)
        if not is_first:
            self._admission.end(interaction.id)
        return is_first

    async def _tell(self, dropped: Awaited) -> None:
        if self._being_told >= _TOLD_AT_ONCE:
            return
        self._being_told += 1
        try:
            await dropped()
        finally:
            self._being_told -= 1

    def done(self, interaction: discord.Interaction[Any]) -> None:
        """A press has been dealt with. Its first response says only "wait": were the next begun
        then, those that wait for their words would become ever more.
        """
        self._admission.end(interaction.id)

    async def admit_message(self, message: int) -> bool:
        """Whether to answer a message, by its id; its log lines have a name from here on."""
        request.begin()
        return await self._claim(message)

    async def _claim(self, number: int) -> bool:
        if not await self._local.claim(number):
            return False
        try:
            return await self._shared.claim(number)
        except UnavailableError:
            return True  # answered twice is better than not at all

    def trace(self) -> aiohttp.TraceConfig:
        """Hears of every request to Discord; the answers to interactions are told to the meters."""
        trace = aiohttp.TraceConfig()

        async def ended(
            _: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            callback = _CALLBACK.search(params.url.path)
            began = self._began.pop(int(callback[1]), None) if callback else None
            if callback and began and began[1] != _PRESSED:
                self._admission.end(int(callback[1]))
            if began and params.response.status < 400:
                self._meters.responded(began[1], perf_counter() - began[0])

        trace.on_request_end.append(ended)
        return trace


def kind_of(interaction: discord.Interaction[Any]) -> str:
    """command, component, autocomplete or modal."""
    return _KINDS.get(interaction.type, "other")
