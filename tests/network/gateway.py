"""The fake Discord's gateway: sessions that can be dropped, resumed, declared invalid, or left
without heartbeats' answers.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.network.payloads import APPLICATION, BOT, Payload, guild, guild_number, snowflake

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass
class Session:
    """What Discord remembers of a connection: every event, so that missed ones can be sent
    again.
    """

    number: str
    shard: list[int]
    events: list[Payload] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    packer: Any = None
    count: Iterator[int] = field(default_factory=lambda: itertools.count(1))


@dataclass
class Gateway:
    """All sessions, and how the next connections are treated."""

    heartbeat_ms: int = 41_250
    acknowledges: bool = True
    refuse_resume: bool = False
    sessions: dict[str, Session] = field(default_factory=dict)
    commands: list[Payload] = field(default_factory=list)
    """Every IDENTIFY and RESUME that came."""
    url: str = ""
    guilds: int = 1
    away: bool = False
    """Whether new connections are refused."""
    remembers: bool = True
    """Whether events are kept for a resumed session; a long trial would fill the memory with them.
    """

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO until it ends."""
        if self.away:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        packer = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        await _send(socket, packer, {"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        async for came in socket:
            if came.type is not WSMsgType.TEXT:
                continue
            command = json.loads(came.data)
            if command["op"] == HEARTBEAT and self.acknowledges:
                await _send(socket, packer, {"op": ACK})
            elif command["op"] == IDENTIFY:
                self.commands.append(command)
                await self._begin(socket, packer, command["d"].get("shard") or [0, 1])
            elif command["op"] == RESUME:
                self.commands.append(command)
                await self._resume(socket, packer, command["d"])
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
        return socket

    async def emit(self, name: str, data: Payload) -> None:
        """An event for every session; one that is away gets it when it resumes."""
        for session in list(self.sessions.values()):
            await self._tell(session, name, data)

    async def drop(self, code: int = 4000) -> None:
        """Close every connection; sessions stay and can be resumed."""
        await asyncio.gather(
            *(
                session.socket.close(code=code)
                for session in self.sessions.values()
                if session.socket
            )
        )

    async def invalidate(self, *, resumable: bool) -> None:
        """Declare every session invalid."""
        for session in list(self.sessions.values()):
            if session.socket:
                await _send(session.socket, session.packer, {"op": INVALID, "d": resumable})

    async def cut(self) -> None:
        """End every connection without a word, as a broken line does."""
        for session in self.sessions.values():
            if session.socket and (
                transport := session.socket._req and session.socket._req.transport
            ):
                transport.abort()

    @property
    def connected(self) -> int:
        """How many sessions have a connection."""
        return sum(session.socket is not None for session in self.sessions.values())

    async def _begin(self, socket: web.WebSocketResponse, packer: Any, shard: list[int]) -> None:
        session = Session(snowflake(), shard, socket=socket, packer=packer)
        self.sessions = {
            n: s for n, s in self.sessions.items() if s.socket is not None or s.shard != shard
        }
        self.sessions[session.number] = session
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [
                {"id": guild_number(place), "unavailable": True} for place in range(self.guilds)
            ],
            "session_id": session.number,
            "resume_gateway_url": self.url,
            "shard": shard,
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._tell(session, "READY", ready)
        for place in range(self.guilds):
            await self._tell(session, "GUILD_CREATE", guild(place))

    async def _resume(self, socket: web.WebSocketResponse, packer: Any, wanted: Payload) -> None:
        session = self.sessions.get(wanted["session_id"])
        if session is None or self.refuse_resume:
            self.sessions.pop(wanted["session_id"], None)
            await _send(socket, packer, {"op": INVALID, "d": False})
            return
        session.socket, session.packer = socket, packer
        for event in session.events[wanted["seq"] :]:
            await _send(socket, packer, event)
        await self._tell(session, "RESUMED", {})

    async def _tell(self, session: Session, name: str, data: Payload) -> None:
        event = {"op": DISPATCH, "t": name, "s": next(session.count), "d": data}
        if self.remembers:
            session.events.append(event)
        if session.socket is not None:
            await _send(session.socket, session.packer, event)


async def _send(socket: web.WebSocketResponse, packer: Any, payload: Payload) -> None:
    text = json.dumps(payload)
    try:
        if packer is None:
            await socket.send_str(text)
        else:
            await socket.send_bytes(
                packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)
            )
    except (ConnectionError, RuntimeError):
        return  # it has gone meanwhile, which the reader finds, too
