"""What Discord sends, as plain dictionaries: one server with one channel, a moderator and any
number of members.
"""

from __future__ import annotations

import itertools
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

Payload = dict[str, Any]

EPOCH = 1_420_070_400_000
_COUNT = itertools.count(1)
APPLICATION, GUILD, CHANNEL, MODERATORS = "1100", "2200", "3300", "4400"
_EVERYTHING, _MODERATE = str((1 << 50) - 1), str(1 << 13)


def token() -> str:
    """One of the shape that Discord's have."""
    return ".".join(secrets.token_urlsafe(length) for length in (18, 4, 28))


def json_answer(
    body: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON with Discord's own content type, which discord.py compares letter by letter."""
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers={"Content-Type": "application/json", **(headers or {})},
    )


def snowflake() -> str:
    """A new id, of this moment."""
    return str(((int(time.time() * 1000) - EPOCH) << 22) + next(_COUNT) % (1 << 22))


def user(number: str, name: str, *, bot: bool = False) -> Payload:
    """A user."""
    return {
        "id": number,
        "username": name,
        "discriminator": "0",
        "global_name": name,
        "avatar": None,
        "bot": bot,
        "flags": 0,
    }


BOT = user(APPLICATION, "eyebot", bot=True)


def member(number: str, *, moderator: bool = False) -> Payload:
    """A member of the server, with the permissions an interaction carries."""
    return {
        "user": user(number, f"member{number}"),
        "roles": [MODERATORS] if moderator else [],
        "joined_at": "2020-01-01T00:00:00+00:00",
        "permissions": _EVERYTHING if moderator else "0",
        "nick": None,
        "avatar": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "premium_since": None,
        "pending": False,
        "communication_disabled_until": None,
    }


def guild_number(place: int) -> str:
    """The servers' ids; the first is GUILD."""
    return GUILD if place == 0 else str(9_000_000 + place)


def channel(place: int = 0) -> Payload:
    """A server's one text channel."""
    return {
        "id": CHANNEL if place == 0 else str(8_000_000 + place),
        "guild_id": guild_number(place),
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "topic": None,
        "last_message_id": None,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "permissions": _EVERYTHING,
    }


def guild_of(place: str) -> int:
    """Which server a channel is in; −1 for a thread or a direct message."""
    number = int(place) - 8_000_000
    return 0 if place == CHANNEL else number if 0 < number < 1_000_000 else -1


def thread(number: str, parent: str, name: str) -> Payload:
    """A public thread on the message of that id."""
    return {
        "id": number,
        "guild_id": guild_number(guild_of(parent)),
        "parent_id": parent,
        "owner_id": APPLICATION,
        "type": 11,
        "name": name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 10080,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "locked": False,
            "create_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }


def role(number: str, name: str, permissions: str) -> Payload:
    """A role."""
    looks = {
        "color": 0,
        "colors": {"primary_color": 0},
        "hoist": False,
        "position": 0,
        "icon": None,
        "unicode_emoji": None,
    }
    return {
        "id": number,
        "name": name,
        "permissions": permissions,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        **looks,
    }


def guild(place: int = 0) -> Payload:
    """A server, as GUILD_CREATE tells of it."""
    lists = (
        "emojis",
        "features",
        "threads",
        "voice_states",
        "presences",
        "stickers",
        "stage_instances",
        "guild_scheduled_events",
    )
    return {
        "id": guild_number(place),
        "name": "Readers",
        "owner_id": "9",
        "roles": [
            role(guild_number(place), "@everyone", _EVERYTHING),
            role(MODERATORS, "Mods", _MODERATE),
        ],
        "channels": [channel(place)],
        "members": [member(APPLICATION) | {"user": BOT}],
        "member_count": 50,
        "large": False,
        "unavailable": False,
        "joined_at": "2020-01-01T00:00:00+00:00",
        "preferred_locale": "en-US",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "nsfw_level": 0,
        "system_channel_flags": 0,
        "afk_timeout": 300,
        "premium_progress_bar_enabled": False,
        "soundboard_sounds": [],
        **{name: [] for name in lists},
    }


def application() -> Payload:
    """The bot's application."""
    return {
        "id": APPLICATION,
        "name": "eyebot",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user("9", "owner"),
        "verify_key": "",
        "flags": 0,
    }


def message(number: str, place: str, body: Payload) -> Payload:
    """A message of the bot's."""
    given = {
        name: body.get(name) or default
        for name, default in (("content", ""), ("embeds", []), ("components", []))
    }
    return {
        "id": number,
        "channel_id": place,
        "author": BOT,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "pinned": False,
        "type": 0,
        "flags": body.get("flags") or 0,
        **given,
    }


def interaction(kind: int, who: Payload, data: Payload, place: int = 0) -> Payload:
    """An interaction of kind 2 (command), 3 (component) or 4 (autocomplete) by a member of a
    server.
    """
    return {
        "id": snowflake(),
        "application_id": APPLICATION,
        "type": kind,
        "token": f"token-{place}-{snowflake()}",
        "version": 1,
        "guild_id": guild_number(place),
        "guild": {"id": guild_number(place), "features": [], "locale": "en-US"},
        "channel_id": channel(place)["id"],
        "channel": channel(place),
        "member": who,
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": _EVERYTHING,
        "entitlements": [],
        "authorizing_integration_owners": {"0": guild_number(place)},
        "context": 0,
        "attachment_size_limit": 10_000_000,
        "data": data,
    }


def text_in(body: Payload) -> str:
    """What a message says: its content, and the texts of its components."""
    content = [str(body["content"])] if body.get("content") else []
    return "\n".join([*content, *_texts(body.get("components") or [])])


def _texts(components: list[Payload]) -> list[str]:
    found = [str(one["content"]) for one in components if one.get("type") == _TEXT_DISPLAY]
    inside = [one.get("components") or [] for one in components]
    return found + [text for part in inside for text in _texts(part)]


_TEXT_DISPLAY = 10
