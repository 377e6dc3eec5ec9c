"""What a fake Discord may answer instead of the truth."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web

from tests.network.fake_discord import Answer
from tests.network.payloads import json_answer


def status(code: int) -> Answer:
    """An error of the server's own."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            status=code, text="<html>upstream is gone</html>", content_type="text/html"
        )

    return answer


def too_many(seconds: float, *, everywhere: bool = False) -> Answer:
    """429, for one route or for all."""

    async def answer(_: web.Request) -> web.Response:
        headers = {
            "Retry-After": str(seconds),
            "X-RateLimit-Scope": "global" if everywhere else "shared",
            "Via": "1.1 proxy",
        }
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        body = {
            "message": "You are being rate limited.",
            "retry_after": seconds,
            "global": everywhere,
        }
        return json_answer(body, status=429, headers=headers)

    return answer


def slow(seconds: float) -> Answer:
    """The right answer, late."""

    async def answer(_: web.Request) -> None:
        await asyncio.sleep(seconds)

    return answer


def refused(code: int, *, status: int = 403) -> Answer:
    """Discord's own no, with its code."""

    async def answer(_: web.Request) -> web.Response:
        return json_answer({"message": "no", "code": code}, status=status)

    return answer


def hang_up() -> Answer:
    """The connection ends before any answer."""

    async def answer(request: web.Request) -> web.Response:
        if request.transport:
            request.transport.abort()
        return web.Response()

    return answer


def silent(seconds: float) -> Answer:
    """No answer for so long, and then none that is of use: nothing was carried out."""

    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response(status=502)

    return answer


def reset() -> Answer:
    """The connection is reset before any answer: errno 104 on the other side."""

    async def answer(request: web.Request) -> web.Response:
        if request.transport:
            line = request.transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        return web.Response()

    return answer
