"""Shows debates in their channels: posts the motion, keeps it up to date, and posts the result as a
message of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import discord

from bot.adapters.discord.debate.direct import DirectMessages
from bot.adapters.discord.debate.message.author_text import author_text
from bot.adapters.discord.debate.message.card import card_view, shows_debate, shows_result
from bot.adapters.discord.debate.message.debate_message import DebateMessage
from bot.adapters.discord.debate.message.links import message_link
from bot.adapters.discord.debate.moderate.panel import Panels
from bot.adapters.discord.debate.pictures import Pictures
from bot.adapters.discord.debate.refusals import MessageGone, in_words, trouble_key
from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.floor.errors import record
from bot.adapters.discord.floor.host import Host
from bot.adapters.discord.floor.messenger import Messenger, require_permissions
from bot.adapters.discord.floor.moderators import tell_moderators
from bot.adapters.discord.floor.text import plain_line
from bot.adapters.discord.floor.when import relative
from bot.debate.contributions import Contribution
from bot.debate.formats import are_arguments_blind, is_held_elsewhere
from bot.debate.models import Debate, State, View
from bot.errors import DebateError, EyebotError
from bot.results.comparing import series_of, trend_model


class DiscordAnnouncer:
    """The announcer of debates. Raises DebateError when the place is gone or closed to the bot,
    UnavailableError when Discord is down.
    """

    def __init__(self, host: Host, threads: Threads, pictures: Pictures, panels: Panels) -> None:
        self._host = host
        self._threads = threads
        self._messenger = Messenger(host)
        self._pictures = pictures
        self._panels = panels
        self._direct = host.part(DirectMessages)

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
        await self._panels.post(replace(debate, message=message))
        return message

    async def _post(self, view: View) -> str:
        debate = view.debate
        if is_held_elsewhere(debate):
            return await self._messenger.post_poll(debate)
        return await self._messenger.post(
            debate.place, view=self.shown(view), nonce=f"debate-{debate.id}"
        )

    async def _posted_before(self, debate: Debate) -> str:
        """What a try posted whose answer was lost, or whose process was killed before it
        noted it.
        """
        return await self._messenger.find_own(
            debate.place, debate.opened_at, lambda message: shows_debate(message, debate)
        )

    def shown(self, view: View, locale: str = "") -> discord.ui.LayoutView:
        """The debate's message, for the server or for one reader."""
        debate = view.debate
        words = DebateMessage.of(self._host, locale or self._locale(debate), debate.article)
        link = message_link(debate, debate.result_message) if debate.result_message else ""
        return card_view(str(debate.id), words.card(view, link))

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
        link = message_link(debate, debate.message)
        role = f"<@&{debate.remind}> " if debate.remind else ""
        text = role + self._host.wording.say(
            "discord.debate.reminder", self._locale(debate), when=relative(debate.due_at), link=link
        )
        async with in_words(self._host, debate.community):
            await self._messenger.post(
                place, text, ping_role=debate.remind, nonce=f"remind-{debate.id}-{debate.phase}"
            )

    async def remind_member(self, view: View, member: str) -> None:
        """By direct message."""
        debate = view.debate
        text = self._host.wording.say(
            "moderate.remind.last",
            self._locale(debate),
            motion=plain_line(debate.motion, 200),
            when=relative(debate.due_at),
            link=message_link(debate, debate.message),
        )
        await self._direct.tell(member, text, f"last-{debate.id}-{member}")

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """By direct message; a member who takes none finds it under "My vote"."""
        text = author_text(one, view.debate.motion, self._host.wording.say)
        return await self._direct.tell(one.author, text, f"author-{one.id}-{one.standing}")

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
        if not await tell_moderators(self._host, debate.community, text):
            await self._direct.tell(moderator, text, f"trouble-{debate.id}")

    async def read_back(self, view: View) -> Mapping[str, int] | None:
        """The final votes of Discord's own poll, ending it first if it still runs. Raises
        DebateError when the message is gone.
        """
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
        """Bring the debate's message up to date, and its result where a moderator has concluded
        it.
        """
        debate = view.debate
        await self._panels.update(debate)
        try:
            await self._update_own(view)
        finally:
            if debate.result_message and debate.conclusion and view.result:
                shown, files = await self.result(view, self._locale(debate))
                await self._edit(debate, debate.result_message, shown, files)

    async def _update_own(self, view: View) -> None:
        """Discord keeps its own poll up to date, and a message with a poll can't be edited; one
        that is cancelled is ended.
        """
        debate = view.debate
        if debate.message and is_held_elsewhere(debate):
            if debate.state is State.CANCELLED:
                await self.read_back(view)
        elif debate.message:
            await self._edit(debate, debate.message, self.shown(view))

    async def _edit(
        self,
        debate: Debate,
        message: str,
        shown: discord.ui.LayoutView,
        files: list[discord.File] | None = None,
    ) -> None:
        try:
            async with in_words(self._host, debate.community):
                await self._messenger.edit(debate.place, message, view=shown, files=files or ())
        except MessageGone:
            raise DebateError("discord.error.message_gone") from None

    async def announce(self, view: View, *, again: bool = False) -> str:
        """Post the result as an answer to the debate's message, which may be gone; the role that is
        reminded is pinged, nobody else. The thread is told of it.
        """
        debate = view.debate
        async with in_words(self._host, debate.community):
            since = debate.closed_at or debate.due_at
            before = again and await self._messenger.find_own(
                debate.place, since, lambda message: shows_result(message, debate)
            )
            if before:
                return before
            shown, files = await self.result(view, self._locale(debate), ping=debate.remind)
            message = await self._messenger.post(
                debate.place,
                view=shown,
                files=files,
                nonce=f"result-{debate.id}",
                ping_role=debate.remind,
                replies_to=debate.message,
            )
        await self._tell_thread(debate, message)
        return message

    async def _tell_thread(self, debate: Debate, message: str) -> None:
        """A thread that can't be told has its debate's message above it, which says the same."""
        if not self._threads.has(debate):
            return
        text = self._host.wording.say(
            "moderate.result.in_thread", self._locale(debate), link=message_link(debate, message)
        )
        try:
            async with in_words(self._host, debate.community):
                await self._messenger.post(debate.message, text, nonce=f"ended-{debate.id}")
        except (EyebotError, MessageGone) as error:
            record(error, "telling a thread of its result")

    async def result(
        self, view: View, locale: str, *, ping: str = ""
    ) -> tuple[discord.ui.LayoutView, list[discord.File]]:
        """The result of a closed debate, for the server or for one reader."""
        words = DebateMessage.of(self._host, locale, view.debate.article)
        drawn = await self._pictures.drawn(words.picture(view), locale)
        name, alt, files = self._pictures.attached(drawn)
        card = words.result_card(view, name, alt, ping, await self._trend(view, words))
        return card_view(str(view.debate.id), card), files

    async def _trend(self, view: View, words: DebateMessage) -> str:
        """How a debate that comes again and again fared before, in a sentence."""
        if not view.debate.repeat_days:
            return ""
        views = await self._host.services.debates.lists.history(view.debate.community)
        model = trend_model(series_of(view.debate, views), words.labels())
        return plain_line(model.headline) if model else ""

    def _locale(self, debate: Debate) -> str:
        """The server's own language: everybody reads the same message."""
        return self._host.locale_of(debate.community)
