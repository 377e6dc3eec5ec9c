"""Ballots cast through the group writer of this process."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.ballots import Acted, Answers, Change, Decide
from bot.debate.models import Debate
from bot.errors import DebateError
from bot.services.meters import Meters
from bot.storage.ballot_writer import BallotWriter


class SqlBallotBox:
    """The port `BallotBox` on SQLAlchemy. With a `community`, other communities' debates don't
    exist.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        meters: Meters | None = None,
        *,
        community: str | None = None,
        writer: BallotWriter | None = None,
    ) -> None:
        self._engine = engine
        self._community = community
        self.writer = writer or BallotWriter(engine, meters)

    def of(self, community: str) -> SqlBallotBox:
        """The same for one community alone, with the same writer."""
        return SqlBallotBox(self._engine, community=community, writer=self.writer)

    async def act(self, debate_id: int, member: str, decide: Decide) -> Acted:
        """Let `decide` see the debate and the member's answers and store what it says, in one
        transaction; returns after the commit.
        """
        if self._community is not None:
            decide = _only_in(self._community, decide)
        return await self.writer.act(debate_id, member, decide)

    async def finish(self) -> None:
        """Return when every act that waits has been stored or refused."""
        await self.writer.finish()

    def give_up(self) -> None:
        """Tell every act that still waits that nothing was recorded."""
        self.writer.give_up()


def _only_in(community: str, decide: Decide) -> Decide:
    def decide_there(debate: Debate, mine: Answers) -> list[Change]:
        if debate.community != community:
            raise DebateError("debate.refused.unknown")
        return list(decide(debate, mine))

    return decide_there
