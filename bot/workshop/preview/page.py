"""Serves the preview's page: on the loopback only, under a path that nobody can guess, and to no
page that another site has led the browser to.
"""

from __future__ import annotations

import asyncio
import html
import secrets
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from string import Template

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.clock import wall_clock
from bot.errors import SetUpError
from bot.settings import Settings
from bot.typed import one_line
from bot.workshop.preview.desk import Desk

_HOST = "127.0.0.1"
_LONGEST = 4_000
"""Characters of a question that are read; the bot itself clips it further."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{}'; connect-src 'self'"


class Page:
    """Serves a desk until closed."""

    def __init__(self, desk: Desk, port: int) -> None:
        self._desk = desk
        self._port = port
        self._secret = secrets.token_urlsafe(16)
        self._runner: web.AppRunner | None = None
        self._talk = 0

    @property
    def url(self) -> str:
        """What to open in the browser."""
        return f"http://{_HOST}:{self._listening_on()}/{self._secret}/"

    def _listening_on(self) -> int:
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else self._port

    async def start(self) -> None:
        """Listen; SetUpError when the port can't be had."""
        app = web.Application(middlewares=[self._only_here])
        app.router.add_get(f"/{self._secret}/", self._show)
        app.router.add_get(f"/{self._secret}/state", self._state)
        app.router.add_post(f"/{self._secret}/ask", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, _HOST, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SetUpError(
                f"the preview can't listen on port {self._port} ({error.strerror or error}); name"
                " another --port"
            ) from error

    async def close(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()

    @web.middleware
    async def _only_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A name that another site has pointed at this machine is not this machine's."""
        if request.host.rpartition(":")[0] not in (_HOST, "localhost"):
            raise web.HTTPForbidden
        answer = await handler(request)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    async def _show(self, _: web.Request) -> web.Response:
        nonce = secrets.token_urlsafe(12)
        words = self._desk.wording.under("workshop.preview.page")
        slots = {key: html.escape(text.strip()) for key, text in words.items()}
        page = Template(
            files("bot.workshop.preview").joinpath("page.html").read_text(encoding="utf-8")
        )
        return web.Response(
            text=page.substitute(slots, nonce=nonce),
            content_type="text/html",
            headers={"Content-Security-Policy": _POLICY.format(nonce)},
        )

    async def _state(self, request: web.Request) -> web.Response:
        """The state, when it is another than the page has."""
        seen = request.query.get("seen", "")
        if seen == str(self._desk.version):
            return web.json_response({"version": self._desk.version})
        return web.json_response(self._desk.state())

    async def _answer(self, request: web.Request) -> web.Response:
        posted = await request.post()
        question = one_line(str(posted.get("q", "")), _LONGEST)
        if not posted.get("on"):
            self._talk += 1  # a question by itself: nothing was said before
        member = f"talk-{self._talk}"
        found = await asyncio.to_thread(self._desk.answer, question, member, wall_clock())
        return web.json_response(found)


def run_preview(
    settings: Settings,
    copy: Path | None,
    announce: Callable[[], None],
    show: Callable[[str], None],
    *,
    port: int,
) -> None:
    """Serve the preview until interrupted; `show` is given each line for whoever started it."""

    async def serve() -> None:
        desk = await asyncio.to_thread(Desk, settings, copy, announce)
        page = Page(desk, port)
        await page.start()
        try:
            show(desk.wording.say("workshop.preview.ready", url=page.url))
            show(desk.wording.say("workshop.preview.stop"))
            await desk.begin()
            await asyncio.Event().wait()
        finally:
            await desk.watch.stop()
            await page.close()

    with suppress(KeyboardInterrupt):
        asyncio.run(serve())
