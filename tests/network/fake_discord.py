"""A small Discord on the loopback: REST and gateway, as far as the bot uses them, with faults on
demand.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.network.gateway import Gateway
from tests.network.payloads import (
    BOT,
    CHANNEL,
    Payload,
    application,
    interaction,
    json_answer,
    member,
    message,
    snowflake,
)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse | None]]
"""Answers a request in Discord's place; None lets it through."""


@dataclass
class Fault:
    """What goes wrong, so many times, with requests whose "METHOD path" matches."""

    where: str
    answer: Answer
    times: int = 1


@dataclass
class Heard:
    """An interaction and all that the bot said to it."""

    payload: Payload
    answers: list[str] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    said: asyncio.Event = field(default_factory=asyncio.Event)
    callbacks: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.answers)


class FakeDiscord:
    """One server with one channel. `token` is the one it accepts."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.gateway = Gateway()
        self.faults: list[Fault] = []
        self.requests: list[str] = []
        self.messages: dict[str, Payload] = {}
        self.heard: dict[str, Heard] = {}
        self._nonces: dict[str, Payload] = {}
        self._runner: web.AppRunner | None = None
        self.max_concurrency = 1

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application(client_max_size=20_000_000)
        app.router.add_get("/gateway/", self.gateway.connect)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=512).start()
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway"

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner:
            await self.gateway.drop(1001)
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._runner is not None
        return int(self._runner.addresses[0][1])

    def fail(self, where: str, answer: Answer, times: int = 1) -> None:
        """The next requests that match `where`, a pattern of "METHOD path", get this answer."""
        self.faults.append(Fault(where, answer, times))

    async def command(self, who: Payload, name: str, *, wait: bool = True, **options: Any) -> Heard:
        """A member calls a command such as "debate start"; returns when the bot has answered it."""
        top, *rest = name.split()
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        for part in reversed(rest):
            given = [{"name": part, "type": 1, "options": given}]
        data = {"id": _command_number(top), "name": top, "type": 1, "options": given}
        return await self._deliver(interaction(2, who, data), wait=wait)

    async def click(
        self, who: Payload, shown: Payload, custom_id: str, *, wait: bool = True, times: int = 1
    ) -> Heard:
        """A member presses a button; the same interaction may be delivered several times."""
        payload = interaction(3, who, {"custom_id": custom_id, "component_type": 2}) | {
            "message": shown
        }
        return await self._deliver(payload, wait=wait, times=times)

    async def vote(self, number: int, shown: Payload, label: str, **how: Any) -> Heard:
        """Member `number` votes."""
        return await self.click(
            member(str(5_000_000_000_000_000_000 + number)), shown, button(shown, label), **how
        )

    async def type_ahead(self, who: Payload, typed: str, place: int = 0) -> Heard:
        """A member types a question; the bot offers some."""
        data = {"id": _command_number("ask"), "name": "ask", "type": 1}
        options = [{"name": "question", "type": 3, "value": typed, "focused": True}]
        return await self._deliver(interaction(4, who, {**data, "options": options}, place))

    async def ask(self, who: Payload, question: str, place: int = 0) -> Heard:
        """A member asks in a server; returns with the answer."""
        data = {
            "id": _command_number("ask"),
            "name": "ask",
            "type": 1,
            "options": [{"name": "question", "type": 3, "value": question}],
        }
        heard = await self._deliver(interaction(2, who, data, place), wait=False)
        await asyncio.wait_for(heard.said.wait(), 90)
        return heard

    async def _deliver(self, payload: Payload, *, wait: bool = True, times: int = 1) -> Heard:
        heard = self.heard[payload["token"]] = Heard(payload)
        for _ in range(times):
            await self.gateway.emit("INTERACTION_CREATE", payload)
        if wait:
            await asyncio.wait_for(heard.answered.wait(), 90)
        return heard

    def board(self) -> Payload:
        """The newest message with an embed."""
        return next(shown for shown in reversed(self.messages.values()) if shown["embeds"])

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        line = f"{request.method} {path}"
        self.requests.append(line)
        if request.headers.get("Authorization", "") not in ("", f"Bot {self.token}"):
            return json_answer({"message": "401: Unauthorized", "code": 0}, status=401)
        for fault in self.faults:
            if fault.times and re.search(fault.where, line):
                fault.times -= 1
                if (answer := await fault.answer(request)) is not None:
                    return answer
        for method, pattern, handler in _ROUTES:
            if request.method == method and (found := re.fullmatch(pattern, path)):
                return await handler(self, request, *found.groups())
        return json_answer({"message": f"404: {line}", "code": 0}, status=404)

    async def _me(self, _: web.Request) -> web.Response:
        return json_answer(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return json_answer(application())

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {
            "total": 1000,
            "remaining": 999,
            "reset_after": 0,
            "max_concurrency": self.max_concurrency,
        }
        return json_answer({"url": self.gateway.url, "shards": 1, "session_start_limit": limit})

    async def _commands(self, request: web.Request) -> web.Response:
        made = [
            {
                "id": _command_number(one["name"]),
                "application_id": BOT["id"],
                "version": "1",
                "description": "",
                **one,
            }
            for one in await request.json()
        ]
        return json_answer(made)

    async def _callback(self, request: web.Request, token: str) -> web.Response:
        body = await _body(request)
        heard = self.heard[token]
        heard.callbacks += 1
        if heard.callbacks > 1:
            return json_answer({"message": "already acknowledged", "code": 40060}, status=400)
        made = message(snowflake(), CHANNEL, body.get("data") or {})
        if body["type"] == 8:
            heard.answers.append(json.dumps(body["data"]["choices"]))
            heard.answered.set()
        elif body["type"] in (4, 7):
            self._note(heard, body.get("data") or {})
        elif body["type"] in (6, 9):
            heard.answered.set()
        found = {
            "id": heard.payload["id"],
            "type": heard.payload["type"],
            "response_message_id": made["id"],
        }
        resource = {"type": body["type"], "message": made} if body["type"] in (4, 7) else None
        return json_answer({"interaction": found, "resource": resource})

    async def _follow_up(self, request: web.Request, token: str) -> web.Response:
        body = await _body(request)
        self._note(self.heard[token], body)
        return json_answer(message(snowflake(), CHANNEL, body))

    def _note(self, heard: Heard, body: Payload) -> None:
        heard.answers.append(body.get("content") or json.dumps(body.get("embeds") or []))
        heard.answered.set()
        heard.said.set()

    async def _post(self, request: web.Request, place: str) -> web.Response:
        body = await _body(request)
        nonce = body.get("nonce")
        if nonce and nonce in self._nonces:
            return json_answer(self._nonces[nonce])
        made = message(snowflake(), place, body)
        self.messages[made["id"]] = made
        if nonce:
            self._nonces[nonce] = made
        return json_answer(made)

    async def _edit(self, request: web.Request, _: str, number: str) -> web.Response:
        body = await _body(request)
        if number not in self.messages:
            return json_answer({"message": "Unknown Message", "code": 10008}, status=404)
        self.messages[number] |= {
            name: body[name] or [] for name in ("embeds", "components") if name in body
        }
        return json_answer(self.messages[number])

    async def _fetch(self, _: web.Request, __: str, number: str) -> web.Response:
        return json_answer(self.messages[number])


_ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", r"users/@me", FakeDiscord._me),
    ("GET", r"oauth2/applications/@me|applications/@me", FakeDiscord._application),
    ("GET", r"gateway/bot", FakeDiscord._gateway),
    ("PUT", r"applications/\d+/commands", FakeDiscord._commands),
    ("POST", r"interactions/\d+/([^/]+)/callback", FakeDiscord._callback),
    ("POST", r"webhooks/\d+/([^/]+)", FakeDiscord._follow_up),
    ("PATCH", r"webhooks/\d+/([^/]+)/messages/@original", FakeDiscord._follow_up),
    ("POST", r"channels/(\d+)/messages", FakeDiscord._post),
    ("PATCH", r"channels/(\d+)/messages/(\d+)", FakeDiscord._edit),
    ("GET", r"channels/(\d+)/messages/(\d+)", FakeDiscord._fetch),
)


def button(shown: Payload, label: str) -> str:
    """The custom id of a message's button."""
    return next(
        str(one["custom_id"])
        for row in shown["components"]
        for one in row["components"]
        if one.get("label") == label
    )


def _command_number(name: str) -> str:
    return str(7_000_000_000_000_000_000 + sum(name.encode()))


async def _body(request: web.Request) -> Payload:
    """JSON, or the JSON part of a form with files."""
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    return dict(json.loads(str(form["payload_json"])))
