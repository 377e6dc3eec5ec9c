"""The bot on Discord: connects, registers its commands in every language there is, and hands each
event to its cog.

No privileged intent: slash commands, mentions, direct messages and context menus carry their text
without one.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot.adapters.discord import sharding
from bot.adapters.discord.ask import feature as ask
from bot.adapters.discord.command_words import CommandTranslator, describe_commands
from bot.adapters.discord.debate import feature as debate
from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import SafeTree, record
from bot.adapters.discord.floor.guards import Limits
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.requests import Claims, LocalClaims
from bot.adapters.discord.floor.services import Background, Services
from bot.adapters.discord.server import feature as server
from bot.clock import Clock
from bot.results.picture_models import Drawer
from bot.services.meters import Meters, NoMeters
from bot.wording import Wording

_FEATURES = (ask, debate, server)
_LOG = logging.getLogger(__name__)
_LAST_GUILD = 0.2
"""Seconds without news of another server after which the bot is ready; the rest are still heard of
as they come.
"""
_LAST_WORDS = 1.0
"""Seconds for answers that are under way when the bot leaves by itself."""
_AT_WORK = (
    "CommandTree-invoker",
    "discord-ui-view-dispatch",
    "discord-ui-modal-dispatch",
    "discord-ui-dynamic-item",
    "discord.py: on_message",
)
"""How discord.py names the tasks in which it handles what members do."""


def intents() -> discord.Intents:
    """Servers, and messages for mentions and direct messages; none of the privileged ones."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


def at_work() -> set[asyncio.Task[object]]:
    """The tasks in which what members did is handled now."""
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(_AT_WORK)}


def discord_clock() -> datetime:
    """Now, looked up at each call: a simulation swaps `utcnow` for its own."""
    return discord.utils.utcnow()


class EyebotClient(Host):
    """Everything it needs comes by constructor; it keeps no messages and no member lists."""

    def __init__(
        self,
        services: Services,
        wording: Wording,
        *,
        clock: Clock = discord_clock,
        limits: Limits | None = None,
        background: Sequence[Background] = (),
        draw: Drawer | None = None,
        meters: Meters | None = None,
        claims: Claims | None = None,
        pacer: sharding.Pacer | None = None,
        **options: Any,  # noqa: ANN401  # shards, handed on to discord.py
    ) -> None:
        self._pacer = pacer or sharding.LocalPacer()
        self._concurrency = 1
        self._background = tuple(background)
        self._is_awake = False
        super().__init__(
            services,
            wording,
            clock=clock,
            limits=limits or Limits(),
            meters=meters or NoMeters(),
            claims=claims or LocalClaims(),
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=SafeTree,
            intents=intents(),
            allowed_mentions=SILENT,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=_LAST_GUILD,
            **options,
        )
        self.closing.insert(0, self._finish_shortly)
        ask.set_up(self)
        debate.set_up(self, draw)

    async def setup_hook(self) -> None:
        """Register cogs, buttons and commands, before the first event."""
        for feature in _FEATURES:
            for cog in feature.COGS:
                await self.add_cog(cog(self))
            self.add_dynamic_items(*feature.ITEMS)
        describe_commands(self.tree, self.wording)
        await self.tree.set_translator(CommandTranslator(self.wording))
        await self.tree.sync()

    def connected_shards(self) -> dict[int, float]:
        """Seconds of latency by shard, of those that are connected."""
        return {
            number: shard.latency for number, shard in self.shards.items() if not shard.is_closed()
        }

    async def launch_shards(self) -> None:
        """Ask Discord how many shards may identify at once, then bring them up."""
        _, _, limits = await self.http.get_bot_gateway()
        self._concurrency = max(1, limits["max_concurrency"])
        await super().launch_shards()

    # As the base class has it.
    async def before_identify_hook(
        self,
        shard_id: int | None,
        *,
        initial: bool = False,  # noqa: ARG002
    ) -> None:
        """Wait for this shard's turn among all processes; discord.py would let each process's first
        shard through at once.
        """
        await self._pacer.wait((shard_id or 0) % self._concurrency)

    async def on_shard_connect(self, shard_id: int) -> None:
        """A session was begun."""
        self.meters.connected(shard_id, "identify")

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A session goes on where it was."""
        self.meters.connected(shard_id, "resume")

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A session was lost; discord.py connects again."""
        self.meters.disconnected(shard_id)

    async def leave_gateway(self) -> None:
        """Leave the gateway: what members do from now on is another process's."""
        await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))

    async def finish(self, patience: float) -> bool:
        """Let what is at work come to its end; whether all did, within so many seconds."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while working := at_work():
            if loop.time() >= until:
                return False
            await asyncio.wait(working, timeout=until - loop.time())
        return True

    async def _finish_shortly(self) -> None:
        """Whoever is being answered is, before the line is closed."""
        await self.finish(_LAST_WORDS)

    async def cut_off(self) -> None:
        """End what is still at work, and let it hand back what it holds."""
        working = at_work()
        for task in working:
            task.cancel()
        if working:
            await asyncio.wait(working)

    async def on_ready(self) -> None:
        """Start what runs beside the bot, once: Discord says "ready" again after each reconnect."""
        _LOG.info("ready: %d servers, %d shards", len(self.guilds), len(self.shards))
        if not self._is_awake:
            self._is_awake = True
            for work in self._background:
                await work.start()

    async def close(self) -> None:
        """Stop it again, then leave."""
        for work in self._background if self._is_awake else ():
            await work.stop()
        self._is_awake = False
        await super().close()

    async def on_message(self, message: discord.Message, /) -> None:
        """No text commands: a mention is a question, which the ask cog hears."""

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """An event handler failed; there is nobody to tell."""
        if error := sys.exc_info()[1]:
            record(error, event_method)
