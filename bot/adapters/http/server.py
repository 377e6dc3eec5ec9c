"""`/healthz`, `/readyz` and `/metrics` for whoever looks after the process. Nothing here is for
members, and nothing names one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.adapters.http.metrics import CONTENT_TYPE
from bot.errors import SetUpError

_LOG = logging.getLogger(__name__)
_PATIENCE = 2.0
"""Seconds a check may take; whoever asks gives up soon after."""
_LEAVING = 0.5
"""Seconds that a page being read may keep the server from stopping."""

Check = Callable[[], Awaitable[str]]
"""Says what is missing; an empty string when all is well."""


class HealthServer:
    """Serves the three pages until it is stopped. `checks` are asked by `/readyz`, each under its
    name; `troubles` are told there too, but members are served in spite of them.
    """

    def __init__(
        self,
        host: str,
        port: int,
        checks: Mapping[str, Check],
        page: Callable[[], bytes],
        troubles: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._host = host
        self._port = port
        self._checks = checks
        self._page = page
        self._troubles = troubles
        self._runner: web.AppRunner | None = None
        self.is_draining = False

    @property
    def port(self) -> int:
        """Where it really listens: the system chooses one for port 0."""
        addresses = self._runner.addresses if self._runner else []
        return int(addresses[0][1]) if addresses else self._port

    async def start(self) -> None:
        """Listen; SetUpError when the port can't be had."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._metrics),
            ]
        )
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=_LEAVING
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise SetUpError(
                f"EYEBOT_HTTP_PORT: {self._host}:{self._port} can't be listened on "
                f"({error.strerror or error}); name another"
            ) from error
        _LOG.info("health and metrics on port %s", self.port)

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, _: web.Request) -> web.Response:
        """The event loop runs: whoever gets this answer has it."""
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        """Whether members are served now, with what is missing in words."""
        if self.is_draining:
            return web.Response(status=503, text="draining\n")
        missing = await asyncio.gather(
            *(self._ask(name, check) for name, check in self._checks.items())
        )
        lines = [line for line in missing if line]
        status = 503 if lines else 200
        degraded = [f"degraded: {part}: {text}" for part, text in self._troubles().items()]
        text = "\n".join([*(lines or ["ready"]), *degraded])
        return web.Response(status=status, text=text + "\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        """The meters."""
        return web.Response(body=self._page(), headers={"Content-Type": CONTENT_TYPE})

    async def _ask(self, name: str, check: Check) -> str:
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await check()
        # A check that breaks is a reason not to be ready.
        except Exception as error:  # noqa: BLE001
            found = type(error).__name__
        return f"{name}: {found}" if found else ""
