"""How debates look now: no tally of a hidden open debate, and a live one only in steps that tell of
no single vote.
"""

from __future__ import annotations

from bot.debate import rules
from bot.debate.formats import ballot_of, format_of, main_question
from bot.debate.models import Debate, State, View
from bot.errors import DebateError
from bot.services.debating.live import LiveTallies
from bot.services.ports import Transactions, UnitOfWork


class Views:
    """Reads debates as they may be shown. `k` is the least number of voters whose result is
    published.
    """

    def __init__(self, transactions: Transactions, live: LiveTallies, k: int) -> None:
        self._transactions = transactions
        self._live = live
        self.k = k

    def of(self, community: str) -> Views:
        """The same for one community alone."""
        return Views(self._transactions.of(community), self._live, self.k)

    async def view(self, debate_id: int) -> View:
        """One debate. Raises DebateError when there is none."""
        async with self._transactions.reading() as work:
            return await self.seen(work, await found(work, debate_id))

    async def seen(self, work: UnitOfWork, debate: Debate) -> View:
        """A debate that was read in a transaction."""
        if debate.state is State.CLOSED:
            return View(debate, None, None, await work.debates.result(debate.id))
        if debate.state in (State.CANCELLED, State.SCHEDULED):
            return View(debate, None, None, None)
        voters = await work.ballots.voters(debate.id)
        turnout = voters // 10 * 10 if voters >= rules.LEAST_TURNOUT_SHOWN else None
        question, kind = main_question(debate), ballot_of(debate)
        is_hidden = debate.hidden or not format_of(debate.format).may_be_live
        if is_hidden or not question or kind is None or turnout is None:
            return View(debate, turnout, None, None)
        given = await work.ballots.counts(debate.id, question)
        current = kind.counts(given, debate.options)
        k, answers = debate.threshold(self.k), sum(given.values())
        live = self._live.show(debate.id, question, tuple(current.values()), answers, k=k)
        return View(debate, turnout, dict(zip(current, live, strict=True)) if live else None, None)


async def found(work: UnitOfWork, debate_id: int) -> Debate:
    """The debate. Raises DebateError when there is none."""
    debate = await work.debates.get(debate_id)
    if debate is None:
        raise DebateError("debate.refused.unknown")
    return debate


async def alive(work: UnitOfWork, debate_id: int) -> Debate:
    """The open or paused debate. Raises DebateError when it is neither."""
    debate = await found(work, debate_id)
    if debate.state is State.SCHEDULED:
        raise DebateError("debate.refused.scheduled")
    if debate.state not in (State.OPEN, State.PAUSED):
        raise DebateError("debate.refused.closed")
    return debate
