"""Debates from start to result: surface -> one method here -> rules -> one transaction -> what to
show.

The surface is spoken to only after the transaction is done. What could not be shown then is shown
by `catch_up` later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.debate import rules
from bot.debate.formats import ballot_of, format_of, is_held_elsewhere, main_question
from bot.debate.models import LONGEST_LIFE, Debate, Spec, State, View
from bot.errors import DebateError, EyebotError, UnavailableError
from bot.services.catch_up import CatchUp
from bot.services.live import LiveTallies
from bot.services.meters import Meters, NoMeters
from bot.services.ports import Announcer, BallotBox, Contributions, Records

_LOG = logging.getLogger(__name__)
_TRY_AGAIN = timedelta(seconds=10)
_SHORTEST_CONCLUSION, _LONGEST_CONCLUSION = 10, 1_000


class DebateService:
    """What moderators do with debates, and how debates look. `k` is the least number of voters
    whose result is published.
    """

    def __init__(
        self,
        records: Records,
        box: BallotBox,
        contributions: Contributions,
        k: int = 5,
        meters: Meters | None = None,
    ) -> None:
        self.records = records
        self.meters = meters or NoMeters()
        self.box = box
        self.contributions = contributions
        self.k = k
        self.announcer: Announcer | None = None
        self.is_mine: Callable[[Debate], bool] = lambda _: True
        """Whether this process serves a debate's server, where several share one database."""
        self.wake: Callable[[], None] = lambda: None
        """Called when something is left to be done again soon."""
        self.live = LiveTallies(k)
        self._catch_up = CatchUp(self)

    async def start(self, spec: Spec, *, by: str, now: datetime) -> View:
        """Open a debate and post it, or schedule it. DebateError tells why it may not be posted: it
        is cancelled then. Where Discord doesn't answer it is open without a message, which follows.
        """
        rules.check_spec(spec, now)
        debate = await self.records.add(spec, now)
        await self.records.record_action(spec.community, by, "start", debate.id, now)
        if debate.state is State.OPEN:
            try:
                await self._catch_up.publish(debate)
            except UnavailableError as error:
                # Posted or not, nobody can tell: the debate stays, and is posted as soon as that is
                # known.
                await self._catch_up.not_shown(debate, error, now)
            except EyebotError:
                await self._take_back(debate)
                raise
        return await self.view(debate.id)

    async def _take_back(self, debate: Debate) -> None:
        """Cancel a debate that could not be posted, and the next run that came with it."""
        await self.records.move(debate, State.CANCELLED)
        if not debate.repeat_days:
            return
        for planned in await self.scheduled(debate.community):
            if planned.id > debate.id and planned.motion == debate.motion:
                await self.records.move(planned, State.CANCELLED)

    async def close(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Close early and announce."""
        debate = await self.get_alive(debate_id)
        await self.records.record_action(debate.community, by, "close", debate_id, now)
        await self._catch_up.close(debate, now)
        return await self.view(debate_id)

    async def advance(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Go on to the next phase before its time."""
        debate = await self.get_alive(debate_id)
        if debate.is_last_phase:
            raise DebateError("debate.refused.last_phase")
        if debate.state is not State.OPEN:
            raise DebateError("debate.refused.paused")
        if not await self._catch_up.advance(debate, now):
            raise DebateError("debate.refused.changed")
        await self.records.record_action(debate.community, by, "next", debate_id, now)
        return await self.view(debate_id)

    async def extend(self, debate_id: int, length: timedelta, *, by: str, now: datetime) -> View:
        """Give the present phase more time."""
        debate = await self.get_alive(debate_id)
        if is_held_elsewhere(debate):
            raise DebateError("debate.refused.native")
        due_at = debate.due_at + length
        if length < rules.SHORTEST:
            raise DebateError("debate.refused.too_short")
        if due_at - now > rules.LONGEST:
            raise DebateError("debate.refused.too_long", days=rules.LONGEST.days)
        if due_at > debate.opened_at + LONGEST_LIFE:
            raise DebateError("debate.refused.too_long_in_all", days=LONGEST_LIFE.days)
        return await self._move(
            debate, debate.state, "extend", by, now, due_at=due_at, paused_at=debate.paused_at
        )

    async def pause(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Take no votes for a while; the time left is kept."""
        debate = await self.get_alive(debate_id)
        if is_held_elsewhere(debate):
            raise DebateError("debate.refused.native")
        if debate.state is State.PAUSED:
            raise DebateError("debate.refused.paused")
        return await self._move(
            debate, State.PAUSED, "pause", by, now, due_at=debate.due_at, paused_at=now
        )

    async def resume(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Go on with the time that was left, as far as the longest life allows."""
        debate = await self.get_alive(debate_id)
        if debate.state is not State.PAUSED or debate.paused_at is None:
            raise DebateError("debate.refused.not_paused")
        due_at = min(debate.due_at + (now - debate.paused_at), debate.opened_at + LONGEST_LIFE)
        return await self._move(debate, State.OPEN, "resume", by, now, due_at=due_at)

    async def cancel(self, debate_id: int, *, by: str, now: datetime) -> View:
        """End without a result, or take a scheduled debate (and its repetition) out of the plan."""
        debate = await self.get(debate_id)
        if debate.state not in (State.OPEN, State.PAUSED, State.SCHEDULED):
            raise DebateError("debate.refused.closed")
        return await self._move(debate, State.CANCELLED, "cancel", by, now, closed_at=now)

    async def conclude(self, debate_id: int, text: str, *, by: str, now: datetime) -> View:
        """Add a moderator's conclusion to a closed debate."""
        debate = await self.get(debate_id)
        if debate.state is not State.CLOSED:
            raise DebateError("debate.refused.not_closed")
        if not _SHORTEST_CONCLUSION <= len(text.strip()) <= _LONGEST_CONCLUSION:
            raise DebateError(
                "debate.refused.conclusion", least=_SHORTEST_CONCLUSION, most=_LONGEST_CONCLUSION
            )
        await self.records.note_conclusion(debate_id, text.strip())
        await self.records.record_action(debate.community, by, "conclude", debate_id, now)
        await self.show(debate_id)
        return await self.view(debate_id)

    async def view(self, debate_id: int) -> View:
        """What may be shown of it now: no tally of a hidden open debate, and a live one only in
        steps that tell of no single vote.
        """
        debate = await self.get(debate_id)
        if debate.state is State.CLOSED:
            return View(debate, None, None, await self.records.result(debate_id))
        if debate.state in (State.CANCELLED, State.SCHEDULED):
            return View(debate, None, None, None)
        voters = await self.box.voters(debate_id)
        turnout = voters // 10 * 10 if voters >= rules.LEAST_TURNOUT_SHOWN else None
        question, kind = main_question(debate), ballot_of(debate)
        is_hidden = debate.hidden or not format_of(debate.format).may_be_live
        if is_hidden or not question or kind is None or turnout is None:
            return View(debate, turnout, None, None)
        given = await self.box.counts(debate_id, question)
        current = kind.counts(given, debate.options)
        k, answers = debate.threshold(self.k), sum(given.values())
        live = self.live.show(debate_id, question, tuple(current.values()), answers, k=k)
        return View(debate, turnout, dict(zip(current, live, strict=True)) if live else None, None)

    async def open_debates(self, community: str) -> Sequence[Debate]:
        """What runs in a community, newest first."""
        return await self.records.in_community(community, State.OPEN, State.PAUSED)

    async def scheduled(self, community: str) -> Sequence[Debate]:
        """What is planned in a community, newest first."""
        return await self.records.in_community(community, State.SCHEDULED)

    async def history(self, community: str) -> list[View]:
        """Closed debates, newest first."""
        return [
            await self.view(debate.id)
            for debate in await self.records.in_community(community, State.CLOSED)
        ]

    async def sweep(self, now: datetime) -> int:
        """Carry out all that is due, also what fell due while nobody watched. Returns how many
        debates changed.
        """
        return await self._catch_up(now)

    async def settle(self, debate_id: int, now: datetime) -> bool:
        """Carry out the deadline of one debate; whether it was opened, advanced or closed."""
        debate = await self.records.get(debate_id)
        return debate is not None and await self._catch_up.settle(debate, now)

    async def tend(self, now: datetime, *, overdue_at: datetime | None = None) -> int:
        """Carry out all that is due but deadlines, which another engine keeps; those that were due
        at `overdue_at` already it has missed. Returns how many of these there were.
        """
        return await self._catch_up.tend(now, overdue_at=overdue_at)

    async def forget(self, now: datetime) -> None:
        """Destroy the keys, ballots and authors whose time has come. Raises what kept it
        from it.
        """
        await self._catch_up.forget(now)

    def trouble(self, debate_id: int) -> str:
        """Why a debate's message or result isn't where it belongs, as a wording key; empty when it
        is, or when nothing is known.
        """
        known = self._catch_up.patience.of(debate_id)
        return known.key if known else ""

    def hasten(self, community: str, now: datetime) -> None:
        """Something changed there that may let debates be shown which were refused before."""
        if self._catch_up.patience.hasten(community, now):
            self.wake()

    async def next_try(self, now: datetime) -> datetime | None:
        """When to tend again before the usual time: soon, while a result waits to be shown, unless
        it is known when that is to be tried again.
        """
        if known := self._catch_up.patience.next_try():
            return known
        return now + _TRY_AGAIN if await self.records.has_unshown() else None

    async def get(self, debate_id: int) -> Debate:
        """The debate; DebateError when there is none."""
        debate = await self.records.get(debate_id)
        if debate is None:
            raise DebateError("debate.refused.unknown")
        return debate

    async def get_alive(self, debate_id: int) -> Debate:
        """The open or paused debate; DebateError when it is neither."""
        debate = await self.get(debate_id)
        if debate.state is State.SCHEDULED:
            raise DebateError("debate.refused.scheduled")
        if debate.state not in (State.OPEN, State.PAUSED):
            raise DebateError("debate.refused.closed")
        return debate

    async def show(self, debate_id: int) -> None:
        """Bring its message up to date; one that can't be reached now is left as it is."""
        if self.announcer:
            try:
                await self.announcer.update(await self.view(debate_id))
            except EyebotError as error:
                _LOG.warning("debate %s: message not updated (%s)", debate_id, error.key)
                if isinstance(error, UnavailableError):
                    self._catch_up.keep_up_to_date(debate_id)

    async def _move(
        self,
        debate: Debate,
        state: State,
        action: str,
        by: str,
        now: datetime,
        *,
        due_at: datetime | None = None,
        paused_at: datetime | None = None,
        closed_at: datetime | None = None,
    ) -> View:
        if (
            await self.records.move(
                debate, state, due_at=due_at, paused_at=paused_at, closed_at=closed_at
            )
            is None
        ):
            raise DebateError("debate.refused.changed")
        if state is State.CANCELLED:
            self.live.forget(debate.id)
        await self.records.record_action(debate.community, by, action, debate.id, now)
        await self.show(debate.id)
        return await self.view(debate.id)
