"""Shows debates in their channels: posts the motion, keeps it up to date, turns it into the result."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import discord

from bot.adapters.discord.board import Board, require_permissions
from bot.adapters.discord.debate_render import debate_embed
from bot.adapters.discord.debate_views import button_view
from bot.adapters.discord.on_error import record
from bot.adapters.discord.text import shorten
from bot.debate.models import Debate, View
from bot.errors import DebateError, UnavailableError
from bot.services.cards import ALT_LIMIT, Drawer, Labels, Picture

if TYPE_CHECKING:
    from bot.adapters.discord.client import EyebotClient

_PICTURE = "result.png"
_GONE = {10003, 10004}
_MESSAGE_GONE = 10008
_FORBIDDEN = {50001, 50013, 50083, 160002}


class _MessageGone(Exception):  # noqa: N818  # a signal inside this file, not an error of its own
    """The message was deleted; the channel is there."""


class DiscordAnnouncer:
    """The announcer of debates. Raises DebateError when the place is gone or closed to the bot, UnavailableError when Discord is down."""

    def __init__(self, client: EyebotClient, draw: Drawer | None = None) -> None:
        self._client = client
        self._board = Board(client)
        self._draw = draw

    async def publish(self, view: View) -> str:
        """Post the motion with its buttons."""
        debate = view.debate
        channel = self._client.get_channel(int(debate.place))
        if isinstance(channel, discord.abc.GuildChannel):
            require_permissions(channel)
        async with _in_words():
            embed, buttons = self._drawn(view)
            return await self._board.post(debate.place, embed=embed, view=buttons)

    async def update(self, view: View) -> None:
        """Bring the message up to date."""
        debate = view.debate
        if not debate.message:
            return
        files, embed, buttons = await self._with_picture(view)
        try:
            async with _in_words():
                await self._board.edit(debate.place, debate.message, embed=embed, view=buttons, files=files)
        except _MessageGone:
            raise DebateError("discord.error.message_gone") from None

    async def announce(self, view: View) -> None:
        """Turn the message into the result, or post the result anew when the message is gone."""
        try:
            await self.update(view)
        except DebateError as error:
            if error.key != "discord.error.message_gone":
                raise
            await self._post_anew(view)
        else:
            if not view.debate.message:
                await self._post_anew(view)

    async def result(self, view: View, locale: str) -> tuple[discord.Embed, list[discord.File]]:
        """A closed debate for one reader."""
        picture = await self.picture(view, locale)
        card = self._client.cards(locale).card(view, _PICTURE if picture else "")
        return debate_embed(card), [picture_file(picture)] if picture else []

    async def _post_anew(self, view: View) -> None:
        files, embed, buttons = await self._with_picture(view)
        async with _in_words():
            await self._board.post(view.debate.place, embed=embed, view=buttons, files=files)

    async def _with_picture(self, view: View) -> tuple[list[discord.File], discord.Embed, discord.ui.View | None]:
        picture = await self.picture(view, self._locale(view.debate))
        embed, buttons = self._drawn(view, _PICTURE if picture else "")
        return [picture_file(picture)] if picture else [], embed, buttons

    async def picture(self, view: View, locale: str) -> Picture | None:
        """The drawn result; without one the table in the text tells the same."""
        card = self._client.cards(locale).bars(view)
        if self._draw is None or card is None:
            return None
        try:
            return await asyncio.to_thread(self._draw, card, Labels(self._client.wording.under("pictures", locale)))
        except Exception as error:  # noqa: BLE001  # a result without its picture is better than none
            record(error, "drawing a result")
            return None

    def _drawn(self, view: View, picture: str = "") -> tuple[discord.Embed, discord.ui.View | None]:
        cards = self._client.cards(self._locale(view.debate))
        return debate_embed(cards.card(view, picture)), button_view(str(view.debate.id), *cards.buttons(view.debate))

    def _locale(self, debate: Debate) -> str:
        """The server's own language: everybody reads the same message."""
        guild = self._client.get_guild(int(debate.community))
        return str(guild.preferred_locale) if guild else "en"


def picture_file(picture: Picture) -> discord.File:
    """The picture with its alt text."""
    return discord.File(io.BytesIO(picture.png), filename=_PICTURE, description=shorten(picture.alt, ALT_LIMIT))


@asynccontextmanager
async def _in_words() -> AsyncIterator[None]:
    """Discord's refusals as the errors that services know."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code == _MESSAGE_GONE:
            raise _MessageGone from error
        if error.code in _GONE:
            raise DebateError("debate.refused.place_gone") from error
        if error.code in _FORBIDDEN or error.status == 403:
            raise DebateError("debate.refused.not_allowed") from error
        raise UnavailableError("discord.error.discord_down") from error
    except (OSError, TimeoutError) as error:
        raise UnavailableError("discord.error.discord_down") from error
