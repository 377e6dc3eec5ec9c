"""Carries out what time brings: scheduled openings, phases that end, results to work out and to
show, keys to destroy.

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
from typing import TYPE_CHECKING

from bot.debate.conclude import Record, conclude
from bot.debate.contributions import Kind, Standing
from bot.debate.formats import ballot_of, is_held_elsewhere
from bot.debate.models import Debate, State, View
from bot.errors import EyebotError, UnavailableError
from bot.services.patience import Patience

if TYPE_CHECKING:
    from bot.services.debates import DebateService

_LOG = logging.getLogger(__name__)
Step = Callable[[Debate], Awaitable[None]]
_AT_ONCE = 8
"""Debates that are looked after side by side: one that waits for Discord delays no other."""
KEPT_FOR = timedelta(hours=24)
"""How long after its end a debate's key and ballots are kept; after that no ballot exists any more,
and no author is known.
"""
_LEASE, _RENEWED = timedelta(seconds=8), timedelta(seconds=2)
"""How long a process has the showing of a result to itself, and how often it says that it is still
at it: what a killed one was about to show is shown by the next within seconds.
"""
_PATIENCE = timedelta(minutes=1)
"""How long the process that opened a debate has to post it before another does."""
_ABANDONED = timedelta(minutes=5)
"""How long a result may wait for the process that serves its server."""
_LATEST_REMINDER = timedelta(hours=1)
_PLACE_GONE = "debate.refused.place_gone"


class CatchUp:
    """The sweep over all debates, and the steps that moderators can bring forward."""

    def __init__(self, debates: DebateService) -> None:
        self._debates = debates
        self._records = debates.records
        self._meters = debates.meters
        self.patience = Patience()
        self._stale: set[int] = set()
        self._posting: set[int] = set()

    async def __call__(self, now: datetime) -> int:
        """All that is due; returns how many debates were opened, advanced or closed. Raises the
        error that kept what is past its time from being forgotten, if one did.
        """
        changed = 0

        async def step(debate: Debate) -> None:
            nonlocal changed
            is_changed = await self.settle(debate, now)
            changed += is_changed
            await self._tend(debate, now)

        await self._look(step, now)
        return changed

    async def tend(self, now: datetime, *, overdue_at: datetime | None = None) -> int:
        """All but the deadlines, where another engine keeps those; of them only what was due at
        `overdue_at` already. Another process's debates only once that seems to be gone. Returns how
        many deadlines were carried out; raises as a call does.
        """
        settled = 0

        async def step(debate: Debate) -> None:
            nonlocal settled
            since = debate.closed_at or debate.falls_due
            if not self._debates.is_mine(debate) and now - since < _ABANDONED:
                return
            if debate.is_to_end(now):
                await self.settle(debate, now)  # no deadline that an engine has missed
                return
            if overdue_at is not None and debate.falls_due <= overdue_at:
                is_settled = await self.settle(debate, now)
                settled += is_settled
            await self._tend(debate, now)

        await self._look(step, now)
        return settled

    async def _look(self, step: Step, now: datetime) -> None:
        """Every debate that time may bring something for, several at once; then what is past its
        time is forgotten.
        """
        try:
            unsettled = await self._records.unsettled()
            self.patience.keep_only({debate.id for debate in unsettled})
            room = asyncio.Semaphore(_AT_ONCE)

            async def one(debate: Debate) -> None:
                async with room:
                    await self._alone(step, debate, now)

            await asyncio.gather(*(one(debate) for debate in unsettled), self._refresh())
        finally:
            await self.forget(now)

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
                await self._records.move(debate, State.CANCELLED, closed_at=over)

    async def forget(self, now: datetime) -> None:
        """Whatever else went wrong, keys, ballots and authors go when their time has come."""
        try:
            await self._records.forget(now - KEPT_FOR)
        except Exception as error:
            _LOG.error("forgetting failed (%s)", type(error).__name__)
            self._meters.background_failed("forgetting")
            raise

    async def settle(self, debate: Debate, now: datetime) -> bool:
        """The deadline of one debate; whether it was opened, advanced or closed."""
        if debate.state is State.SCHEDULED:
            return debate.opened_at <= now and await self._open(debate, now)
        if debate.is_to_end(now):
            _LOG.info("debate %s: ended, for it has run or been paused for too long", debate.id)
            return await self.close(debate, now)
        if debate.state is not State.OPEN or debate.due_at > now:
            return False
        return await (
            self.close(debate, now) if debate.is_last_phase else self.advance(debate, now)
        )

    async def _tend(self, debate: Debate, now: datetime) -> None:
        """What is left to show of one debate."""
        if debate.state is State.CLOSED and not debate.has_result:
            await self._finish(debate)
        if not self.patience.may_try(debate.id, now):
            return
        if debate.state is State.CLOSED:
            await self._announce(debate, now, again=True)
        elif debate.state is State.OPEN and debate.due_at > now:
            await self._show(debate, now)

    async def publish(self, debate: Debate, *, again: bool = False) -> None:
        """Post the motion and note where; raises EyebotError when it can't be posted. `again` when
        an earlier try may have succeeded unnoticed: what it posted is then taken for the message.
        """
        announcer = self._debates.announcer
        if debate.id in self._posting:
            return
        self._posting.add(debate.id)
        try:
            if announcer:
                view = await self._debates.view(debate.id)
                message = await announcer.publish(view, again=again)
                await self._records.note_message(debate.id, message)
            await self._records.claim_phase(debate.id, debate.phase)
        finally:
            self._posting.discard(debate.id)
        self.patience.forget(debate.id)

    async def not_shown(self, debate: Debate, error: EyebotError, now: datetime) -> None:
        """Note that it is to be tried again; where only a moderator can mend it, tell one, once."""
        _LOG.warning("debate %s: not shown (%s)", debate.id, error.key)
        is_refused = not isinstance(error, UnavailableError)
        is_new = self.patience.note(
            debate.id, debate.community, error.key, now, is_refused=is_refused
        )
        self._debates.wake()
        announcer = self._debates.announcer
        if is_new and is_refused and announcer:
            moderator = await self._records.moderator_to_tell(debate.id, now)
            if moderator:
                view = await self._debates.view(debate.id)
                await announcer.tell_moderator(view, moderator, error.key)

    def keep_up_to_date(self, debate_id: int) -> None:
        """Its message could not be brought up to date now; the next look tries it again."""
        self._stale.add(debate_id)

    async def _refresh(self) -> None:
        stale, self._stale = self._stale, set()
        for debate_id in stale:
            await self._debates.show(debate_id)

    async def advance(self, debate: Debate, now: datetime) -> bool:
        """Begin the next phase. It gets its whole time, also when the one before ended late."""
        phase = debate.phase + 1
        moved = await self._records.move(
            debate, State.OPEN, due_at=now + debate.phases[phase].length, phase=phase
        )
        if moved is None:
            return False
        await self._debates.show(debate.id)
        await self._begin_phase(moved, now)
        return True

    async def close(self, debate: Debate, now: datetime) -> bool:
        """Take no more votes, work out the result and show it; False when another closed it
        first.
        """
        if not await self._records.close(debate, now):
            return False
        await self._finish(await self._debates.get(debate.id))
        await self._announce(await self._debates.get(debate.id), now)
        return True

    async def _open(self, debate: Debate, now: datetime) -> bool:
        opened = await self._records.open_scheduled(debate, now)
        if opened is None:
            return False
        await self._post(opened, now)
        return True

    async def _post(self, debate: Debate, now: datetime, *, again: bool = False) -> None:
        """Post a debate that nobody waits for; without its channel it ends."""
        try:
            await self.publish(debate, again=again)
        except EyebotError as error:
            if error.key == _PLACE_GONE:
                _LOG.warning("debate %s: cancelled (%s)", debate.id, error.key)
                await self._records.move(debate, State.CANCELLED, closed_at=now)
            else:
                await self.not_shown(debate, error, now)

    async def _finish(self, debate: Debate) -> None:
        """Work out the result from the ballots, which no longer change."""
        debates, counts = self._debates, None
        if is_held_elsewhere(debate) and debates.announcer:
            try:
                counts = await debates.announcer.read_back(await debates.view(debate.id))
            except EyebotError as error:
                _LOG.warning("debate %s: poll not read back (%s)", debate.id, error.key)
                if error.key not in (_PLACE_GONE, "discord.error.message_gone"):
                    return
                counts = {}
            if counts is None:
                return
        approved = await debates.contributions.of_debate(debate.id, Standing.APPROVED)
        arguments = {f"p{place}": point.claim for place, point in enumerate(debate.points)}
        arguments |= {f"c{one.id}": one.text for one in approved if one.kind is Kind.ARGUMENT}
        statements = {one.id: one.text for one in approved if one.kind is Kind.STATEMENT}
        record = Record(debate, await debates.box.all(debate.id), arguments, statements, counts)
        result = await asyncio.to_thread(conclude, record, debate.threshold(debates.k))
        await self._records.keep_result(debate.id, result)
        debates.live.forget(debate.id)

    async def _announce(self, debate: Debate, now: datetime, *, again: bool = False) -> None:
        """Show the result; what cannot be shown now is left for the next sweep."""
        view = await self._debates.view(debate.id)
        if view.result is None or not await self._records.claim_announcement(
            debate.id, now, now + _LEASE
        ):
            return
        renewing = asyncio.create_task(self._renew(debate.id, now))
        try:
            is_shown = await self._show_result(view, now, again=again)
        except BaseException:
            await self._records.release_announcement(debate.id)
            raise
        finally:
            renewing.cancel()
        if is_shown:
            await self._records.note_announced(debate.id, now)
            self.patience.forget(debate.id)
        else:
            await self._records.release_announcement(debate.id)

    async def _show_result(self, view: View, now: datetime, *, again: bool) -> bool:
        """Whether it is shown, or never can be."""
        if self._debates.announcer is None:
            return True
        debate = view.debate
        try:
            message = await self._debates.announcer.announce(view, again=again)
        except EyebotError as error:
            if error.key == _PLACE_GONE:
                return True
            await self.not_shown(debate, error, now)
            return False
        if message != debate.message:
            await self._records.note_message(debate.id, message)
        return True

    async def _renew(self, debate_id: int, now: datetime) -> None:
        """Say again and again that this process is still at it."""
        while True:
            await asyncio.sleep(_RENEWED.total_seconds())
            now += _RENEWED
            with suppress(EyebotError):
                await self._records.renew_announcement(debate_id, now + _LEASE)

    async def _show(self, debate: Debate, now: datetime) -> None:
        """What a crash left unposted, a phase that was not told of, and the reminder."""
        waits = now - debate.opened_at >= _PATIENCE or self.patience.of(debate.id)
        if not debate.message and waits:
            await self._post(debate, now, again=True)
        elif debate.message and debate.shown_phase < debate.phase:
            await self._begin_phase(debate, now, again=True)
        await self._remind(debate, now)

    async def _begin_phase(self, debate: Debate, now: datetime, *, again: bool = False) -> None:
        """Tell of a phase, once whoever looks; one that can't be told of now is told of later."""
        announcer = self._debates.announcer
        if announcer is None or not await self._records.claim_phase(debate.id, debate.phase):
            return
        try:
            await announcer.begin_phase(await self._debates.view(debate.id), again=again)
        except EyebotError as error:
            if error.key != _PLACE_GONE:
                await self._records.release_phase(debate.id, debate.phase)
                await self.not_shown(debate, error, now)
        except asyncio.CancelledError:
            await self._records.release_phase(debate.id, debate.phase)
            raise
        else:
            self.patience.forget(debate.id)

    async def _remind(self, debate: Debate, now: datetime) -> None:
        """Once a vote, an hour before its end or a tenth of its time; a vote of less than an hour
        needs none.
        """
        length = debate.phases[debate.phase].length
        ahead = min(_LATEST_REMINDER, length / 10)
        due = debate.due_at - ahead <= now < debate.due_at
        has_vote = ballot_of(debate) is not None
        if (
            not due
            or not has_vote
            or length < _LATEST_REMINDER
            or debate.reminded_phase >= debate.phase
        ):
            return
        announcer = self._debates.announcer
        # Noted first: a reminder that fails is better than one that comes twice.
        if announcer and await self._records.note_reminded(debate.id, debate.phase):
            try:
                await announcer.remind(await self._debates.view(debate.id))
            except EyebotError as error:
                _LOG.warning("debate %s: no reminder (%s)", debate.id, error.key)
