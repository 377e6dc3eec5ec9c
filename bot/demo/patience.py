"""How long the simulation waits for the bot. Left alone, it counts whatever was done as failed when
the bot isn't idle some seconds later, whatever else keeps it busy, say a picture on a loaded
machine; and it really sleeps what the bot sleeps for less than that. Here it looks for a second at
a time, until what was asked for has come.

All touches of the simulation's private parts for this are in this file; `simcord` is pinned.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime, timedelta
from typing import Any

import simcord

A_LOOK = 1.0
"""Seconds that the bot gets at a time to become idle."""
_LONGEST = 120.0
"""Seconds after which the page goes on without an answer."""
_STEP, _GRAIN = 300.0, 0.001
"""Seconds of the simulation moved at once: few enough that the bot's looks in them take no time."""

Turn = Callable[[], AbstractAsyncContextManager[None]]


def wait_patiently(env: simcord.Env) -> None:
    """Wait for an idle bot until it is; for a visitor who has clicked, until the click has been
    answered. What the bot does besides is shown when it is done.
    """
    settle = env._settle_internal

    async def settle_in_looks(**options: Any) -> None:  # noqa: ANN401  # simcord's
        if "_deadline" in options:  # of `advance_time`, which is called again below
            return await settle(**options)
        clock = asyncio.get_running_loop().time
        until = clock() + _LONGEST
        while True:
            with suppress(TimeoutError):
                return await settle(**{**options, "timeout": A_LOOK})
            if clock() > until or _is_answered(env):
                return None

    env._settle_internal = settle_in_looks  # type: ignore[method-assign]  # the point of it


def _is_answered(env: simcord.Env) -> bool:
    """Whether a visitor's page waits for nothing more than an idle bot."""
    if env._preview is None or env._operation_label not in {"preview.action", "preview.refresh"}:
        return False
    action = env._preview._active_action
    return action is None or action.interaction is None or action.interaction.responded


def now(env: simcord.Env) -> datetime:
    """The simulation's time; discord.py's own clock tells it to the bot alone."""
    return datetime.fromisoformat(env.backend.now_iso())


async def pass_time(env: simcord.Env, seconds: float, turn: Turn = nullcontext) -> None:
    """Let so much time pass, in steps each of which waits for its turn. Raises TimeoutError where
    the bot is busy for minutes.
    """
    clock = asyncio.get_running_loop().time
    until, target = clock() + _LONGEST, now(env) + timedelta(seconds=seconds)
    while (left := (target - now(env)).total_seconds()) > _GRAIN:
        async with turn():
            try:
                await env.advance_time(min(left, _STEP))
            except TimeoutError:
                if clock() > until:
                    raise
