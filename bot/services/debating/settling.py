"""Carries out what a deadline brings: a scheduled opening, the next phase, the close.

Each is one transaction, from exactly the rev that was read, and then something to show. A close has
two more: the result, which may take seconds to work out, and the note that it has been shown.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.debate.conclude import Record, conclude
from bot.debate.contributions import Contribution, Kind, Standing
from bot.debate.formats import is_held_elsewhere
from bot.debate.models import Debate, Result, State, View
from bot.services.debating.live import LiveTallies
from bot.services.debating.showing import LEASE, Showing
from bot.services.debating.views import Views
from bot.services.ports import Transactions, UnitOfWork

_LOG = logging.getLogger(__name__)
Show = Callable[[], Awaitable[View]]
"""Shows what a transaction changed, after its commit; returns how the debate looks now."""
_READ_AT_ONCE = 20_000
"""Ballots that are read in the closing transaction itself; reading more would keep other debates'
voters waiting, so they are read in one of its own: they no longer change.
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a deadline: whether the debate was opened, advanced or closed, and when that
    was or is due; None where there is nothing to wait for at that rev.
    """

    is_changed: bool = False
    due: datetime | None = None


class Settling:
    """Deadlines, and the steps that moderators can bring forward."""

    def __init__(
        self, transactions: Transactions, views: Views, showing: Showing, live: LiveTallies
    ) -> None:
        self._transactions = transactions
        self._views = views
        self._showing = showing
        self._live = live

    async def clock_ahead(self, now: datetime) -> timedelta:
        """How far this process's clock is ahead of the one that all share."""
        return await self._transactions.clock_ahead(now)

    async def due(self, before: datetime) -> Sequence[Debate]:
        """Debates that open or end a phase before then, the longest due first."""
        async with self._transactions.reading() as work:
            return await work.debates.due(before)

    async def next_due(self) -> datetime | None:
        """When the next debate opens or the next phase ends."""
        async with self._transactions.reading() as work:
            return await work.debates.next_due()

    async def settle(self, debate_id: int, now: datetime, *, rev: int | None = None) -> Settled:
        """Carry out the deadline of a debate if it is due and, where a rev is named, still at it;
        one that has run or stood still for too long ends.
        """
        async with self._transactions.writing() as work:
            debate = await work.debates.get(debate_id)
            if debate is None or rev not in (None, debate.rev):
                return Settled()
            is_to_end = debate.is_to_end(now)
            if debate.state not in (State.SCHEDULED, State.OPEN) and not is_to_end:
                return Settled()
            if debate.falls_due > now and not is_to_end:
                return Settled(due=debate.falls_due)
            show = await self._carry_out(work, debate, now)
        if show is None:
            return Settled()
        await show()
        return Settled(is_changed=True, due=debate.falls_due)

    async def _carry_out(self, work: UnitOfWork, debate: Debate, now: datetime) -> Show | None:
        if debate.is_to_end(now):
            _LOG.info("debate %s: ended, for it has run or been paused for too long", debate.id)
            return await self.close(work, debate, now)
        if debate.state is State.SCHEDULED:
            return await self._open(work, debate, now)
        if debate.is_last_phase:
            return await self.close(work, debate, now)
        return await self.advance(work, debate, now)

    async def _open(self, work: UnitOfWork, debate: Debate, now: datetime) -> Show | None:
        opened = await work.debates.open_scheduled(debate, now)
        return partial(self._show_opened, opened, now) if opened else None

    async def advance(self, work: UnitOfWork, debate: Debate, now: datetime) -> Show | None:
        """Begin the next phase, with its whole time, also when the one before ended late; None when
        another was first.
        """
        phase = debate.phase + 1
        moved = await work.debates.move(
            debate, State.OPEN, due_at=now + debate.phases[phase].length, phase=phase
        )
        if moved is None:
            return None
        view = await self._views.seen(work, moved)
        return partial(self._show_phase, view, now)

    async def close(self, work: UnitOfWork, debate: Debate, now: datetime) -> Show | None:
        """Take no more votes; None when another closed it first."""
        closed = await work.debates.close(debate, now)
        if closed is None:
            return None
        record = await _record(work, closed, most=_READ_AT_ONCE)
        late = await work.contributions.expire(closed.id)
        return partial(self._conclude_and_tell, closed, now, record, late)

    async def _conclude_and_tell(
        self, debate: Debate, now: datetime, record: Record | None, late: Sequence[Contribution]
    ) -> View:
        """The result, and then a word to those whose texts nobody has decided on."""
        view = await self.conclude(debate, now, record)
        await self._showing.tell_authors(view, late)
        return view

    async def conclude(self, debate: Debate, now: datetime, record: Record | None = None) -> View:
        """Work out the result of a closed debate from its ballots, which no longer change, keep it
        and show it.
        """
        if record is None:
            async with self._transactions.reading() as work:
                record = await _record(work, debate)
        if is_held_elsewhere(debate):
            counts = await self._showing.read_back(debate)
            if counts is None:
                return View(debate, None, None, None)
            record = replace(record or Record(debate), counts=counts)
        k = debate.threshold(self._views.k)
        result = await asyncio.to_thread(conclude, record or Record(debate), k)
        view, is_mine = await self._keep(debate, result, now)
        self._live.forget(debate.id)
        return await self._showing.result(view, now) if is_mine else view

    async def show_result(self, debate: Debate, now: datetime) -> None:
        """Show a result that is kept but has not been shown, unless another process is at it."""
        async with self._transactions.writing() as work:
            result = await work.debates.result(debate.id)
            is_mine = await work.showings.claim_result(debate.id, now, now + LEASE)
        if result is not None and is_mine:
            await self._showing.result(View(debate, None, None, result), now, again=True)

    async def _keep(self, debate: Debate, result: Result, now: datetime) -> tuple[View, bool]:
        """The result as it is kept, and whether this process is to show it."""
        async with self._transactions.writing() as work:
            kept = await work.debates.keep_result(debate.id, result)
            is_mine = await work.showings.claim_result(debate.id, now, now + LEASE)
        return View(replace(debate, has_result=True), None, None, kept), is_mine

    async def _show_opened(self, debate: Debate, now: datetime) -> View:
        view = View(debate, None, None, None)
        await self._showing.post(view, now)
        return view

    async def _show_phase(self, view: View, now: datetime) -> View:
        await self._showing.update(view)
        await self._showing.begin_phase(view, now)
        return view


async def _record(work: UnitOfWork, debate: Debate, *, most: int | None = None) -> Record | None:
    """All that its result is made of; None where there are more than `most` ballots."""
    ballots = await work.ballots.all(debate.id, most=most)
    if ballots is None:
        return None
    approved = await work.contributions.of_debate(debate.id, Standing.APPROVED)
    arguments = {f"p{place}": point.claim for place, point in enumerate(debate.points)}
    arguments |= {f"c{one.id}": one.text for one in approved if one.kind is Kind.ARGUMENT}
    statements = {one.id: one.text for one in approved if one.kind is Kind.STATEMENT}
    return Record(debate, ballots, arguments, statements)
