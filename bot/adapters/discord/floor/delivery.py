"""Brings the answer to an interaction that Discord has already been told to wait for.

What the member asked for has been done by then. So a failure here is never said as one of that: the
text is sent again, with less around it or a little later, as long as Discord takes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import discord

from bot.adapters.discord.floor.line import LINE_LOST, is_passing
from bot.adapters.discord.floor.text import MESSAGE, shorten
from bot.services.meters import Meters
from bot.wording import Wording

_LOG = logging.getLogger(__name__)
_LATER = (10.0, 30.0, 120.0, 300.0, 400.0)
"""Seconds between two tries: together somewhat less than the quarter of an hour for which Discord
takes an answer.
"""
_MOST = 500
"""Answers that wait at once; in an outage as large as that the rest are only logged."""
_REFUSED = (discord.HTTPException, *LINE_LOST)
_GONE = {10015, 10062, 50027}
"""The interaction is too old: there is nobody left to tell."""
_MESSAGE_GONE = 10008

Interaction = discord.Interaction[Any]


class Delivery:
    """Never raises what Discord or the line to it does."""

    def __init__(self, wording: Wording, meters: Meters) -> None:
        self._wording = wording
        self._meters = meters
        self._waiting: set[asyncio.Task[None]] = set()

    async def edit(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        """Put the answer in the place of "thinking", or of the message that was clicked on. Doing
        it twice shows it once.
        """
        try:
            await _edit(interaction, parts)
        except _REFUSED as error:
            self._note(error)
            if is_passing(error) and len(self._waiting) < _MOST:
                self._later(interaction, _without_files(parts))
            elif _code_of(error) == _MESSAGE_GONE:
                await self._instead(interaction, parts)
            elif not _is_gone(error):
                await self._plainly(interaction, parts)

    async def _instead(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        """The message that was clicked on has been deleted meanwhile: answer in one of its own."""
        own = {name: part for name, part in parts.items() if part}
        own |= {"ephemeral": True, "allowed_mentions": discord.AllowedMentions.none()}
        await self.follow_up(interaction, own)

    async def follow_up(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        """Say something more; where that fails, the first text has told what matters."""
        try:
            await interaction.followup.send(**parts)
        except _REFUSED as error:
            self._note(error)

    async def stop(self) -> None:
        """Drop the answers that wait to be sent again."""
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    def _later(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        task = asyncio.create_task(self._again(interaction, parts))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _again(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        for pause in _LATER:
            await asyncio.sleep(pause)
            try:
                await _edit(interaction, parts)
            except _REFUSED as error:
                self._note(error)
                if not is_passing(error):
                    return
            else:
                return

    async def _plainly(self, interaction: Interaction, parts: Mapping[str, Any]) -> None:
        """Discord refuses this answer: its words alone, or that it can't be shown."""
        unshown = self._wording.say("discord.error.unshown", str(interaction.locale))
        words = parts.get("content") or _texts_of(parts.get("view"))
        for text in (words, unshown) if words else (unshown,):
            try:
                await _edit(interaction, {"content": text})
            except _REFUSED as error:
                self._note(error)
            else:
                return

    def _note(self, error: BaseException) -> None:
        what = (
            f"Discord answered {error.status}/{error.code}"
            if isinstance(error, discord.HTTPException)
            else f"the line to Discord is broken ({type(error).__name__})"
        )
        _LOG.warning("an answer was not delivered: %s", what)
        self._meters.background_failed("delivery")


async def _edit(interaction: Interaction, parts: Mapping[str, Any]) -> None:
    given = {name: part for name, part in parts.items() if name != "files"}
    if "files" in parts:
        given["attachments"] = parts["files"]
    await interaction.edit_original_response(
        allowed_mentions=discord.AllowedMentions.none(), **given
    )


def _texts_of(view: object) -> str:
    """The words of components, as far as one message of plain text holds them."""
    if not isinstance(view, discord.ui.LayoutView):
        return ""
    every = view.walk_children()
    texts = [one.content for one in every if isinstance(one, discord.ui.TextDisplay)]
    return shorten("\n".join(texts), MESSAGE)


def _without_files(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Files are read once; an answer that comes later comes without them."""
    return {name: part for name, part in parts.items() if name != "files"}


def _is_gone(error: BaseException) -> bool:
    return _code_of(error) in _GONE


def _code_of(error: BaseException) -> int:
    return error.code if isinstance(error, discord.HTTPException) else 0
