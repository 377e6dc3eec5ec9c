"""Argument cards and statements: brought by members, decided on by moderators, and their authors
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
from bot.debate.models import Debate, State, Voter
from bot.errors import DebateError, EyebotError
from bot.services.debates import DebateService

_LOG = logging.getLogger(__name__)
REPORTS_TO_HIDE = 3
"""Different members whose reports take a card out of sight until a moderator has looked."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument card as a member wrote it; `citation` is a passage's locator or empty."""

    side: str
    text: str
    citation: str = ""


class ContributionService:
    """What members bring to the debates of a `DebateService`. `passages` are the locators that a
    card may cite.
    """

    def __init__(self, debates: DebateService, passages: Callable[[], Collection[str]]) -> None:
        self._debates = debates
        self._kept = debates.contributions
        self._passages = passages

    async def argue(
        self, debate_id: int, voter: Voter, card: Argument, now: datetime
    ) -> Contribution:
        """Bring an argument card; it waits for a moderator. A citation must be a passage of the
        article.
        """
        debate = await self._open_to(debate_id, voter, now)
        if not has_sides(debate):
            raise DebateError("debate.refused.no_cards")
        citation = card.citation.strip()
        if citation and citation not in self._passages():
            raise DebateError("debate.refused.citation", citation=citation[:40])
        others = await self._kept.of_debate(debate_id)
        line = check_argument(card.side, card.text, _shown(others))
        check_count([one for one in others if one.author == voter.member])
        return await self._add(
            Contribution(
                0, debate_id, Kind.ARGUMENT, line, card.side, citation, author=voter.member
            )
        )

    async def state(self, debate_id: int, voter: Voter, text: str, now: datetime) -> Contribution:
        """Bring a statement; shown at once only where the debate isn't moderated."""
        debate = await self._open_to(debate_id, voter, now)
        if not takes_statements(debate):
            raise DebateError("debate.refused.no_statements")
        others = await self._kept.of_debate(debate_id)
        line = check_statement(text, _shown(others))
        check_count([one for one in others if one.author == voter.member])
        standing = Standing.WAITING if debate.moderated else Standing.APPROVED
        return await self._add(
            Contribution(0, debate_id, Kind.STATEMENT, line, standing=standing, author=voter.member)
        )

    async def waiting(self, debate_id: int) -> Sequence[Contribution]:
        """What waits for a moderator, oldest first."""
        return await self._kept.of_debate(debate_id, Standing.WAITING)

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
        one, debate = await self._get(number, community)
        if debate.state not in (State.OPEN, State.PAUSED):
            raise DebateError("debate.refused.closed")
        if note or standing is Standing.RETURNED:
            note = check_note(note)
        if one.standing is standing or (
            one.standing is not Standing.WAITING and standing is Standing.RETURNED
        ):
            raise DebateError("debate.refused.decided")
        # Reports are looked at now: they never count again, whatever is decided.
        await self._debates.box.set_aside(debate.id, report_question(number))
        decided = await self._kept.decide(one, standing, note=note, is_told=not one.author)
        if decided is None:
            raise DebateError("debate.refused.decided")
        await self._debates.records.record_action(
            debate.community, by, f"{one.kind} {standing}", debate.id, now
        )
        await self._tell(decided)
        return decided

    async def revise(self, number: int, voter: Voter, text: str, now: datetime) -> Contribution:
        """New words from the author of one that was handed back."""
        one = await self._kept.get(number)
        if one is None or one.author != voter.member:
            raise DebateError("debate.refused.not_yours")
        debate = await self._open_to(one.debate_id, voter, now)
        others = [
            other for other in await self._kept.of_debate(one.debate_id) if other.id != number
        ]
        check = (
            check_statement(text, _shown(others))
            if one.kind is Kind.STATEMENT
            else check_argument(one.side, text, _shown(others))
        )
        waits = debate.moderated or one.kind is Kind.ARGUMENT
        revised = await self._kept.revise(
            one, check, Standing.WAITING if waits else Standing.APPROVED
        )
        if revised is None:
            raise DebateError("debate.refused.decided")
        return revised

    async def report(
        self, number: int, voter: Voter, now: datetime, *, community: str
    ) -> Contribution | None:
        """Tell moderators about a contribution, once a member who may vote; from three on it waits
        for them out of sight, and is returned for them to be told. One that they have approved
        since is hidden by three other members alone.
        """
        one, debate = await self._get(number, community)
        rules.check_open(debate, now)
        if one.standing is not Standing.APPROVED:
            raise DebateError("debate.refused.statement_gone")
        question = report_question(number)
        await self._debates.box.act(debate.id, voter.member, ballots.report(voter, question, now))
        reports = (await self._debates.box.counts(debate.id, question)).get(REPORTED, 0)
        if reports < REPORTS_TO_HIDE:
            return None
        hidden = await self._kept.decide(one, Standing.WAITING, is_told=True)
        if hidden:
            _LOG.info(
                "debate %s: contribution %s hidden after %s reports", debate.id, number, reports
            )
        return hidden

    async def reports(self, debate_id: int) -> dict[int, int]:
        """How many members reported each contribution of a debate since a moderator looked."""
        box, found = self._debates.box, {}
        for question in filter(is_report, await box.seen(debate_id)):
            if count := (await box.counts(debate_id, question)).get(REPORTED, 0):
                found[int(question[1:])] = count
        return found

    async def news(self, debate_id: int, member: str) -> Sequence[Contribution]:
        """A member's own contributions; outcomes they could not be told of before count as told
        from now on.
        """
        mine = await self._kept.of_debate(debate_id, author=member)
        for one in mine:
            if not one.is_told:
                await self._kept.note_told(one.id)
        return mine

    async def _add(self, one: Contribution) -> Contribution:
        return (await self._kept.add([one]))[0]

    async def _get(self, number: int, community: str) -> tuple[Contribution, Debate]:
        one = await self._kept.get(number)
        debate = await self._debates.get(one.debate_id) if one else None
        if one is None or debate is None or debate.community != community:
            raise DebateError("debate.refused.statement_gone")
        return one, debate

    async def _open_to(self, debate_id: int, voter: Voter, now: datetime) -> Debate:
        debate = await self._debates.get(debate_id)
        rules.check_open(debate, now)
        rules.check_voter(debate, voter, now)
        return debate

    async def _tell(self, one: Contribution) -> None:
        announcer = self._debates.announcer
        if not one.author or announcer is None:
            return
        try:
            told = await announcer.tell_author(await self._debates.view(one.debate_id), one)
        except EyebotError as error:
            _LOG.warning("contribution %s: author not told (%s)", one.id, error.key)
            told = False
        if told:
            await self._kept.note_told(one.id)


def _shown(others: Sequence[Contribution]) -> list[str]:
    """Texts that a new one must not repeat: rejected ones may be said again in better words."""
    return [one.text for one in others if one.standing is not Standing.REJECTED]
