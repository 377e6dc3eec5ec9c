"""The fake Discord's channels: messages with their nonces, histories, threads and direct
messages.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.network.payloads import (
    CHANNEL,
    Payload,
    channel,
    guild_of,
    json_answer,
    message,
    snowflake,
    text_in,
    thread,
    user,
)

_OF_COMPONENTS = 1 << 15
"""The flag of a message that is made of components alone."""
Emit = Callable[[str, Payload], Awaitable[None]]


class Channels:
    """What was posted where, by id, oldest first."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self.messages: dict[str, Payload] = {}
        self.threads: dict[str, Payload] = {}
        self.nonce_window = 180.0
        """Seconds for which Discord takes two messages with one nonce for one."""
        self._nonces: dict[tuple[str, str], tuple[float, Payload]] = {}

    def place_of(self, path: str) -> int:
        """Which server a request is about; −1 for none."""
        if token := re.search(r"/token-(\d+)-", path):
            return int(token[1])
        if found := re.match(r"channels/(\d+)", path):
            parent = str(self.threads.get(found[1], {}).get("parent_id", found[1]))
            return guild_of(parent)
        return -1

    def boards(self, place: str = CHANNEL) -> list[Payload]:
        """The messages of debates in a channel, oldest first."""
        return [
            one for one in self.messages.values() if _is_board(one) and one["channel_id"] == place
        ]

    def results(self, place: str = CHANNEL) -> list[Payload]:
        """The messages of results in a channel, oldest first."""
        return [
            one for one in self.messages.values() if is_result(one) and one["channel_id"] == place
        ]

    def texts(self, place: str) -> list[str]:
        """What was said in a channel, thread or direct message, oldest first."""
        return [
            text_in(one)
            for one in self.messages.values()
            if one["channel_id"] == place and text_in(one)
        ]

    async def post(self, request: web.Request, place: str) -> web.Response:
        """A message; one nonce within a few minutes is one message."""
        body = await body_of(request)
        key = place, str(body.get("nonce") or "")
        since, before = self._nonces.get(key, (0.0, None))
        if body.get("enforce_nonce") and before and time.monotonic() - since < self.nonce_window:
            return json_answer(before)
        made = message(snowflake(), place, body)
        self.messages[made["id"]] = made
        if key[1]:
            self._nonces[key] = time.monotonic(), made
        return json_answer(made)

    async def edit(self, request: web.Request, _: str, number: str) -> web.Response:
        """New embeds or buttons of a message."""
        body = await body_of(request)
        if number not in self.messages:
            return json_answer({"message": "Unknown Message", "code": 10008}, status=404)
        self.messages[number] |= {
            name: body[name] or [] for name in ("embeds", "components") if name in body
        }
        return json_answer(self.messages[number])

    async def fetch(self, _: web.Request, __: str, number: str) -> web.Response:
        """One message."""
        if number not in self.messages:
            return json_answer({"message": "Unknown Message", "code": 10008}, status=404)
        return json_answer(self.messages[number])

    async def history(self, request: web.Request, place: str) -> web.Response:
        """The newest first, of those after a message."""
        after = int(request.query.get("after") or 0)
        most = int(request.query.get("limit") or 50)
        found = [
            one
            for number, one in self.messages.items()
            if one["channel_id"] == place and int(number) > after
        ]
        kept = found[:most] if after else found[-most:]
        return json_answer(kept[::-1])

    async def open_thread(self, request: web.Request, place: str, number: str) -> web.Response:
        """A thread on a message has that message's id, and there is one at most."""
        if number in self.threads:
            text = "A thread has already been created for this message"
            return json_answer({"message": text, "code": 160004}, status=400)
        name = (await body_of(request))["name"]
        made = self.threads[number] = thread(number, place, name)
        await self._emit("THREAD_CREATE", made | {"newly_created": True})
        return json_answer(made)

    async def fetch_channel(self, _: web.Request, place: str) -> web.Response:
        """A channel or thread."""
        found = self.threads.get(place) or channel(guild_of(place))
        return json_answer(found)

    async def open_direct(self, request: web.Request) -> web.Response:
        """The one channel with a member, which has the member's id here."""
        number = str((await body_of(request))["recipient_id"])
        return json_answer({"id": number, "type": 1, "recipients": [user(number, "someone")]})

    async def member(self, _: web.Request, number: str) -> web.Response:
        """A user."""
        return json_answer(user(number, f"member{number}"))


async def body_of(request: web.Request) -> dict[str, Any]:
    """JSON, or the JSON part of a form with files."""
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    return dict(json.loads(str(form["payload_json"])))


def is_result(one: Payload) -> bool:
    """Whether a message is the result of a debate: it has no button that votes or opens more, only
    those that show something.
    """
    ids = (str(part.get("custom_id", "")).split(":") for part in parts(one))
    acts = {found[2] for found in ids if len(found) > 2}
    return "mine" in acts and acts <= {"details", "args", "mine"}


def _is_board(one: Payload) -> bool:
    return bool(one["flags"] & _OF_COMPONENTS) and not is_result(one)


def parts(one: Payload) -> list[Payload]:
    """All components of a message, however deep they lie."""
    found = list(one["components"])
    for part in found:
        found += part.get("components", ())
    return found


def words_of(one: Payload) -> str:
    """All the texts of a message."""
    texts = (str(part.get("content", "")) for part in parts(one))
    return "\n".join([str(one.get("content", "")), *texts])
