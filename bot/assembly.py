"""The database as the settings name it, and the use cases of debates joined to it and a surface."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Debate
from bot.debate.publishing.suppression import K_DEFAULT
from bot.services.debating.catch_up import CatchUp
from bot.services.debating.contributions import ContributionService
from bot.services.debating.debates import DebateService
from bot.services.debating.lists import DebateLists
from bot.services.debating.live import LiveTallies
from bot.services.debating.proposals import ProposalService
from bot.services.debating.settling import Settling
from bot.services.debating.showing import Showing
from bot.services.debating.views import Views
from bot.services.debating.voting import VotingService
from bot.services.meters import Meters
from bot.services.ports import Announcer, BallotBox, Transactions
from bot.settings import Settings
from bot.storage.ballot_box import SqlBallotBox
from bot.storage.engine import open_engine
from bot.storage.keys import Keys, open_keys
from bot.storage.unit_of_work import SqlTransactions


def keys_as_set(settings: Settings) -> Keys:
    """Where the settings say that debates' keys are kept. Raises SetUpError."""
    return open_keys(settings.key_folder, settings.wrapping_key)


def open_as_set(settings: Settings) -> AsyncEngine:
    """The database that the settings name, with its keys."""
    return open_engine(settings.database, keys=keys_as_set(settings))


@dataclass(frozen=True, slots=True)
class Debating:
    """What moderators and members do with debates, what time does with them, and the parts that a
    process has to look after.
    """

    debates: DebateService
    voting: VotingService
    contributions: ContributionService
    proposals: ProposalService
    settling: Settling
    catch_up: CatchUp
    transactions: Transactions
    box: BallotBox
    live: LiveTallies


def assemble(
    engine: AsyncEngine,
    *,
    k: int = K_DEFAULT,
    announcer: Callable[[], Announcer | None] = lambda: None,
    passages: Callable[[str], Collection[str]] = lambda _: (),
    meters: Meters | None = None,
    is_mine: Callable[[Debate], bool] = lambda _: True,
    wake: Callable[[], None] = lambda: None,
) -> Debating:
    """On a migrated database. `k` is the least number of voters whose result is published,
    `announcer` finds the surface's once there is one, `passages` are the locators of an
    article by its id, which an argument may cite, `is_mine` says whether this process
    serves a debate's server, and `wake` is called when something is to be tried again soon.
    """
    transactions = SqlTransactions(engine)
    box = SqlBallotBox(engine, meters)
    live = LiveTallies(k)
    views = Views(transactions, live, k)
    showing = Showing(transactions, views, announcer, wake)
    settling = Settling(transactions, views, showing, live)
    return Debating(
        DebateService(
            transactions,
            views,
            settling,
            showing,
            DebateLists(transactions, k),
            live=live,
            wake=wake,
        ),
        VotingService(transactions, box, live),
        ContributionService(transactions, views, showing, passages),
        ProposalService(transactions),
        settling,
        CatchUp(transactions, views, settling, showing, meters=meters, is_mine=is_mine),
        transactions,
        box,
        live,
    )
