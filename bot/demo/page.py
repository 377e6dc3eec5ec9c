"""The page around the simulation's: things to try, and a hand on the clock. On the loopback only,
under a path that nobody can guess.
"""

from __future__ import annotations

import html
import json
import secrets
from datetime import timedelta
from importlib.resources import files
from string import Template

from aiohttp import web

from bot.demo.clock import FASTEST, Clock
from bot.wording import Wording

_HOST = "127.0.0.1"
_LEAPS = {"minute": timedelta(minutes=1), "quarter": timedelta(minutes=15)}
_LEAPS |= {"hour": timedelta(hours=1), "day": timedelta(days=1)}
_SPEEDS = (1, 60, FASTEST)


class Page:
    """Serves the page until closed. `inside` is the address of the simulation's own page."""

    def __init__(self, wording: Wording, clock: Clock, port: int) -> None:
        self.wording = wording
        self._clock = clock
        self._port = port
        self._secret = secrets.token_urlsafe(16)
        self._inside = ""
        self._runner: web.AppRunner | None = None

    @property
    def origin(self) -> str:
        """Who may show the simulation's page in a frame."""
        return f"http://{_HOST}:{self._port}"

    @property
    def url(self) -> str:
        """What to open in the browser."""
        return f"{self.origin}/{self._secret}/"

    async def start(self, inside: str) -> None:
        """Listen; raises OSError when the port is taken."""
        self._inside = inside
        app = web.Application()
        app.router.add_get(f"/{self._secret}/", self._show)
        app.router.add_get(f"/{self._secret}/time", self._time)
        app.router.add_post(f"/{self._secret}/leap/{{length}}", self._leap)
        app.router.add_post(f"/{self._secret}/speed/{{factor}}", self._speed)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, _HOST, self._port).start()

    async def close(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    async def _show(self, _: web.Request) -> web.Response:
        words = self.wording.under("demo.page")
        tries = "".join(f"<li>{_marked(line)}</li>" for line in self._tries())
        page = Template(files("bot.demo").joinpath("page.html").read_text(encoding="utf-8"))
        slots = {key: html.escape(text) for key, text in words.items()}
        speeds = json.dumps(_SPEEDS)
        return web.Response(
            text=page.substitute(slots, tries=tries, inside=self._inside, speeds=speeds),
            content_type="text/html",
        )

    def _tries(self) -> list[str]:
        lines = self.wording.under("demo.try")
        return [lines[key] for key in sorted(lines)]

    async def _time(self, _: web.Request) -> web.Response:
        now = self._clock.now().isoformat(timespec="seconds")
        return web.json_response({"now": now, "speed": self._clock.speed})

    async def _leap(self, request: web.Request) -> web.Response:
        wanted = request.match_info["length"]
        if wanted == "deadline":
            return web.json_response({"moved": await self._clock.leap_to_deadline()})
        if wanted not in _LEAPS:
            raise web.HTTPNotFound
        await self._clock.leap(_LEAPS[wanted])
        return web.json_response({"moved": True})

    async def _speed(self, request: web.Request) -> web.Response:
        factor = request.match_info["factor"]
        if factor not in {str(speed) for speed in _SPEEDS}:
            raise web.HTTPNotFound
        self._clock.speed = int(factor)
        return await self._time(request)


def _marked(line: str) -> str:
    """Backticks become what is typed; the rest is plain text."""
    parts = html.escape(line).split("`")
    return "".join(
        f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts)
    )
