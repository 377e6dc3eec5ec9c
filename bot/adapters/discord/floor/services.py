"""What the Discord surface is given: the use cases behind its commands. Built by `app.py`, never
here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from bot.services.asking.ask import AskService
from bot.services.asking.inbox import FeedbackRecords
from bot.services.asking.library import Library
from bot.services.asking.reading import ReadingService
from bot.services.debating.brief import BriefService
from bot.services.debating.contributions import ContributionService
from bot.services.debating.debates import DebateService
from bot.services.debating.voting import VotingService
from bot.services.server.privacy import PrivacyService
from bot.services.server.settings import ServerSettings


class Background(Protocol):
    """Work that runs beside the bot, such as keeping deadlines: started when the bot can speak,
    stopped when it leaves.
    """

    async def start(self) -> None:
        """Begin; catches up on what was missed."""

    async def stop(self) -> None:
        """End."""


class Communities(Protocol):
    """Which servers the bot is in. Raises UnavailableError when nothing was recorded."""

    async def note_left(self, community: str, now: datetime) -> None:
        """The bot was removed from a server: its data is kept for a while, in case it comes
        back.
        """

    async def note_present(self, community: str) -> None:
        """The bot is in a server, again or for the first time."""

    async def note_all(
        self, present: Collection[str], is_mine: Callable[[str], bool], now: datetime
    ) -> None:
        """Set right what was missed while the bot was away: these are its servers, of those that
        this process looks after.
        """


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases. `ask` and `brief` are those of the article that answers in this place; the
    `library` holds all. Without `feedback` nothing can be sent to maintainers, and no button offers
    it.
    """

    ask: AskService
    debates: DebateService
    voting: VotingService
    contributions: ContributionService
    brief: BriefService
    privacy: PrivacyService
    communities: Communities
    settings: ServerSettings
    feedback: FeedbackRecords | None = None
    library: Library = field(default_factory=Library)

    @property
    def reading(self) -> ReadingService:
        """The article that is asked, read without a question."""
        return self.ask.reading

    def of(self, community: str, *places: str) -> Services:
        """The same for one community alone: ids of another's debates are unknown, whatever a
        component claims. Questions go to the article that was chosen for the first of `places`
        that has one, such as a thread and its channel.
        """
        here = self.library.at(community, *places) if self.library else self
        return replace(
            self,
            ask=here.ask,
            brief=here.brief,
            debates=self.debates.of(community),
            voting=self.voting.of(community),
            contributions=self.contributions.of(community),
        )

    def brief_on(self, article: str) -> BriefService:
        """What an article brings to debates, whatever has been chosen since one was started."""
        return self.library.of(article).brief if self.library else self.brief
