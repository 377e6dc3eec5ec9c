"""Shows debates in their channels: posts the motion, keeps it up to date, turns it into the
result.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from dataclasses import replace

import discord

from bot.adapters.discord.debate.components.buttons import debate_buttons
from bot.adapters.discord.debate.components.debate_button import button_view, shows_debate
from bot.adapters.discord.debate.message.author_text import author_text
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.message.embed import debate_embed, shows_same
from bot.adapters.discord.debate.refusals import MessageGone, in_words, trouble_key
from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.floor.context import SILENT
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.line import LINE_LOST
from bot.adapters.discord.floor.messenger import Messenger, require_permissions
from bot.adapters.discord.floor.moderators import tell_moderators
from bot.adapters.discord.floor.text import plain_line, shorten
from bot.adapters.discord.floor.when import relative
from bot.debate.contributions import Contribution
from bot.debate.formats import are_arguments_blind, is_held_elsewhere
from bot.debate.models import Debate, View
from bot.errors import DebateError
from bot.results.picture_models import ALT_LIMIT, Drawer, Labels, Picture

_PICTURE = "result.png"


class DiscordAnnouncer:
    """The announcer of debates. Raises DebateError when the place is gone or closed to the bot,
    UnavailableError when Discord is down.
    """

    def __init__(self, host: Host, threads: Threads, draw: Drawer | None = None) -> None:
        self._host = host
        self._threads = threads
        self._messenger = Messenger(host)
        self._draw = draw

    async def publish(self, view: View, *, again: bool = False) -> str:
        """Post the motion with its buttons, or Discord's own poll; and open the thread, where the
        talk may begin at once.
        """
        debate = view.debate
        channel = self._host.get_channel(int(debate.place))
        if isinstance(channel, discord.abc.GuildChannel):
            require_permissions(channel)
        async with in_words(self._host, debate.community):
            message = await self._posted_before(debate) if again else ""
            if not message:
                message = await self._post(view)
        if debate.thread and not are_arguments_blind(debate):
            await self._threads.open(replace(debate, message=message))
        return message

    async def _post(self, view: View) -> str:
        debate = view.debate
        if is_held_elsewhere(debate):
            return await self._messenger.post_poll(debate)
        embed, buttons = self._drawn(view)
        return await self._messenger.post(
            debate.place, embed=embed, view=buttons, nonce=f"debate-{debate.id}"
        )

    async def _posted_before(self, debate: Debate) -> str:
        """What a try posted whose answer was lost, or whose process was killed before it
        noted it.
        """
        return await self._messenger.find_own(
            debate.place, debate.opened_at, lambda message: shows_debate(message, debate)
        )

    async def begin_phase(self, view: View, *, again: bool = False) -> None:
        """Put the phase's prompt into the thread, which is opened now where the first vote was
        blind; else into the channel.
        """
        debate = view.debate
        place = debate.message if await self._has_thread(debate) else debate.place
        key = f"formats.{debate.format}.prompt.{debate.phase_name}"
        text = self._host.wording.say(key, self._locale(debate))
        async with in_words(self._host, debate.community):
            since = debate.due_at - debate.phases[debate.phase].length
            if again and await self._messenger.find_own(
                place, since, lambda message: message.content == text
            ):
                return
            await self._messenger.post(place, text, nonce=f"phase-{debate.id}-{debate.phase}")

    async def remind(self, view: View) -> None:
        """Say in the thread or channel that the vote ends soon; the role the debate names is
        pinged, nobody else.
        """
        debate = view.debate
        place = debate.message if self._threads.has(debate) else debate.place
        link = f"https://discord.com/channels/{debate.community}/{debate.place}/{debate.message}"
        role = f"<@&{debate.remind}> " if debate.remind else ""
        text = role + self._host.wording.say(
            "discord.debate.reminder", self._locale(debate), when=relative(debate.due_at), link=link
        )
        async with in_words(self._host, debate.community):
            await self._messenger.post(
                place, text, ping_role=debate.remind, nonce=f"remind-{debate.id}-{debate.phase}"
            )

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """By direct message; a member who takes none finds it under "My vote"."""
        try:
            user = await self._host.fetch_user(int(one.author))
            await user.send(
                author_text(one, view.debate.motion, self._host.wording.say),
                allowed_mentions=SILENT,
                nonce=f"author-{one.id}-{one.standing}"[:25],
            )
        except (discord.HTTPException, *LINE_LOST) as error:
            record(error, "telling an author")
            return False
        return True

    async def tell_moderator(self, view: View, moderator: str, key: str) -> None:
        """In the moderators' channel, else by direct message; one who takes none finds it where
        debates are looked up.
        """
        debate, say = view.debate, self._host.wording.say
        locale = self._locale(debate)
        text = say(
            "debate.trouble.told",
            locale,
            id=debate.id,
            motion=plain_line(debate.motion, 200),
            why=say(trouble_key(key), locale),
        )
        if await tell_moderators(self._host, debate.community, text):
            return
        try:
            user = await self._host.fetch_user(int(moderator))
            await user.send(text, allowed_mentions=SILENT, nonce=f"trouble-{debate.id}")
        except (discord.HTTPException, *LINE_LOST) as error:
            record(error, "telling a moderator")

    async def read_back(self, view: View) -> Mapping[str, int] | None:
        """The final votes of Discord's own poll, ending it first if it still runs."""
        debate = view.debate
        try:
            async with in_words(self._host, debate.community):
                votes = await self._messenger.poll_votes(debate.place, debate.message)
        except MessageGone:
            raise DebateError("discord.error.message_gone") from None
        if votes is None:
            return None
        return {option.key: votes.get(option.label, 0) for option in debate.options}

    async def _has_thread(self, debate: Debate) -> bool:
        if self._threads.has(debate):
            return True
        return debate.thread and await self._threads.open(debate)

    async def update(self, view: View) -> None:
        """Bring the message up to date."""
        debate = view.debate
        if not debate.message or is_held_elsewhere(debate):
            # Discord keeps its own poll up to date, and a message with a poll can't be edited.
            return
        files, embed, buttons = await self._with_picture(view)
        try:
            async with in_words(self._host, debate.community):
                await self._messenger.edit(
                    debate.place, debate.message, embed=embed, view=buttons, files=files
                )
        except MessageGone:
            raise DebateError("discord.error.message_gone") from None

    async def announce(self, view: View, *, again: bool = False) -> str:
        """Turn the message into the result; post it anew when the message is gone or is Discord's
        own poll.
        """
        if is_held_elsewhere(view.debate) or not view.debate.message:
            return await self._post_anew(view, again=again)
        try:
            await self.update(view)
        except DebateError as error:
            if error.key != "discord.error.message_gone":
                raise
            return await self._post_anew(view, again=again)
        return view.debate.message

    async def result(self, view: View, locale: str) -> tuple[discord.Embed, list[discord.File]]:
        """A closed debate for one reader."""
        picture = await self.picture(view, locale)
        message = DebateMessage.of(self._host, locale, view.debate.article)
        content = message.content(view, _PICTURE if picture else "")
        return debate_embed(content), [picture_file(picture)] if picture else []

    async def _post_anew(self, view: View, *, again: bool) -> str:
        files, embed, buttons = await self._with_picture(view)
        debate, nonce = view.debate, f"result-{view.debate.id}"
        async with in_words(self._host, debate.community):
            since = debate.closed_at or debate.due_at
            before = again and await self._messenger.find_own(
                debate.place, since, lambda message: shows_same(message, embed)
            )
            if before:
                return before
            return await self._messenger.post(
                debate.place, embed=embed, view=buttons, files=files, nonce=nonce
            )

    async def _with_picture(
        self, view: View
    ) -> tuple[list[discord.File], discord.Embed, discord.ui.View | None]:
        picture = await self.picture(view, self._locale(view.debate))
        embed, buttons = self._drawn(view, _PICTURE if picture else "")
        return [picture_file(picture)] if picture else [], embed, buttons

    async def picture(self, view: View, locale: str) -> Picture | None:
        """The drawn result; without one the table in the text tells the same."""
        model = DebateMessage.of(self._host, locale).picture(view)
        if self._draw is None or model is None:
            return None
        try:
            return await asyncio.to_thread(
                self._draw, model, Labels(self._host.wording.under("pictures", locale))
            )
        # A result without its picture is better than none.
        except Exception as error:  # noqa: BLE001
            record(error, "drawing a result")
            return None

    def _drawn(self, view: View, picture: str = "") -> tuple[discord.Embed, discord.ui.View | None]:
        locale = self._locale(view.debate)

        def say(key: str, **slots: object) -> str:
            return self._host.wording.say(key, locale, **slots)

        buttons = button_view(str(view.debate.id), *debate_buttons(view.debate, say))
        message = DebateMessage.of(self._host, locale, view.debate.article)
        return debate_embed(message.content(view, picture)), buttons

    def _locale(self, debate: Debate) -> str:
        """The server's own language: everybody reads the same message."""
        guild = self._host.get_guild(int(debate.community))
        return str(guild.preferred_locale) if guild else "en"


def picture_file(picture: Picture) -> discord.File:
    """The picture with its alt text."""
    return discord.File(
        io.BytesIO(picture.png), filename=_PICTURE, description=shorten(picture.alt, ALT_LIMIT)
    )
