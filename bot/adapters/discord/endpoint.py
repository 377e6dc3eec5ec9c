"""Where Discord is: its own addresses, or a proxy that shares one rate limit among several
processes.
"""

from __future__ import annotations

import discord
import yarl
from discord.gateway import DiscordWebSocket


def point_at(api: str, gateway: str) -> None:
    """Send every request of this process to `api` (such as https://host/api/v10) and every shard to
    `gateway`; empty leaves Discord's own.
    """
    if api:
        discord.http.Route.BASE = api.rstrip("/")
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
