"""Every touch of the simulated Discord's private parts, with a self-check in `test_sim.py`. Pinned
to simcord 3.2.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord import actors as _actors
from simcord import interactions
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

_PIECE = 900.0
"""Seconds of the simulation's clock in one piece."""
_TRIES = 3
_BUTTON = 2


def settle_quickly(monkeypatch: Any) -> None:
    """Take the 50 ms nap out of every action."""
    original = simcord.Env._settle_internal

    async def quick(self: simcord.Env, **options: Any) -> None:
        options.setdefault("idle", 0.001)
        return await original(self, **options)

    monkeypatch.setattr(simcord.Env, "_settle_internal", quick)


def advance_patiently(monkeypatch: Any) -> None:
    """Let time pass in pieces, each tried again where a busy machine needs longer for it than the
    simulation waits; what a piece has done stays done.
    """
    original = simcord.Env.advance_time

    async def patient(self: simcord.Env, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        tries_left = _TRIES
        while (rest := (until - self.now()).total_seconds()) > 0:
            before = self.now()
            try:
                await original(self, min(rest, _PIECE))
            except TimeoutError:
                tries_left = _TRIES if self.now() > before else tries_left - 1
                if not tries_left:
                    raise

    monkeypatch.setattr(simcord.Env, "advance_time", patient)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Members use Discord in another language meanwhile."""
    module = _actors._interactions
    original = module.base_payload

    def localised(*args: Any, **kwargs: Any) -> Any:
        record, payload = original(*args, **kwargs)
        payload["locale"] = locale
        return record, payload

    module.base_payload = localised
    try:
        yield
    finally:
        module.base_payload = original


async def burst(
    env: simcord.Env, clicks: Sequence[tuple[Any, str]], message: Any
) -> list[simcord.InteractionResult]:
    """Really concurrent clicks: (member, custom_id) pairs on one message."""
    backend = env.backend
    stored = backend.get_message(message.channel.id, message.id)
    shown = dict(serializers.message_payload(backend, stored))
    records = []
    for actor, custom_id in clicks:
        data = {"custom_id": custom_id, "component_type": 2}
        record, payload = interactions.base_payload(
            backend,
            type=3,
            channel_id=stored.channel_id,
            guild_id=actor.guild.id,
            user_id=actor.id,
            data=data,
        )
        payload["message"] = shown
        record.source_message_id = stored.id
        records.append(record)
        backend.emit("INTERACTION_CREATE", payload)
    await env.settle()
    return [simcord.InteractionResult(env, record) for record in records]


async def press(
    env: simcord.Env,
    actor: Any,
    message: Any,
    custom_id: str,
    *,
    values: Sequence[str] | None = None,
    is_deleted: bool = False,
) -> simcord.InteractionResult:
    """A button or, with values, a menu under a message, whose id need not stand there; the message
    may be deleted before the bot hears of it.
    """
    backend = env.backend
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": 2}
    if values is not None:
        data |= {"component_type": 3, "values": list(values)}
    channel = getattr(message, "channel_id", None) or message.channel.id
    record, payload = interactions.base_payload(
        backend,
        type=3,
        channel_id=channel,
        guild_id=actor.guild.id,
        user_id=actor.id,
        data=data,
    )
    stored = backend.get_message(channel, message.id)
    forged = {"type": data["component_type"], "custom_id": custom_id, "style": 2, "label": "…"}
    forged |= {"options": [{"label": "…", "value": "0"}]} if values is not None else {}
    payload["message"] = dict(serializers.message_payload(backend, stored)) | {
        "components": [{"type": 1, "components": [forged]}]
    }
    record.source_message_id = stored.id
    if is_deleted:
        backend.delete_message(channel, message.id)
    backend.emit("INTERACTION_CREATE", payload)
    await env.settle()
    return simcord.InteractionResult(env, record)


def delete_channel(env: simcord.Env, channel: Any) -> None:
    """A moderator deletes a channel or thread."""
    env.backend.delete_channel(channel.id)


def delete_message(env: simcord.Env, message: Any) -> None:
    """A moderator deletes a message."""
    env.backend.delete_message(message.channel.id, message.id)


def overwrite(
    env: simcord.Env, channel: Any, member_id: int, permissions: discord.PermissionOverwrite
) -> None:
    """A moderator changes what a member, such as the bot, may do in a channel."""
    allow, deny = permissions.pair()
    row = Overwrite(
        target_id=member_id, type=OverwriteType.MEMBER, allow=allow.value, deny=deny.value
    )
    env.backend.set_overwrite(channel.id, row)


async def kick_bot(env: simcord.Env, guild: Any) -> None:
    """The bot is removed from a server."""
    env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await env.settle()


def sent_bodies(env: simcord.Env) -> Iterator[dict[str, Any]]:
    """Every message body the bot sent to Discord, interaction answers included."""
    for request in env.http_requests:
        body = request.json if hasattr(request, "json") else None
        yield from _messages(body)


def _messages(body: Any) -> Iterator[dict[str, Any]]:
    if isinstance(body, str):
        body = json.loads(body)
    if isinstance(body, dict):
        if {"content", "embeds", "components"} & body.keys() and "allowed_mentions" in body:
            yield body
        yield from _messages(body.get("data"))


def custom_ids(message: Any) -> list[str]:
    """The ids of all buttons and menus of a message."""
    return [part["custom_id"] for part in parts(message) if part.get("custom_id")]


def labels(message: Any) -> list[str]:
    """The labels of all buttons of a message."""
    return [part.get("label", "") for part in parts(message) if part["type"] == _BUTTON]


def text_of(message: Any) -> str:
    """Everything a message says: its words, its components' and its embeds'."""
    embeds = [
        text
        for embed in message.embeds
        for text in (
            embed.title,
            embed.description,
            *(part for field in embed.fields for part in (field.name, field.value)),
            embed.footer.text,
        )
    ]
    shown = [part.get("content", "") for part in parts(message)]
    return "\n".join(filter(None, (message.content, *shown, *embeds))).replace("\\", "")


def parts(message: Any) -> list[dict[str, Any]]:
    """All components of a message, however deep they lie, in the order they are read."""
    found: list[dict[str, Any]] = []
    for row in message.components:
        _collect(row if isinstance(row, dict) else row.to_dict(), found)
    return found


def _collect(part: dict[str, Any], found: list[dict[str, Any]]) -> None:
    found.append(part)
    for child in part.get("components", ()):
        _collect(child, found)


@contextmanager
def closed_direct_messages(monkeypatch: Any) -> Iterator[None]:
    """Discord refuses direct messages to members meanwhile."""

    async def refuse(*_: Any, **__: Any) -> None:
        response = type("Response", (), {"status": 403, "reason": "Forbidden"})()
        raise discord.Forbidden(
            response, {"code": 50007, "message": "Cannot send messages to this user"}
        )

    with monkeypatch.context() as patched:
        patched.setattr(discord.User, "send", refuse)
        yield


def direct_messages(env: simcord.Env, actor: Any) -> str:
    """All that a member has been sent in private."""
    channel = env.backend.dm_channels.get(actor.id)
    return (
        "\n".join(message.content for message in env.backend.messages.get(channel, {}).values())
        if channel
        else ""
    )


def installed_by(monkeypatch: Any, member_id: int) -> None:
    """Interactions come from a group chat, of a bot that the member installed for themselves."""
    module = _actors._interactions
    original = module.base_payload
    extra = {"context": 2, "authorizing_integration_owners": {"1": str(member_id)}}

    def theirs(*args: Any, **kwargs: Any) -> Any:
        record, payload = original(*args, **kwargs)
        payload.update(extra)
        return record, payload

    monkeypatch.setattr(module, "base_payload", theirs)


async def invite_bot(env: simcord.Env, guild: Any) -> None:
    """The bot is added to a server that it hasn't known."""
    backend = env.backend
    shown = dict(serializers.guild_create_payload(backend, backend.get_guild(guild.id)))
    shown.pop("unavailable", None)
    backend.emit("GUILD_CREATE", shown)
    await env.settle()


def unknown_guild(env: simcord.Env, name: str) -> Any:
    """A server that the bot hears nothing of before it is invited."""
    backend = env.backend
    feeds = backend.subscribers[:]
    backend.subscribers.clear()
    guild = env.create_guild(name)
    backend.subscribers.extend(feeds)
    return guild
