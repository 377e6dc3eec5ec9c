"""Shows debates where they are held, after the transaction that changed them, and notes what has
been shown.

What can't be shown now is left for the sweep. Claims keep several processes from showing anything
twice; whoever is cut off hands its claim back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.debate.contributions import Contribution
from bot.debate.models import Debate, State, View
from bot.errors import EyebotError, UnavailableError
from bot.services.debating.patience import Patience
from bot.services.debating.views import Views
from bot.services.ports import Announcer, Transactions

_LOG = logging.getLogger(__name__)
LEASE, _RENEWED = timedelta(seconds=8), timedelta(seconds=2)
"""How long a process has the showing of a result to itself, and how often it says that it is still
at it: what a killed one was about to show is shown by the next within seconds.
"""
PLACE_GONE, _MESSAGE_GONE = "debate.refused.place_gone", "discord.error.message_gone"


class Showing:
    """What services tell the surface. `announcer` is asked for whenever something is to be shown;
    without one nothing is shown and nothing is left to show. `wake` is called when something is to
    be tried again.
    """

    def __init__(
        self,
        transactions: Transactions,
        views: Views,
        announcer: Callable[[], Announcer | None] = lambda: None,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._transactions = transactions
        self._views = views
        self._find_announcer = announcer
        self._wake = wake
        self.patience = Patience()
        self._stale: set[int] = set()
        self._posting: set[int] = set()

    @property
    def _announcer(self) -> Announcer | None:
        return self._find_announcer()

    async def publish(self, view: View, *, again: bool = False) -> Debate:
        """Post the motion and note where; returns the debate with its message. `again` when an
        earlier try may have succeeded unnoticed: what it posted is then taken for the message.

        Raises EyebotError when it can't be posted.
        """
        debate = view.debate
        if debate.id in self._posting:
            return debate
        self._posting.add(debate.id)
        try:
            message = debate.message
            if self._announcer:
                message = await self._announcer.publish(view, again=again)
            async with self._transactions.writing() as work:
                await work.showings.note_message(debate.id, message)
                await work.showings.claim_phase(debate.id, debate.phase)
        finally:
            self._posting.discard(debate.id)
        self.patience.forget(debate.id)
        return replace(debate, message=message, shown_phase=debate.phase)

    async def post(self, view: View, now: datetime, *, again: bool = False) -> None:
        """Post a debate that nobody waits for; without its channel it ends."""
        try:
            await self.publish(view, again=again)
        except EyebotError as error:
            if error.key != PLACE_GONE:
                await self.not_shown(view.debate, error, now)
                return
            _LOG.warning("debate %s: cancelled (%s)", view.debate.id, error.key)
            async with self._transactions.writing() as work:
                await work.debates.move(view.debate, State.CANCELLED, closed_at=now)

    async def update(self, view: View) -> None:
        """Bring the message up to date; one that can't be reached now is tried at the next look."""
        if self._announcer is None:
            return
        try:
            await self._announcer.update(view)
        except EyebotError as error:
            _LOG.warning("debate %s: message not updated (%s)", view.debate.id, error.key)
            if isinstance(error, UnavailableError):
                self._stale.add(view.debate.id)
                self._wake()

    @property
    def is_stale(self) -> bool:
        """Whether a message waits to be brought up to date."""
        return bool(self._stale)

    async def update_stale(self) -> None:
        """Bring the messages up to date that could not be reached before."""
        stale, self._stale = self._stale, set()
        for debate_id in stale:
            await self.update(await self._views.view(debate_id))

    async def begin_phase(self, view: View, now: datetime, *, again: bool = False) -> None:
        """Announce a phase, unless it has been or another process is at it."""
        debate = view.debate
        async with self._transactions.writing() as work:
            is_mine = await work.showings.claim_phase(debate.id, debate.phase)
        if self._announcer is None or not is_mine:
            return
        try:
            await self._announcer.begin_phase(view, again=again)
        except EyebotError as error:
            if error.key != PLACE_GONE:
                await self._release_phase(debate)
                await self.not_shown(debate, error, now)
        except asyncio.CancelledError:
            await self._release_phase(debate)
            raise
        else:
            self.patience.forget(debate.id)
            if debate.is_last_phase:
                await self._remind_members(view)

    async def _remind_members(self, view: View) -> None:
        """Tell those who asked for it of the last vote: once, even if one can't be reached."""
        async with self._transactions.writing() as work:
            members = await work.reminders.take(view.debate.id)
        for member in members:
            if self._announcer is not None:
                with suppress(EyebotError):
                    await self._announcer.remind_member(view, member)

    async def _release_phase(self, debate: Debate) -> None:
        async with self._transactions.writing() as work:
            await work.showings.release_phase(debate.id, debate.phase)

    async def remind(self, view: View) -> None:
        """Remind of a vote's end, which this process has claimed: a reminder that fails is better
        than one that comes twice.
        """
        if self._announcer is None:
            return
        try:
            await self._announcer.remind(view)
        except EyebotError as error:
            _LOG.warning("debate %s: no reminder (%s)", view.debate.id, error.key)
        if view.debate.is_last_phase:
            await self._remind_members(view)

    async def result(self, view: View, now: datetime, *, again: bool = False) -> View:
        """Show a result that this process has claimed, and keep the claim as long as it takes.
        Returns how the debate looks then; its own message says that it is over, and where to look.
        """
        debate_id = view.debate.id
        renewing = asyncio.create_task(self._renew(debate_id, now))
        message: str | None = None
        try:
            message = await self._announce(view, now, again=again)
        finally:
            renewing.cancel()
            async with self._transactions.writing() as work:
                if message is None:
                    await work.showings.release_result(debate_id)
                else:
                    await work.showings.note_result_shown(debate_id, message, now)
        if message is None:
            return view
        self.patience.forget(debate_id)
        shown = replace(view.debate, result_message=message, announced_at=now)
        view = replace(view, debate=shown)
        await self.update(view)
        return view

    async def _announce(self, view: View, now: datetime, *, again: bool) -> str | None:
        """The message it is shown in, none where it never can be; None as long as it isn't."""
        debate = view.debate
        if self._announcer is None:
            return ""
        try:
            return await self._announcer.announce(view, again=again)
        except EyebotError as error:
            if error.key == PLACE_GONE:
                return ""
            await self.not_shown(debate, error, now)
            return None

    async def _renew(self, debate_id: int, now: datetime) -> None:
        """Say again and again that this process is still at it."""
        while True:
            await asyncio.sleep(_RENEWED.total_seconds())
            now += _RENEWED
            with suppress(EyebotError):
                async with self._transactions.writing() as work:
                    await work.showings.renew_result(debate_id, now + LEASE)

    async def read_back(self, debate: Debate) -> Mapping[str, int] | None:
        """The votes of a poll that the surface itself holds, none where it is gone; None as long as
        they are not final.
        """
        if self._announcer is None:
            return {}
        try:
            return await self._announcer.read_back(View(debate, None, None, None))
        except EyebotError as error:
            _LOG.warning("debate %s: poll not read back (%s)", debate.id, error.key)
            return {} if error.key in (PLACE_GONE, _MESSAGE_GONE) else None

    async def tell_author(self, view: View, one: Contribution) -> bool:
        """Tell a member what became of their contribution; False when they can't be reached."""
        if self._announcer is None:
            return False
        try:
            return await self._announcer.tell_author(view, one)
        except EyebotError as error:
            _LOG.warning("contribution %s: author not told (%s)", one.id, error.key)
            return False

    async def tell_authors(self, view: View, decided: Sequence[Contribution]) -> None:
        """Tell each author what became of theirs; who can't be reached finds it under "My vote"."""
        for one in decided:
            if one.author and await self.tell_author(view, one):
                async with self._transactions.writing() as work:
                    await work.contributions.note_told(one.id)

    async def not_shown(self, debate: Debate, error: EyebotError, now: datetime) -> None:
        """Note that it is to be tried again; where only a moderator can mend it, tell one, once."""
        _LOG.warning("debate %s: not shown (%s)", debate.id, error.key)
        is_refused = not isinstance(error, UnavailableError)
        is_new = self.patience.note(
            debate.id, debate.community, error.key, now, is_refused=is_refused
        )
        self._wake()
        if is_new and is_refused and self._announcer:
            async with self._transactions.writing() as work:
                moderator = await work.audit.moderator_to_tell(debate.id, now)
            if moderator:
                view = await self._views.view(debate.id)
                await self._announcer.tell_moderator(view, moderator, error.key)
