"""Members' reports take a text out of sight until a moderator has looked; they can't
overrule one.
"""

import pytest

from bot.debate.contributions import Contribution, Standing
from bot.debate.models import Debate, Eligibility, Voter
from bot.errors import DebateError
from bot.services.debating.contributions import Argument, ContributionService
from tests.storage.conftest import NOW, spec
from tests.storage.use_cases import Records, UseCases

READER = frozenset({"readers"})


@pytest.fixture
def service(debates: UseCases) -> ContributionService:
    return debates.contributions


@pytest.fixture
async def debate(records: Records) -> Debate:
    """Only readers may vote in it."""
    return await records.add(spec(eligibility=Eligibility(role="readers")), NOW)


@pytest.fixture
async def shown(service: ContributionService, debate: Debate) -> Contribution:
    """An argument that a moderator has approved."""
    card = Argument("for", "Cameras made our street safer.")
    one = await service.argue(debate.id, Voter("ann", READER), card, NOW)
    return await decide(service, one, Standing.APPROVED)


async def decide(
    service: ContributionService, one: Contribution, standing: Standing
) -> Contribution:
    return await service.decide(one.id, standing, by="mod", now=NOW, community="c1")


async def report(
    service: ContributionService, one: Contribution, *members: str
) -> list[Contribution | None]:
    return [
        await service.report(one.id, Voter(member, READER), NOW, community="c1")
        for member in members
    ]


async def test_the_third_report_hides_a_text_and_is_told(
    service: ContributionService, shown: Contribution
) -> None:
    first, again, second, third = await report(service, shown, "a", "a", "b", "c")

    assert (first, again, second) == (None, None, None)
    assert third
    assert third.standing is Standing.REPORTED
    assert await service.reports(shown.debate_id) == {shown.id: 3}


async def test_once_approved_again_the_same_members_cannot_hide_it(
    service: ContributionService, shown: Contribution
) -> None:
    await report(service, shown, "a", "b", "c")
    await decide(service, shown, Standing.APPROVED)

    again = await report(service, shown, "a", "b", "c", "d", "e")

    assert again == [None] * 5
    assert await service.reports(shown.debate_id) == {shown.id: 2}
    assert (await report(service, shown, "f"))[0] is not None


async def test_whoever_may_not_vote_may_not_report(
    service: ContributionService, shown: Contribution
) -> None:
    for stranger in ("x", "y", "z"):
        with pytest.raises(DebateError, match="role"):
            await service.report(shown.id, Voter(stranger), NOW, community="c1")

    assert await service.reports(shown.debate_id) == {}
