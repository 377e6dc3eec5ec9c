"""The simulation's browser page, made safe for a world that moves by itself.

Left alone, the page disables a control for good in three cases: it was clicked while the clock was
being moved; it was clicked on a drawing that has been replaced since; or a poll of the page brought
the outcome of a click before the click's own answer did, so that the answer found nothing new to
draw. Here clicks and the clock take turns, a click on the page as it was a moment ago counts on the
page as it is, and polls wait until a click has been answered.

In a fourth case a click is lost: when the simulation gives up on it, the page refuses every other
click until it is drawn anew. `patience` keeps it from giving up; where it does, the page is drawn.

All touches of the simulation's private parts for the page are in this file; `simcord` is pinned.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.demo.patience import pass_time

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import simcord

_REVISIONS_BACK = 50
"""How many drawings ago a page may have been loaded for a click on it to count."""
_ANSWERED = 0.1
"""Seconds after which the browser has surely taken in a click's answer: both are one machine."""
_A_MOMENT = 0.02
_MOST_PAGES = 200
"""Pages open at once; the simulation's own sixteen are soon used up by reloading."""

Handler = Callable[[Any], Awaitable[Any]]


class Turns:
    """One at a time: a member's action in the browser, or a step of the clock. To be made before
    the preview is entered.
    """

    def __init__(self, preview: Any) -> None:  # noqa: ANN401  # simcord's class, private to it
        self._lock = asyncio.Lock()
        self._preview = preview
        self._act = preview._action
        preview._action = self._admit
        preview._MAX_PAGES = _MOST_PAGES
        self._answered_at = 0.0
        preview._server._state = self._patient(preview._server._state)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Nothing else happens in the meantime."""
        async with self._lock:
            yield

    async def _admit(self, page_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out an action in its turn; what was loaded before the last drawing is brought up
        to date first, since messages and buttons are named by their ids, not by the drawing.
        """
        async with self._lock:
            # A script's own operation, which tells no event of its end.
            while self._preview.env._operation_task:  # noqa: ASYNC110
                await asyncio.sleep(_A_MOMENT)
            page = self._preview._pages.get(page_id)
            seen = body.get("published_revision") if isinstance(body, Mapping) else None
            if page is not None and isinstance(seen, int) and _is_recent(seen, page.revision):
                body = {**body, "published_revision": page.revision}
            try:
                done: dict[str, Any] = await self._act(page_id, body)
            finally:
                self._answered_at = asyncio.get_running_loop().time()
                if page is not None and page.status == "stale":
                    self._preview._publish(page)  # else it refuses what is clicked next
            return done

    def _patient(self, state: Handler) -> Handler:
        """A poll that waits while an action is carried out, and until its answer has arrived."""

        async def wait_and_answer(request: Any) -> Any:  # noqa: ANN401  # aiohttp's
            clock = asyncio.get_running_loop().time
            async with self._lock:
                wait = self._answered_at + _ANSWERED - clock()
            await asyncio.sleep(max(0.0, wait))
            return await state(request)

        return wait_and_answer


def _is_recent(seen: int, now: int) -> bool:
    return now - _REVISIONS_BACK <= seen < now


class Advance:
    """Moves the clock; the page is drawn anew only where that brought something."""

    def __init__(self, env: simcord.Env, preview: Any, turns: Turns) -> None:  # noqa: ANN401
        self._env = env
        self._preview = preview
        self._turns = turns
        self._drawn = len(env.backend.transcript)

    async def __call__(self, seconds: float) -> None:
        """Let so much time pass, in steps between which a visitor may click. What the bot does for
        longer than a step waits, such as drawing a picture, is shown by a later call.
        """
        await pass_time(self._env, seconds, self._turns.turn)
        await self._draw()

    async def _draw(self) -> None:
        async with self._turns.turn():
            now = len(self._env.backend.transcript)
            if now != self._drawn:
                await self._preview.refresh()
                self._drawn = now


def frame_in(preview: Any, origin: str) -> None:  # noqa: ANN401
    """Let a page of ours, and no other, show the simulation's page in a frame; before it
    listens.
    """
    server = preview._server
    headers = dict(server._SECURITY_HEADERS)
    del headers["X-Frame-Options"]
    policy = headers["Content-Security-Policy"]
    headers["Content-Security-Policy"] = policy.replace(
        "frame-ancestors 'none'", f"frame-ancestors {origin}"
    )
    server._SECURITY_HEADERS = headers
