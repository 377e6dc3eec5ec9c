"""What moderators do with debates: one method, one transaction, and then something to show.

The surface is spoken to only after the commit. What could not be shown then is shown by the sweep
later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.debate import rules
from bot.debate.contributions import Contribution, Standing
from bot.debate.formats import format_of, is_held_elsewhere
from bot.debate.models import LONGEST_LIFE, Debate, Spec, State, View
from bot.errors import DebateError, EyebotError, UnavailableError
from bot.services.debating.lists import DebateLists
from bot.services.debating.live import LiveTallies
from bot.services.debating.settling import Settling
from bot.services.debating.showing import Showing
from bot.services.debating.views import Views, alive, found
from bot.services.ports import Transactions, UnitOfWork


class DebateService:
    """Everything comes by constructor; `wake` is called when something is to be tried at once."""

    def __init__(
        self,
        transactions: Transactions,
        views: Views,
        settling: Settling,
        showing: Showing,
        lists: DebateLists,
        *,
        live: LiveTallies,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._transactions = transactions
        self._views = views
        self._settling = settling
        self._showing = showing
        self.lists = lists
        self._live = live
        self._wake = wake

    def of(self, community: str) -> DebateService:
        """The same for one community alone: an id of another's debate is an unknown one."""
        return DebateService(
            self._transactions.of(community),
            self._views.of(community),
            self._settling,
            self._showing,
            self.lists.of(community),
            live=self._live,
            wake=self._wake,
        )

    @property
    def k(self) -> int:
        """The least number of voters whose result is published."""
        return self._views.k

    async def start(self, spec: Spec, *, by: str, now: datetime) -> View:
        """Open a debate and post it, or schedule it. Where Discord doesn't answer it is open
        without a message, which follows.

        Raises DebateError where a rule refuses, or the place: it is cancelled then.
        """
        rules.check_spec(spec, now)
        async with self._transactions.writing() as work:
            debate = await work.debates.add(spec, now)
            await work.audit.record(spec.community, by, "start", debate.id, now)
        view = View(debate, None, None, None)
        if debate.state is not State.OPEN:
            return view
        try:
            return replace(view, debate=await self._showing.publish(view))
        except UnavailableError as error:
            # Posted or not, nobody can tell: the debate stays, and is posted as soon as that is
            # known.
            await self._showing.not_shown(debate, error, now)
        except EyebotError:
            await self._take_back(debate)
            raise
        return view

    async def _take_back(self, debate: Debate) -> None:
        """Cancel a debate that could not be posted, and the next run that came with it."""
        async with self._transactions.writing() as work:
            await work.debates.move(debate, State.CANCELLED)
            if not debate.repeat_days:
                return
            for planned in await work.debates.in_community(debate.community, State.SCHEDULED):
                if planned.id > debate.id and planned.motion == debate.motion:
                    await work.debates.move(planned, State.CANCELLED)

    async def close(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Close early and show the result. Raises DebateError when it isn't running."""
        async with self._transactions.writing() as work:
            debate = await alive(work, debate_id)
            show = await self._settling.close(work, debate, now)
            if show is None:
                raise DebateError("debate.refused.closed")
            await work.audit.record(debate.community, by, "close", debate_id, now)
        return await show()

    async def advance(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Go on to the next phase before its time. Raises DebateError where there is none."""
        async with self._transactions.writing() as work:
            debate = await alive(work, debate_id)
            if debate.is_last_phase:
                raise DebateError("debate.refused.last_phase")
            if debate.state is not State.OPEN:
                raise DebateError("debate.refused.paused")
            show = await self._settling.advance(work, debate, now)
            if show is None:
                raise DebateError("debate.refused.changed")
            await work.audit.record(debate.community, by, "next", debate_id, now)
        return await show()

    async def extend(self, debate_id: int, length: timedelta, *, by: str, now: datetime) -> View:
        """Give the present phase more time. Raises DebateError where that is too little or too
        much.
        """
        async with self._transactions.writing() as work:
            debate = await alive(work, debate_id)
            if is_held_elsewhere(debate):
                raise DebateError("debate.refused.native")
            due_at = rules.extended(debate, length, now)
            moved = await work.debates.move(
                debate, debate.state, due_at=due_at, paused_at=debate.paused_at
            )
            view = await self._note(work, moved, "extend", by, now)
        return await self._show(view)

    async def pause(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Take no votes for a while; the time left is kept. Raises DebateError when it is
        paused.
        """
        async with self._transactions.writing() as work:
            debate = await alive(work, debate_id)
            if is_held_elsewhere(debate):
                raise DebateError("debate.refused.native")
            if debate.state is State.PAUSED:
                raise DebateError("debate.refused.paused")
            moved = await work.debates.move(debate, State.PAUSED, paused_at=now)
            view = await self._note(work, moved, "pause", by, now)
        return await self._show(view)

    async def resume(self, debate_id: int, *, by: str, now: datetime) -> View:
        """Go on with the time that was left, as far as the longest life allows. Raises DebateError
        when it isn't paused.
        """
        async with self._transactions.writing() as work:
            debate = await alive(work, debate_id)
            if debate.state is not State.PAUSED or debate.paused_at is None:
                raise DebateError("debate.refused.not_paused")
            left = debate.due_at + (now - debate.paused_at)
            due_at = min(left, debate.opened_at + LONGEST_LIFE)
            moved = await work.debates.move(debate, State.OPEN, due_at=due_at)
            view = await self._note(work, moved, "resume", by, now)
        return await self._show(view)

    async def cancel(self, debate_id: int, *, by: str, now: datetime) -> View:
        """End without a result, or take a scheduled debate (and its repetition) out of the plan.
        Raises DebateError when it is over.
        """
        async with self._transactions.writing() as work:
            debate = await found(work, debate_id)
            if debate.state not in (State.OPEN, State.PAUSED, State.SCHEDULED):
                raise DebateError("debate.refused.closed")
            moved = await work.debates.move(debate, State.CANCELLED, closed_at=now)
            view = await self._note(work, moved, "cancel", by, now)
            late = await work.contributions.expire(debate_id)
        self._live.forget(debate_id)
        await self._show(view)
        await self._showing.tell_authors(view, late)
        return view

    async def conclude(self, debate_id: int, text: str, *, by: str, now: datetime) -> View:
        """Add a moderator's conclusion to a closed debate. Raises DebateError where it is too short
        or too long, or the debate runs.
        """
        text = text.strip()
        async with self._transactions.writing() as work:
            debate = await found(work, debate_id)
            if debate.state is not State.CLOSED:
                raise DebateError("debate.refused.not_closed")
            rules.check_conclusion(text)
            await work.debates.note_conclusion(debate_id, text)
            concluded = replace(debate, conclusion=text)
            view = await self._note(work, concluded, "conclude", by, now)
        return await self._show(view)

    async def edit(self, debate_id: int, spec: Spec, *, by: str, now: datetime) -> View:
        """Put another wish in the place of a debate's, as long as nobody has voted in it or brought
        anything. Raises DebateError where that is too late, or a rule refuses the wish.
        """
        rules.check_spec(spec, now)
        async with self._transactions.writing() as work:
            debate = await found(work, debate_id)
            if debate.state not in (State.OPEN, State.SCHEDULED) or debate.phase:
                raise DebateError("debate.refused.edit_closed")
            if is_held_elsewhere(debate) or format_of(spec.format).is_held_elsewhere:
                raise DebateError("debate.refused.native")
            edited = await work.debates.rewrite(debate, spec)
            if edited is None:
                raise DebateError("debate.refused.edit_voted")
            view = await self._note(work, edited, "edit", by, now)
        return await self._show(view)

    async def note_panel(self, debate_id: int, panel: str) -> None:
        """Remember where moderators see a debate."""
        async with self._transactions.writing() as work:
            await work.showings.note_panel(debate_id, panel)

    async def view(self, debate_id: int) -> View:
        """How it looks now. Raises DebateError when there is none."""
        return await self._views.view(debate_id)

    async def get(self, debate_id: int) -> Debate:
        """The debate. Raises DebateError when there is none."""
        async with self._transactions.reading() as work:
            return await found(work, debate_id)

    async def arguments(self, debate_id: int) -> Sequence[Contribution]:
        """Members' approved arguments, as an export holds them."""
        async with self._transactions.reading() as work:
            approved = await work.contributions.of_debate(debate_id, Standing.APPROVED)
        return [one for one in approved if one.side]

    async def starter(self, debate_id: int) -> str:
        """Who started a debate; empty where nobody is known."""
        async with self._transactions.reading() as work:
            return await work.audit.starter(debate_id)

    def trouble(self, debate_id: int) -> str:
        """Why a debate's message or result isn't where it belongs, as a wording key; empty when it
        is, or when nothing is known.
        """
        known = self._showing.patience.of(debate_id)
        return known.key if known else ""

    def hasten(self, community: str, now: datetime) -> None:
        """Something changed there that may let debates be shown which were refused before."""
        if self._showing.patience.hasten(community, now):
            self._wake()

    async def _note(
        self, work: UnitOfWork, changed: Debate | None, action: str, by: str, now: datetime
    ) -> View:
        """Who did it, and how the debate looks then. Raises DebateError when another was first."""
        if changed is None:
            raise DebateError("debate.refused.changed")
        await work.audit.record(changed.community, by, action, changed.id, now)
        return await self._views.seen(work, changed)

    async def _show(self, view: View) -> View:
        await self._showing.update(view)
        return view
