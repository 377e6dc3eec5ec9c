"""One interaction of one member: who asks, where, when, in which language, and how to answer
without pinging anyone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar, cast

import discord
from discord import app_commands

from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.look import Words
from bot.adapters.discord.floor.services import Services
from bot.wording import Wording

Interaction: TypeAlias = discord.Interaction[Any]

SILENT = discord.AllowedMentions.none()
_THINKS = "eyebot_thinks"
"""Kept with an interaction: its member sees "thinking", which the first text replaces."""
_RESPONDED = "eyebot_responded"
"""Kept with an interaction: Discord has its first response."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every command and button needs of its interaction."""

    interaction: Interaction

    @property
    def host(self) -> Host:
        """The bot itself, which holds the parts."""
        return cast("Host", self.interaction.client)

    @property
    def services(self) -> Services:
        """The use cases, for this server alone and its article; for the member's own where no
        server is.
        """
        places = places_of(self.interaction.channel) if self.community else (self.member,)
        return self.host.services.of(self.community, *places)

    @property
    def wording(self) -> Wording:
        """The words."""
        return self.host.wording

    @property
    def now(self) -> datetime:
        """The present."""
        return self.host.clock()

    @property
    def locale(self) -> str:
        """The member's own language."""
        return str(self.interaction.locale)

    @property
    def member(self) -> str:
        """The member's id, for services that keep it in memory or under a key."""
        return str(self.interaction.user.id)

    @property
    def channel(self) -> str:
        """The channel's id."""
        return str(self.interaction.channel_id)

    @property
    def community(self) -> str:
        """The server's id; empty in a direct message."""
        return str(self.interaction.guild_id or "")

    @property
    def words(self) -> Words:
        """The words in the member's language."""
        return Words(self.wording, self.locale)

    def say(self, key: str, **slots: object) -> str:
        """A sentence in the member's language."""
        return self.wording.say(key, self.locale, **slots)

    def enter(self) -> None:
        """Count the request; raises EyebotError when the member or the community asks too fast."""
        self.host.gate.enter(self.member, self.community, self.now)

    def click(self) -> None:
        """Count whatever was done; raises EyebotError when the member does too much at once."""
        self.host.gate.click(self.member, self.now)

    async def defer(self, *, private: bool = True) -> None:
        """Take the time that Discord allows; the answer follows by `answer`."""
        await self.respond(self.interaction.response.defer(ephemeral=private, thinking=True))
        self.interaction.extras[_THINKS] = True

    async def defer_edit(self) -> None:
        """Take the time that Discord allows; the clicked message is changed by `replace` later."""
        await self.respond(self.interaction.response.defer())

    async def respond(self, sending: Awaitable[object]) -> None:
        """Send the first response. Where its repetition is refused because the first sending was
        carried out and only the answer was lost, all is well.
        """
        try:
            await sending
        except discord.HTTPException as error:
            if not self.host.line.was_carried_out(error, self.interaction.id):
                raise
        self.interaction.extras[_RESPONDED] = True

    async def answer(
        self,
        *texts: str,
        private: bool = True,
        view: discord.ui.View | discord.ui.LayoutView | None = None,
        embed: discord.Embed | None = None,
        files: Sequence[discord.File] = (),
    ) -> None:
        """Send each text; buttons, embed and files go with the last. After `defer` nothing that
        Discord refuses here is raised: what was done is done, and is said again a little later.
        """
        for text in texts[:-1]:
            await self._send(private=private, content=text)
        last: dict[str, Any] = {"content": texts[-1]} if texts else {}
        last |= {"view": view} if view else {}
        last |= {"embed": embed} if embed else {}
        last |= {"files": list(files)} if files else {}
        await self._send(private=private, **last)

    async def turn_page(self, view: discord.ui.LayoutView) -> None:
        """Show other components in the message that was clicked on, as the first response."""
        await self.respond(
            self.interaction.response.edit_message(view=view, allowed_mentions=SILENT)
        )

    async def replace(self, text: str, view: discord.ui.View | None) -> None:
        """Put text and buttons in the place of the message that was clicked on."""
        await self.host.delivery.edit(self.interaction, {"content": text, "view": view})

    # Discord.py tells its overloads apart by type.
    async def _send(self, *, private: bool, **parts: Any) -> None:  # noqa: ANN401
        extras = self.interaction.extras
        if extras.pop(_THINKS, False):
            await self.host.delivery.edit(self.interaction, parts)
            return
        quiet = {"suppress_embeds": True} if "content" in parts and "embed" not in parts else {}
        given = {"ephemeral": private, "allowed_mentions": SILENT, **quiet, **parts}
        if extras.get(_RESPONDED) or self.interaction.response.is_done():
            await self.host.delivery.follow_up(self.interaction, given)
        else:
            await self.respond(self.interaction.response.send_message(**given))


def places_of(channel: object) -> tuple[str, ...]:
    """The ids of a channel and of the one it is a thread of, for what is chosen by channel."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return tuple(str(one) for one in ids if one)


_Command = TypeVar("_Command")


def everywhere(command: _Command) -> _Command:
    """Offer a command in servers, direct messages and group chats, installed for a server or by a
    member for themselves.
    """
    installed = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(installed)


def rows(items: Sequence[discord.ui.Item[Any]]) -> discord.ui.View | None:
    """A view that outlives restarts, for buttons that carry their meaning in their id; None without
    any.
    """
    if not items:
        return None
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view
