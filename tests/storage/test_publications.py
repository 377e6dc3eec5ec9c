"""What somebody can tell who sees every live tally and the closing result, knows who voted when,
and subtracts.
"""

import asyncio
import itertools
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.debate.models import Option, Voter
from bot.debate.publishing.suppression import publish_counts
from bot.services.debating.live import LiveTallies
from tests.storage.conftest import NOW, spec
from tests.storage.use_cases import Records, UseCases

K = 5
PUPPETS = tuple(f"puppet {n}" for n in range(K))
VICTIMS = tuple(f"victim {n}" for n in range(30))
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
        live.voted(1, "vote", str(member), is_first=member not in votes)
        votes[member] = choice
        counts = [list(votes.values()).count(option) for option in range(2)]
        shown.append(live.show(1, "vote", counts) if len(votes) >= 10 else None)
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
    debates = UseCases(engine, k=3)
    voting, chance = debates.voting, random.Random(seed)  # noqa: S311  # orders of play, no secret
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


class Attack:
    """k accounts that vote again and again in a debate with a live tally, to read from it what the
    others chose.
    """

    def __init__(self, engine: AsyncEngine, debate: int) -> None:
        self._engine = engine
        self._debate = debate
        self.restart()

    def restart(self) -> None:
        """The bot's process begins anew on the same database."""
        engine = self._engine
        self._debates = UseCases(engine, k=K)
        self._voting = self._debates.voting

    async def vote(self, votes: Mapping[str, str]) -> None:
        """Several members at once."""
        await asyncio.gather(
            *(
                self._voting.vote(self._debate, Voter(member), choice, NOW)
                for member, choice in votes.items()
            )
        )

    async def look(self) -> int | None:
        """What stands under the debate for the first side."""
        live = (await self._debates.view(self._debate)).live
        return live["for"] if live else None

    async def read(self) -> int | None:
        """How many of the others are for it, less multiples of k: each way the puppets may vote is
        tried until the rounded count moves. None where it never does.
        """
        before = None
        for n in range(K + 1):
            votes = {one: "for" if place < n else "against" for place, one in enumerate(PUPPETS)}
            for _ in range(2):  # what is shown lags one step behind
                await self.vote(votes)
                now = await self.look()
            if before is not None and now is not None and now > before:
                return (K // 2 + 1 - n) % K
            before = now
        return None


@pytest.mark.parametrize("restarts", [False, True])
async def test_five_accounts_that_click_again_read_nobodys_vote(
    engine: AsyncEngine, restarts: bool
) -> None:
    records, chance = Records(engine), random.Random(7)  # noqa: S311  # votes in play, no secret
    options = tuple(Option(name, name) for name in CHOICES)
    debate = await records.add(spec(hidden=False, options=options), NOW)
    attack = Attack(engine, debate.id)
    await attack.vote({f"member {n}": CHOICES[n % 2] for n in range(12)})
    await attack.vote(dict.fromkeys(PUPPETS, "for"))

    before, found = await attack.read(), []
    for victim in VICTIMS:
        choice = chance.choice(CHOICES)
        await attack.vote({victim: choice})
        if restarts:
            attack.restart()
        after = await attack.read()
        if before is not None and after is not None:
            guess = "for" if (after - before) % K == 1 else "against"
            found.append(guess == choice)
        before = after

    assert found.count(True) == 0


async def test_whoever_takes_a_vote_back_and_votes_again_moves_nothing() -> None:
    live = LiveTallies(K)
    for n in range(3 * K):
        live.voted(1, "vote", str(n), is_first=True)
        live.show(1, "vote", (n + 1 - (n + 1) // 3, (n + 1) // 3))
    shown = live.show(1, "vote", (10, 5))

    for n in range(K):
        live.withdrew(1, str(n))
        live.voted(1, "vote", str(n), is_first=True)
        live.withdrew(1, f"from before a restart {n}")
        live.voted(1, "vote", f"from before a restart {n}", is_first=True)

    assert shown is not None
    assert live.show(1, "vote", (20, 5)) == shown


async def test_the_tally_of_the_first_vote_does_not_stand_under_the_second() -> None:
    live = LiveTallies(K)
    for n in range(4 * K):
        live.voted(1, "first", str(n), is_first=True)
        live.show(1, "first", (n, 3))

    assert live.show(1, "first", (20, 3)) is not None
    assert live.show(1, "final", (2, 3)) is None


@pytest.mark.parametrize("how", ["close", "cancel"])
async def test_who_has_voted_is_not_remembered_beyond_the_debate(
    engine: AsyncEngine, how: str
) -> None:
    debates = UseCases(engine, k=3)
    debate = (await debates.start(spec(hidden=False), by="mod", now=NOW)).debate
    for member in "abc":
        await debates.voting.vote(debate.id, Voter(member), "for", NOW)
    await debates.voting.withdraw(debate.id, "c", NOW)
    assert debates.live.remembers(debate.id)

    await getattr(debates, how)(debate.id, by="mod", now=NOW)

    assert not debates.live.remembers(debate.id)
