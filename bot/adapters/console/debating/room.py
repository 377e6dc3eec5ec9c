"""What the terminal's debate commands work with, and which debate they mean."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.adapters.console.talk import PLACE, Talk
from bot.debate.models import Debate, State
from bot.errors import DebateError
from bot.results.picture_models import Drawer
from bot.services.debating.brief import BriefService
from bot.services.debating.contributions import ContributionService
from bot.services.debating.debates import DebateService
from bot.services.debating.voting import VotingService
from bot.services.server.settings import ServerSettings

Step = Callable[[Talk, str, str], Awaitable[str]]
"""The talk, the step's own name, and the rest of the line -> text to show."""


@dataclass(slots=True)
class Room:
    """The services of debates, and the votes of polls that Discord itself would hold: debate ->
    member -> option. `article` is the one in hand, where there are several.
    """

    debates: DebateService
    voting: VotingService
    contributions: ContributionService
    brief: BriefService
    settings: ServerSettings
    draw: Drawer | None = None
    native: dict[int, dict[str, str]] = field(default_factory=dict)
    article: str = ""

    async def current(self) -> Debate:
        """The running debate, an open one before a paused one; DebateError when none runs."""
        running = await self.debates.lists.open_debates(PLACE)
        if not running:
            raise DebateError("console.debate.none_running")
        return next((debate for debate in running if debate.state is State.OPEN), running[0])
