"""Keeps the parts of the background at work: each starts by itself, is tried again with longer and
longer pauses, and says what keeps it from its work.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.errors import SetUpError
from bot.services.meters import Meters

_LOG = logging.getLogger(__name__)
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds before a part is started again; the last one for good."""
_EVERY = 1.0
_PATIENCE = 30.0
"""Seconds that a started part may be in trouble before it is started anew: most trouble passes by
itself.
"""
_STARTING = 15.0
"""Seconds a start may take before it counts as trouble."""
_STOPPING = 2.5
"""Seconds a part may take to finish or hand back what it is at."""
_LETTING_GO = 0.5


class Part(Protocol):
    """Something that goes on beside the requests. `start` raises when it can't begin now; `stop`
    may be called in any state.
    """

    @property
    def trouble(self) -> str:
        """What keeps it from its work, in a few words without secrets; empty when all is well."""

    async def start(self) -> None:
        """Begin."""

    async def stop(self) -> None:
        """End; what was being done is finished or handed back."""


@dataclass(slots=True)
class _State:
    task: asyncio.Task[None] | None = None
    trouble: str = ""


class Supervisor:
    """Starts, watches and stops the parts."""

    def __init__(
        self,
        parts: Mapping[str, Part],
        meters: Meters,
        *,
        pauses: Sequence[float] = _PAUSES,
        every: float = _EVERY,
        patience: float = _PATIENCE,
    ) -> None:
        self._parts = parts
        self._meters = meters
        self._pauses = pauses
        self._every = every
        self._patience = patience
        self._states = {name: _State() for name in parts}

    async def start(self) -> None:
        """Begin to start all of them; returns at once and never raises."""
        for name, state in self._states.items():
            if state.task is None:
                state.task = asyncio.create_task(self._keep(name), name=f"background: {name}")

    async def stop(self) -> None:
        """Stop all of them side by side; returns within seconds, whatever a part does."""
        tasks = [state.task for state in self._states.values() if state.task]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_LETTING_GO)
        for state in self._states.values():
            state.task = None
        await asyncio.gather(*(self._stop(name) for name in self._parts))

    def troubles(self) -> Mapping[str, str]:
        """What keeps which part from its work."""
        return {name: state.trouble for name, state in self._states.items() if state.trouble}

    async def _keep(self, name: str) -> None:
        """Start a part, watch it, and start it again."""
        failures = 0
        while True:
            if await self._start(name) and await self._watch(name):
                failures = 0
            await self._stop(name)
            await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
            failures += 1

    async def _start(self, name: str) -> bool:
        starting = asyncio.ensure_future(self._parts[name].start())
        try:
            done, _ = await asyncio.wait({starting}, timeout=_STARTING)
            if not done:
                self._note(name, "is still starting")
            await starting
        # Whatever it is, it is tried again.
        except Exception as error:  # noqa: BLE001
            self._note(name, f"can't start ({_reason(error)})")
            return False
        finally:
            starting.cancel()
        self._note(name, self._parts[name].trouble)
        return True

    async def _watch(self, name: str) -> bool:
        """Return when a part has been in trouble for too long; whether it was well before."""
        loop = asyncio.get_running_loop()
        was_well, well_at = False, loop.time()
        while loop.time() - well_at < self._patience:
            await asyncio.sleep(self._every)
            trouble = self._parts[name].trouble
            self._note(name, trouble)
            if not trouble:
                was_well, well_at = True, loop.time()
        return was_well

    async def _stop(self, name: str) -> None:
        stopping = asyncio.ensure_future(self._parts[name].stop())
        done, _ = await asyncio.wait({stopping}, timeout=_STOPPING)
        if not done:
            stopping.cancel()
            _LOG.warning("%s does not stop", name)
        elif error := stopping.exception():
            _LOG.warning("%s did not stop well (%s)", name, type(error).__name__)

    def _note(self, name: str, trouble: str) -> None:
        state = self._states[name]
        if trouble != state.trouble:
            if trouble:
                _LOG.error("%s: %s", name, trouble)
            else:
                _LOG.info("%s: at work again", name)
        state.trouble = trouble
        self._meters.part_works(name, is_well=not trouble)


def _reason(error: Exception) -> str:
    """What set-up errors say is ours; any other's message may hold an address."""
    return str(error) if isinstance(error, SetUpError) else type(error).__name__
