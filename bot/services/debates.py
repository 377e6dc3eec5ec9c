"""Debates from start to result: surface -> one method here -> rules -> one transaction -> what to show.

The surface is spoken to only after the transaction is done. A failed announcement stays unannounced and is tried again by `sweep`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.debate import rules
from bot.debate.models import Debate, Spec, State, View, Voter
from bot.errors import DebateError, EyebotError
from bot.services.ports import Announcer, Records

_LOG = logging.getLogger(__name__)
KEY_KEPT = timedelta(hours=24)
"""How long after its end a debate's ballot key is kept; without it no ballot can be linked to a member."""
_SHORTEST_CONCLUSION, _LONGEST_CONCLUSION = 10, 1_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """A counted vote: `before` is the choice it replaced, or None."""

    debate: Debate
    choice: str
    before: str | None


class DebateService:
    """The use cases of debates. `k` is the least number of voters whose result is published."""

    def __init__(self, records: Records, k: int = 5) -> None:
        self.records = records
        self.k = k
        self.announcer: Announcer | None = None

    async def start(self, spec: Spec, *, by: str, now: datetime) -> View:
        """Open a debate and post it; when it cannot be posted it is cancelled and DebateError tells why."""
        rules.check_spec(spec)
        debate = await self.records.add(spec, now)
        await self.records.record_action(spec.community, by, "start", debate.id, now)
        view = await self.view(debate.id)
        if self.announcer:
            try:
                message = await self.announcer.publish(view)
            except EyebotError:
                await self.records.move(debate, State.CANCELLED)
                raise
            await self.records.note_message(debate.id, message)
        return await self.view(debate.id)

    async def vote(self, debate_id: int, voter: Voter, choice: str, now: datetime) -> Receipt:
        """Count or change a vote; returns only when it is safely stored."""
        debate = await self._get(debate_id)
        rules.check_open(debate, now)
        rules.check_choice(debate, choice)
        rules.check_voter(debate, voter, now)
        before = await self.records.ballot(debate_id, voter.member)
        if not await self.records.vote(debate_id, voter.member, choice, now):
            raise DebateError("debate.refused.closed")
        return Receipt(debate, choice, before)

    async def withdraw(self, debate_id: int, member: str, now: datetime) -> None:
        """Take a vote back while the debate is open."""
        rules.check_open(await self._get(debate_id), now)
        if not await self.records.withdraw(debate_id, member, now):
            raise DebateError("debate.refused.no_vote")

    async def my_vote(self, debate_id: int, member: str) -> str | None:
        """The label a member voted for, or None."""
        debate = await self._get(debate_id)
        choice = await self.records.ballot(debate_id, member)
        return next((option.label for option in debate.options if option.key == choice), None)

    async def close(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Close early and announce."""
        debate = await self._alive(debate_id)
        await self.records.record_action(debate.community, by, "close", debate_id, now)
        await self._close(debate, now)
        return await self.view(debate_id)

    async def extend(self, debate_id: int, length: timedelta, *, by: str, now: datetime) -> View:
        """Give it more time."""
        debate = await self._alive(debate_id)
        due_at = debate.due_at + length
        if length < rules.SHORTEST:
            raise DebateError("debate.refused.too_short")
        if due_at - now > rules.LONGEST:
            raise DebateError("debate.refused.too_long", days=rules.LONGEST.days)
        return await self._move(debate, debate.state, "extend", by, now, due_at=due_at, paused_at=debate.paused_at)

    async def pause(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Take no votes for a while; the time left is kept."""
        debate = await self._alive(debate_id)
        if debate.state is State.PAUSED:
            raise DebateError("debate.refused.paused")
        return await self._move(debate, State.PAUSED, "pause", by, now, due_at=debate.due_at, paused_at=now)

    async def resume(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Go on with the time that was left."""
        debate = await self._alive(debate_id)
        if debate.state is not State.PAUSED or debate.paused_at is None:
            raise DebateError("debate.refused.not_paused")
        return await self._move(debate, State.OPEN, "resume", by, now, due_at=debate.due_at + (now - debate.paused_at))

    async def cancel(self, debate_id: int, *, by: str, now: datetime) -> View:
        """End without a result."""
        return await self._move(await self._alive(debate_id), State.CANCELLED, "cancel", by, now)

    async def conclude(self, debate_id: int, text: str, *, by: str, now: datetime) -> View:
        """Add a moderator's conclusion to a closed debate."""
        debate = await self._get(debate_id)
        if debate.state is not State.CLOSED:
            raise DebateError("debate.refused.not_closed")
        if not _SHORTEST_CONCLUSION <= len(text.strip()) <= _LONGEST_CONCLUSION:
            raise DebateError("debate.refused.conclusion", least=_SHORTEST_CONCLUSION, most=_LONGEST_CONCLUSION)
        await self.records.note_conclusion(debate_id, text.strip())
        await self.records.record_action(debate.community, by, "conclude", debate_id, now)
        await self._show(debate_id)
        return await self.view(debate_id)

    async def view(self, debate_id: int) -> View:
        """What may be shown of it now: no tally of a hidden open debate, and no count below ten while it is open."""
        debate = await self._get(debate_id)
        if debate.state is State.CLOSED:
            return View(debate, None, None, await self.records.result(debate_id))
        if debate.state is State.CANCELLED:
            return View(debate, None, None, None)
        tally = await self.records.tally(debate_id)
        enough = tally.turnout >= rules.LEAST_TURNOUT_SHOWN
        live = {option.key: tally.counts.get(option.key, 0) for option in debate.options} if enough and not debate.hidden else None
        return View(debate, tally.turnout // 10 * 10 if enough else None, live, None)

    async def open_debates(self, community: str) -> Sequence[Debate]:
        """What runs in a community, newest first."""
        return await self.records.in_community(community, State.OPEN, State.PAUSED)

    async def history(self, community: str) -> list[View]:
        """Closed debates, newest first."""
        return [await self.view(debate.id) for debate in await self.records.in_community(community, State.CLOSED)]

    async def sweep(self, now: datetime) -> int:
        """Close what is due, also what fell due while nobody watched; announce what is not announced; destroy old keys.

        Returns how many were closed.
        """
        due = await self.records.due(now)
        for debate in due:
            await self._close(debate, now)
        for debate in await self.records.unannounced():
            await self._announce(debate, now)
        await self.records.destroy_keys(now - KEY_KEPT)
        return len(due)

    async def _get(self, debate_id: int) -> Debate:
        debate = await self.records.get(debate_id)
        if debate is None:
            raise DebateError("debate.refused.unknown")
        return debate

    async def _alive(self, debate_id: int) -> Debate:
        debate = await self._get(debate_id)
        if debate.state not in (State.OPEN, State.PAUSED):
            raise DebateError("debate.refused.closed")
        return debate

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
    ) -> View:
        if await self.records.move(debate, state, due_at=due_at, paused_at=paused_at) is None:
            raise DebateError("debate.refused.changed")
        await self.records.record_action(debate.community, by, action, debate.id, now)
        await self._show(debate.id)
        return await self.view(debate.id)

    async def _close(self, debate: Debate, now: datetime) -> None:
        if await self.records.close(debate, now, self.k) is not None:
            await self._announce(debate, now)

    async def _announce(self, debate: Debate, now: datetime) -> None:
        """Show the result; what cannot be shown now is left for the next sweep."""
        if self.announcer:
            try:
                await self.announcer.announce(await self.view(debate.id))
            except EyebotError as error:
                _LOG.warning("debate %s: result not announced (%s)", debate.id, error.key)
                if error.key != "debate.refused.place_gone":
                    return
        await self.records.note_announced(debate.id, now)

    async def _show(self, debate_id: int) -> None:
        if self.announcer:
            try:
                await self.announcer.update(await self.view(debate_id))
            except EyebotError as error:
                _LOG.warning("debate %s: message not updated (%s)", debate_id, error.key)
