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

from tests.network.channels import Channels, body_of, parts
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
    text_in,
)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse | None]]
"""Answers a request in Discord's place; None lets it through."""


@dataclass
class Fault:
    """What goes wrong with requests whose "METHOD path @server" matches: so many times, the first
    `spared` left out; a late fault comes after the request has been carried out.
    """

    where: str
    answer: Answer
    times: int = 1
    is_late: bool = False
    spared: int = 0

    def strikes(self, line: str) -> bool:
        """Whether it hits this request, and is so much weaker after it."""
        if not self.times or not re.search(self.where, line):
            return False
        if self.spared:
            self.spared -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Heard:
    """An interaction and all that the bot said to it."""

    payload: Payload
    answers: list[str] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    said: asyncio.Event = field(default_factory=asyncio.Event)
    callbacks: int = 0
    shown: list[str] = field(default_factory=list)
    """What stands under the interaction now: edited texts are replaced."""
    is_thinking: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.answers)

    def show(self, text: str, *, edits: bool) -> None:
        """The bot's next text, or its first one anew."""
        if self.shown and (edits or self.is_thinking):
            self.shown[0] = text
        else:
            self.shown.append(text)
        self.is_thinking = False
        self.answers.append(text)
        self.answered.set()
        self.said.set()


class FakeDiscord:
    """One server with one channel. `token` is the one it accepts."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.gateway = Gateway()
        self.faults: list[Fault] = []
        self.requests: list[str] = []
        self.calls: list[str] = []
        """The same, each with the number of the server it is about."""
        self.channels = Channels(self.gateway.emit)
        self.heard: dict[str, Heard] = {}
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

    @property
    def messages(self) -> dict[str, Payload]:
        """Everything that was posted, by id."""
        return self.channels.messages

    def fail(
        self, where: str, answer: Answer, times: int = 1, *, is_late: bool = False, spared: int = 0
    ) -> Fault:
        """The next requests whose "METHOD path @server" matches `where` get this answer."""
        self.faults.append(Fault(where, answer, times, is_late, spared))
        return self.faults[-1]

    async def command(
        self, who: Payload, name: str, *, place: int = 0, wait: bool = True, **options: Any
    ) -> Heard:
        """A member calls a command such as "moderate start"; returns when it has been answered."""
        top, *rest = name.split()
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        for part in reversed(rest):
            given = [{"name": part, "type": 1, "options": given}]
        data = {"id": _command_number(top), "name": top, "type": 1, "options": given}
        return await self._deliver(interaction(2, who, data, place), wait=wait)

    async def click(
        self,
        who: Payload,
        shown: Payload,
        custom_id: str,
        *,
        wait: bool = True,
        times: int = 1,
        place: int = 0,
    ) -> Heard:
        """A member presses a button; the same interaction may be delivered several times."""
        data = {"custom_id": custom_id, "component_type": 2}
        payload = interaction(3, who, data, place) | {"message": shown}
        return await self._deliver(payload, wait=wait, times=times)

    async def vote(self, number: int, shown: Payload, label: str, **how: Any) -> Heard:
        """Member `number` votes."""
        return await self.click(
            member(str(500_000_000_000_000_000 + number)), shown, button(shown, label), **how
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
        """The newest message of a debate, in whatever channel."""
        boards = (one for place in self._places() for one in self.channels.boards(place))
        return max(boards, key=lambda one: int(one["id"]))

    def results(self) -> list[Payload]:
        """The messages of results, in whatever channel."""
        return [one for place in self._places() for one in self.channels.results(place)]

    def _places(self) -> set[str]:
        return {str(one["channel_id"]) for one in self.messages.values()}

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.requests.append(f"{request.method} {path}")
        line = f"{self.requests[-1]} @{self.channels.place_of(path)}"
        self.calls.append(line)
        if request.headers.get("Authorization", "") not in ("", f"Bot {self.token}"):
            return json_answer({"message": "401: Unauthorized", "code": 0}, status=401)
        fault = next((one for one in self.faults if one.strikes(line)), None)
        if fault is None:
            return await self._carry_out(request, path)
        if fault.is_late:
            await self._carry_out(request, path)
        return await fault.answer(request) or await self._carry_out(request, path)

    async def _carry_out(self, request: web.Request, path: str) -> web.StreamResponse:
        for method, pattern, handler in _ROUTES:
            if request.method == method and (found := re.fullmatch(pattern, path)):
                if isinstance(handler, str):
                    return await getattr(self.channels, handler)(request, *found.groups())
                return await handler(self, request, *found.groups())
        return json_answer({"message": f"404: {path}", "code": 0}, status=404)

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
        body = await body_of(request)
        heard = self.heard[token]
        heard.callbacks += 1
        if heard.callbacks > 1:
            return json_answer({"message": "already acknowledged", "code": 40060}, status=400)
        made = message(snowflake(), CHANNEL, body.get("data") or {})
        if body["type"] == 8:
            heard.answers.append(json.dumps(body["data"]["choices"]))
            heard.answered.set()
        elif body["type"] in (4, 7):
            heard.show(_text_of(body.get("data") or {}), edits=body["type"] == 7)
        elif body["type"] in (5, 6, 9):
            heard.is_thinking = body["type"] == 5
            heard.shown += ["…"] if heard.is_thinking else []
            if body["type"] != 5:
                heard.answered.set()
        found = {
            "id": heard.payload["id"],
            "type": heard.payload["type"],
            "response_message_id": made["id"],
        }
        resource = {"type": body["type"], "message": made} if body["type"] in (4, 7) else None
        return json_answer({"interaction": found, "resource": resource})

    async def _follow_up(self, request: web.Request, token: str) -> web.Response:
        body = await body_of(request)
        if not self.heard[token].callbacks:
            return json_answer({"message": "Unknown Webhook", "code": 10015}, status=404)
        self.heard[token].show(_text_of(body), edits=request.method == "PATCH")
        return json_answer(message(snowflake(), CHANNEL, body))


_ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", r"users/@me", FakeDiscord._me),
    ("GET", r"oauth2/applications/@me|applications/@me", FakeDiscord._application),
    ("GET", r"gateway/bot", FakeDiscord._gateway),
    ("PUT", r"applications/\d+/commands", FakeDiscord._commands),
    ("POST", r"interactions/\d+/([^/]+)/callback", FakeDiscord._callback),
    ("POST", r"webhooks/\d+/([^/]+)", FakeDiscord._follow_up),
    ("PATCH", r"webhooks/\d+/([^/]+)/messages/@original", FakeDiscord._follow_up),
    ("POST", r"channels/(\d+)/messages", "post"),
    ("PATCH", r"channels/(\d+)/messages/(\d+)", "edit"),
    ("GET", r"channels/(\d+)/messages/(\d+)", "fetch"),
    ("GET", r"channels/(\d+)/messages", "history"),
    ("POST", r"channels/(\d+)/messages/(\d+)/threads", "open_thread"),
    ("GET", r"channels/(\d+)", "fetch_channel"),
    ("POST", r"users/@me/channels", "open_direct"),
    ("GET", r"users/(\d+)", "member"),
)


def _text_of(body: Payload) -> str:
    return text_in(body) or json.dumps(body.get("embeds") or [])


def button(shown: Payload, label: str) -> str:
    """The custom id of a message's button."""
    return next(
        str(one["custom_id"])
        for one in parts(shown)
        if one.get("label", "").rpartition(" ")[2] == label
    )


def _command_number(name: str) -> str:
    return str(7_000_000_000_000_000_000 + sum(name.encode()))
