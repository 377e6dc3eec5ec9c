"""The sweep over all debates: what time brings and what is left to show, what fell due while nobody
looked included; and the keys to destroy.

Every step is safe to repeat: a transition names the rev it starts from, a result is kept once, and
what has been shown is noted.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.debate.formats import ballot_of
from bot.debate.models import Debate, State
from bot.errors import EyebotError
from bot.services.debating.settling import Settling
from bot.services.debating.showing import Showing
from bot.services.debating.views import Views
from bot.services.meters import Meters, NoMeters
from bot.services.ports import Transactions

_LOG = logging.getLogger(__name__)
Step = Callable[[Debate], Awaitable[None]]
_TIMED = (State.SCHEDULED, State.OPEN)
_AT_ONCE = 8
"""Debates that are looked after side by side: one that waits for Discord delays no other."""
KEPT_FOR = timedelta(hours=24)
"""How long after its end a debate's key and ballots are kept; after that no ballot exists any more,
and no author is known.
"""
_PATIENCE = timedelta(minutes=1)
"""How long the process that opened a debate has to post it before another does."""
_ABANDONED = timedelta(minutes=5)
"""How long a result may wait for the process that serves its server."""
_LATEST_REMINDER = timedelta(hours=1)
_TRY_AGAIN = timedelta(seconds=10)


class CatchUp:
    """Goes through all debates that time may bring something for. `is_mine` says whether this
    process serves a debate's server, where several share one database.
    """

    def __init__(
        self,
        transactions: Transactions,
        views: Views,
        settling: Settling,
        showing: Showing,
        *,
        meters: Meters | None = None,
        is_mine: Callable[[Debate], bool] = lambda _: True,
    ) -> None:
        self._transactions = transactions
        self._views = views
        self._settling = settling
        self._showing = showing
        self._meters = meters or NoMeters()
        self._is_mine = is_mine

    async def sweep(self, now: datetime) -> int:
        """All that is due; returns how many debates were opened, advanced or closed. Raises the
        error that kept what is past its time from being forgotten, if one did.
        """
        return await self._go_through(now, due_at=now, only_mine=False)

    async def sweep_beside_engine(self, now: datetime, *, overdue_at: datetime) -> int:
        """All but the deadlines, where another engine keeps those; of them only what was due at
        `overdue_at` already. Another process's debates only once that seems to be gone. Returns how
        many deadlines were carried out; raises as `sweep` does.
        """
        return await self._go_through(now, due_at=overdue_at, only_mine=True)

    async def next_try(self, now: datetime) -> datetime | None:
        """When to sweep again before the usual time: soon, while a result waits to be shown, unless
        it is known when that is to be tried again.
        """
        if known := self._showing.patience.next_try():
            return known
        if self._showing.is_stale:
            return now + _TRY_AGAIN
        async with self._transactions.reading() as work:
            return now + _TRY_AGAIN if await work.debates.has_unshown() else None

    async def _go_through(self, now: datetime, *, due_at: datetime, only_mine: bool) -> int:
        settled = 0

        async def step(debate: Debate) -> None:
            nonlocal settled
            since = debate.closed_at or debate.falls_due
            if only_mine and not self._is_mine(debate) and now - since < _ABANDONED:
                return
            if debate.is_to_end(now):
                await self._settling.settle(debate.id, now)  # no deadline that an engine has missed
            elif debate.state in _TIMED and debate.falls_due <= due_at:
                done = await self._settling.settle(debate.id, now, rev=debate.rev)
                settled += done.is_changed
            else:
                await self._show_left(debate, now)

        try:
            await self._each(step, now)
        finally:
            await self.forget(now)
        return settled

    async def _each(self, step: Step, now: datetime) -> None:
        """Every debate that time may bring something for, several at once."""
        async with self._transactions.reading() as work:
            unsettled = await work.debates.unsettled()
        self._showing.patience.keep_only({debate.id for debate in unsettled})
        room = asyncio.Semaphore(_AT_ONCE)

        async def one(debate: Debate) -> None:
            async with room:
                await self._alone(step, debate, now)

        await asyncio.gather(*(one(debate) for debate in unsettled), self._showing.update_stale())

    async def _alone(self, step: Step, debate: Debate, now: datetime) -> None:
        """One debate by itself: whatever fails in it keeps no other from its turn."""
        try:
            await step(debate)
        except EyebotError as error:
            _LOG.warning("debate %s: left for the next look (%s)", debate.id, error.key)
        # Whatever it is, it is this debate's alone; its message may quote a member.
        except Exception as error:  # noqa: BLE001
            where = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error(
                "debate %s: %s in %s, line %s",
                debate.id,
                type(error).__name__,
                where.name,
                where.lineno,
            )
            self._meters.background_failed("debate")
            await self._give_up(debate, now)

    async def _give_up(self, debate: Debate, now: datetime) -> None:
        """A debate that still fails when its ballots are to be forgotten ends without a result:
        what members were promised goes before a count that can't be made.
        """
        over = debate.closed_at or min(debate.due_at, debate.ends_by)
        if debate.state is State.PAUSED:
            over = debate.ends_by
        is_left = debate.state in (State.OPEN, State.PAUSED, State.CLOSED) and not debate.has_result
        if is_left and now - over >= KEPT_FOR:
            with suppress(EyebotError):
                async with self._transactions.writing() as work:
                    await work.debates.move(debate, State.CANCELLED, closed_at=over)

    async def forget(self, now: datetime) -> None:
        """Destroy the keys, ballots and authors whose time has come, whatever else went wrong.
        Raises what kept it from it.
        """
        try:
            async with self._transactions.writing() as work:
                await work.debates.forget(now - KEPT_FOR)
        except Exception as error:
            _LOG.error("forgetting failed (%s)", type(error).__name__)
            self._meters.background_failed("forgetting")
            raise

    async def _show_left(self, debate: Debate, now: datetime) -> None:
        """What is left to show of one debate."""
        if debate.state is State.CLOSED and not debate.has_result:
            await self._settling.conclude(debate, now)
        elif not self._showing.patience.may_try(debate.id, now):
            return
        elif debate.state is State.CLOSED:
            await self._settling.show_result(debate, now)
        elif debate.state is State.OPEN and debate.due_at > now:
            await self._show_running(debate, now)

    async def _show_running(self, debate: Debate, now: datetime) -> None:
        """What a crash left unposted, a phase that was not announced, and the reminder."""
        waits = now - debate.opened_at >= _PATIENCE or self._showing.patience.of(debate.id)
        if not debate.message and waits:
            view = await self._views.view(debate.id)
            await self._showing.post(view, now, again=True)
        elif debate.message and debate.shown_phase < debate.phase:
            await self._showing.begin_phase(await self._views.view(debate.id), now, again=True)
        if _is_to_be_reminded_of(debate, now):
            await self._remind(debate)

    async def _remind(self, debate: Debate) -> None:
        async with self._transactions.writing() as work:
            is_mine = await work.showings.claim_reminder(debate.id, debate.phase)
            view = await self._views.seen(work, debate)
        if is_mine:
            await self._showing.remind(view)


def _is_to_be_reminded_of(debate: Debate, now: datetime) -> bool:
    """Once a vote, an hour before its end or a tenth of its time; a vote of less than an hour needs
    no reminder.
    """
    length = debate.phases[debate.phase].length
    ahead = min(_LATEST_REMINDER, length / 10)
    is_due = debate.due_at - ahead <= now < debate.due_at
    is_long = length >= _LATEST_REMINDER
    return (
        is_due
        and is_long
        and ballot_of(debate) is not None
        and debate.reminded_phase < debate.phase
    )
