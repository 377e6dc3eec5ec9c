"""What somebody can tell who sees every live tally and the closing result, knows who voted when,
and subtracts.
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Option, Voter
from bot.debate.publishing.suppression import publish_counts
from bot.services.debates import DebateService
from bot.services.live import LiveTallies
from bot.services.voting import VotingService
from bot.storage.ballot_box import SqlBallotBox
from bot.storage.contributions import SqlContributions
from bot.storage.records import SqlRecords
from tests.storage.conftest import NOW, spec

Shown = tuple[tuple[int, ...] | None, ...]
CHOICES = ("for", "against")
ORDERS = {
    "each once": tuple(range(13)),
    "two change their minds at once": (*range(11), 10, 3),
    "one changes to and fro": (*range(10), 0, 0, 0, 10),
    "few after the first tally": (*range(10), 10, 11),
    "fewest for a tally": tuple(range(10)),
}


def publications(order: Sequence[int], choices: Sequence[int], k: int) -> Shown:
    """What is shown after each vote, and the closing counts at the end: as the service does it,
    without a database.
    """
    live, votes, shown = LiveTallies(k), dict[int, int](), []
    for member, choice in zip(order, choices, strict=True):
        votes[member] = choice
        live.note(1, str(member))
        counts = [list(votes.values()).count(option) for option in range(2)]
        shown.append(live.show(1, counts) if len(votes) >= 10 else None)
    return (*shown, publish_counts(counts, k))


def told(name: str, k: int, *, with_result: bool) -> list[set[int]]:
    """Play every way the members may have voted; the sets of members whose votes some run of
    publications leaves no doubt of.
    """
    order = ORDERS[name]
    last = {member: place for place, member in enumerate(order)}
    possible: dict[Shown, dict[int, set[int]]] = defaultdict(
        lambda: {member: set() for member in last}
    )
    for choices in itertools.product(range(2), repeat=len(order)):
        shown = publications(order, choices, k)
        votes = possible[shown if with_result else shown[:-1]]
        for member, place in last.items():
            votes[member].add(choices[place])
    # "Everyone voted X" may be said from ten voters on.
    mixed = [
        votes
        for shown, votes in possible.items()
        if not (with_result and shown[-1] and 0 in shown[-1])
    ]
    return [
        members
        for votes in mixed
        if (members := {member for member, found in votes.items() if len(found) == 1})
    ]


@pytest.mark.parametrize("k", [3, 5])
@pytest.mark.parametrize("name", ORDERS)
def test_live_tallies_never_tell_the_votes_of_fewer_than_k_members(name: str, k: int) -> None:
    assert all(len(members) >= k for members in told(name, k, with_result=False))


@pytest.mark.parametrize("name", ["fewest for a tally"])
@pytest.mark.parametrize("k", [3, 5])
def test_a_tally_and_a_result_of_the_same_votes_tell_nobodys(name: str, k: int) -> None:
    assert not told(name, k, with_result=True)


def test_the_result_after_live_tallies_never_tells_the_votes_of_fewer_than_k_members() -> None:
    found = [
        members
        for name in ORDERS
        for k in (3, 5)
        for members in told(name, k, with_result=True)
        if len(members) < k
    ]

    assert not found


@pytest.mark.parametrize("seed", range(3))
async def test_the_service_publishes_just_that(engine: AsyncEngine, seed: int) -> None:
    debates = DebateService(SqlRecords(engine), SqlBallotBox(engine), SqlContributions(engine), k=3)
    voting, chance = VotingService(debates), random.Random(seed)  # noqa: S311  # orders of play, no secret
    members = list(range(16))
    chance.shuffle(members)
    order = [*members, *chance.choices(members, k=4)]
    choices = [chance.randrange(2) for _ in order]
    options = tuple(Option(name, name) for name in CHOICES)
    debate = (await debates.start(spec(hidden=False, options=options), by="mod", now=NOW)).debate

    shown = []
    for member, choice in zip(order, choices, strict=True):
        await voting.vote(debate.id, Voter(str(member)), CHOICES[choice], NOW)
        live = (await debates.view(debate.id)).live
        shown.append(tuple(live[name] for name in CHOICES) if live else None)
    result = (await debates.close(debate.id, by="mod", now=NOW)).result

    assert result
    assert (*shown, tuple(result.counts[name] for name in CHOICES)) == publications(
        order, choices, 3
    )
    assert len({counts for counts in shown if counts}) > 1
