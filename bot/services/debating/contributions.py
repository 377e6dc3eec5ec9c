"""Arguments and statements: brought by members, decided on by moderators, and their authors
told the outcome.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.debate import ballots, rules
from bot.debate.contributions import (
    Contribution,
    Kind,
    Standing,
    check_argument,
    check_count,
    check_note,
    check_statement,
)
from bot.debate.formats import REPORTED, has_sides, is_report, report_question, takes_statements
from bot.debate.models import Debate, State, View, Voter
from bot.errors import DebateError
from bot.services.debating.showing import Showing
from bot.services.debating.views import Views, found
from bot.services.ports import Transactions, UnitOfWork

_LOG = logging.getLogger(__name__)
REPORTS_TO_HIDE = 3
"""Different members whose reports take a text out of sight until a moderator has looked."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument as a member wrote it; `citation` is a passage's locator or empty."""

    side: str
    text: str
    citation: str = ""


class ContributionService:
    """What members bring to debates. `passages` are the locators of a debate's article, which an
    argument may cite.
    """

    def __init__(
        self,
        transactions: Transactions,
        views: Views,
        showing: Showing,
        passages: Callable[[str], Collection[str]],
    ) -> None:
        self._transactions = transactions
        self._views = views
        self._showing = showing
        self._passages = passages

    def of(self, community: str) -> ContributionService:
        """The same for one community alone: what belongs to another's debates is unknown."""
        return ContributionService(
            self._transactions.of(community),
            self._views.of(community),
            self._showing,
            self._passages,
        )

    async def argue(
        self, debate_id: int, voter: Voter, argument: Argument, now: datetime
    ) -> Contribution:
        """Bring an argument; it waits for a moderator. Raises DebateError where a rule
        refuses it, or it cites what is no passage of the article.
        """
        async with self._transactions.writing() as work:
            debate = await _open_to(work, debate_id, voter, now)
            if not has_sides(debate):
                raise DebateError("debate.refused.no_cards")
            citation = argument.citation.strip()
            if citation and citation not in self._passages(debate.article):
                raise DebateError("debate.refused.citation", citation=citation[:40])
            others = await work.contributions.of_debate(debate_id)
            line = check_argument(argument.side, argument.text, _shown(others))
            check_count([one for one in others if one.author == voter.member])
            new = Contribution(
                0, debate_id, Kind.ARGUMENT, line, argument.side, citation, author=voter.member
            )
            return await work.contributions.add(new)

    async def state(self, debate_id: int, voter: Voter, text: str, now: datetime) -> Contribution:
        """Bring a statement; shown at once only where the debate isn't moderated. Raises
        DebateError where a rule refuses it.
        """
        async with self._transactions.writing() as work:
            debate = await _open_to(work, debate_id, voter, now)
            if not takes_statements(debate):
                raise DebateError("debate.refused.no_statements")
            others = await work.contributions.of_debate(debate_id)
            line = check_statement(text, _shown(others))
            check_count([one for one in others if one.author == voter.member])
            standing = Standing.WAITING if debate.moderated else Standing.APPROVED
            new = Contribution(
                0, debate_id, Kind.STATEMENT, line, standing=standing, author=voter.member
            )
            return await work.contributions.add(new)

    async def waiting(self, debate_id: int) -> Sequence[Contribution]:
        """What waits for a moderator, oldest first."""
        async with self._transactions.reading() as work:
            return await work.contributions.of_debate(debate_id, Standing.WAITING)

    async def decide(
        self,
        number: int,
        standing: Standing,
        *,
        by: str,
        now: datetime,
        note: str = "",
        community: str,
    ) -> Contribution:
        """Approve, hand back with a request, or reject; the author is told. DebateError when
        another moderator came first.
        """
        async with self._transactions.writing() as work:
            one, debate = await _of_community(work, number, community)
            if debate.state not in (State.OPEN, State.PAUSED):
                raise DebateError("debate.refused.closed")
            if note or standing is Standing.RETURNED:
                note = check_note(note)
            if one.standing is standing or (
                one.standing is not Standing.WAITING and standing is Standing.RETURNED
            ):
                raise DebateError("debate.refused.decided")
            # Reports are looked at now: they never count again, whatever is decided.
            await work.ballots.set_aside(debate.id, report_question(number))
            decided = await work.contributions.decide(
                one, standing, note=note, is_told=not one.author
            )
            if decided is None:
                raise DebateError("debate.refused.decided")
            action = f"{one.kind} {standing}"
            await work.audit.record(debate.community, by, action, debate.id, now)
            view = await self._views.seen(work, debate)
        await self._tell(view, decided)
        return decided

    async def revise(self, number: int, voter: Voter, text: str, now: datetime) -> Contribution:
        """New words from the author of one that was handed back. Raises DebateError where it is
        another's, or no longer handed back.
        """
        async with self._transactions.writing() as work:
            one = await work.contributions.get(number)
            if one is None or one.author != voter.member:
                raise DebateError("debate.refused.not_yours")
            debate = await _open_to(work, one.debate_id, voter, now)
            kept = await work.contributions.of_debate(one.debate_id)
            others = _shown([other for other in kept if other.id != number])
            line = _checked(one, text, others)
            waits = debate.moderated or one.kind is Kind.ARGUMENT
            standing = Standing.WAITING if waits else Standing.APPROVED
            revised = await work.contributions.revise(one, line, standing)
            if revised is None:
                raise DebateError("debate.refused.decided")
        return revised

    async def report(
        self, number: int, voter: Voter, now: datetime, *, community: str
    ) -> Contribution | None:
        """Tell moderators about a contribution, once a member who may vote; from three on it waits
        for them out of sight, and is returned for them to be told. One that they have approved
        since is hidden by three other members alone. Raises DebateError where a rule refuses.
        """
        async with self._transactions.writing() as work:
            one, debate = await _of_community(work, number, community)
            rules.check_open(debate, now)
            if one.standing is not Standing.APPROVED:
                raise DebateError("debate.refused.statement_gone")
            question = report_question(number)
            await work.ballots.act(debate, voter.member, ballots.report(voter, question, now))
            reports = (await work.ballots.counts(debate.id, question)).get(REPORTED, 0)
            if reports < REPORTS_TO_HIDE:
                return None
            hidden = await work.contributions.decide(one, Standing.WAITING, is_told=True)
        if hidden:
            _LOG.info(
                "debate %s: contribution %s hidden after %s reports", debate.id, number, reports
            )
        return hidden

    async def reports(self, debate_id: int) -> dict[int, int]:
        """How many members reported each contribution of a debate since a moderator looked. Raises
        DebateError when there is no such debate.
        """
        reported = {}
        async with self._transactions.reading() as work:
            await found(work, debate_id)
            for question in filter(is_report, await work.ballots.seen(debate_id)):
                counts = await work.ballots.counts(debate_id, question)
                if count := counts.get(REPORTED, 0):
                    reported[int(question[1:])] = count
        return reported

    async def news(self, debate_id: int, member: str) -> Sequence[Contribution]:
        """A member's own contributions; outcomes they could not be told of before count as told
        from now on.
        """
        async with self._transactions.reading() as work:
            mine = await work.contributions.of_debate(debate_id, author=member)
        if any(not one.is_told for one in mine):
            async with self._transactions.writing() as work:
                for one in mine:
                    await work.contributions.note_told(one.id)
        return mine

    async def _tell(self, view: View, one: Contribution) -> None:
        if one.author and await self._showing.tell_author(view, one):
            async with self._transactions.writing() as work:
                await work.contributions.note_told(one.id)


async def _of_community(
    work: UnitOfWork, number: int, community: str
) -> tuple[Contribution, Debate]:
    one = await work.contributions.get(number)
    debate = await work.debates.get(one.debate_id) if one else None
    if one is None or debate is None or debate.community != community:
        raise DebateError("debate.refused.statement_gone")
    return one, debate


async def _open_to(work: UnitOfWork, debate_id: int, voter: Voter, now: datetime) -> Debate:
    debate = await found(work, debate_id)
    rules.check_open(debate, now)
    rules.check_voter(debate, voter, now)
    return debate


def _checked(one: Contribution, text: str, others: Sequence[str]) -> str:
    """New words as they are kept."""
    if one.kind is Kind.STATEMENT:
        return check_statement(text, others)
    return check_argument(one.side, text, others)


def _shown(others: Sequence[Contribution]) -> list[str]:
    """Texts that a new one must not repeat: rejected ones may be said again in better words."""
    return [one.text for one in others if one.standing is not Standing.REJECTED]
