"""A moderator is told when results could give single votes away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.debate.formats import FOR_AGAINST
from bot.debate.models import Debate, Eligibility, Spec, State
from bot.services.debating.cautions import cautions

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SPEC = Spec("c1", "p1", "Do we need an eye in the sky?", DAY, options=FOR_AGAINST)


def earlier(motion: str = SPEC.motion, **changes: object) -> Debate:
    made = Debate(
        7, "c1", "p1", motion, FOR_AGAINST, (), True, Eligibility(), 0, State.CLOSED, 1,
        NOW - 5 * DAY, NOW - 4 * DAY,
    )  # fmt: skip
    return replace(made, closed_at=NOW - 4 * DAY, **changes)


def keys(spec: Spec = SPEC, *before: Debate, **how: int) -> list[str]:
    return [one.key.removeprefix("debate.caution.") for one in cautions(
        spec, before, k=5, now=NOW, **how
    )]  # fmt: skip


def test_an_ordinary_debate_needs_no_caution() -> None:
    assert keys(SPEC, earlier("Do we need more parks?"), electorate=200) == []


@pytest.mark.parametrize(("electorate", "said"), [(19, ["small"]), (20, [])])
def test_a_small_electorate_is_told(electorate: int, said: list[str]) -> None:
    role = replace(SPEC, eligibility=Eligibility("r1"))

    assert keys(role, electorate=electorate) == said
    assert keys(role) == ["role"]


def test_a_server_that_asks_for_more_voters_has_a_larger_small() -> None:
    assert keys(replace(SPEC, voters=20), electorate=60) == ["small"]


def test_the_same_motion_again_is_told_however_it_is_dressed_up() -> None:
    assert keys(SPEC, earlier()) == ["again"]
    assert keys(SPEC, earlier("do we need: an EYE in the sky")) == ["again"]
    assert keys(SPEC, replace(earlier(), closed_at=NOW - 100 * DAY)) == []
    assert keys(SPEC, earlier(state=State.CANCELLED)) == []


def test_the_same_motion_for_others_is_told_more_sharply() -> None:
    assert keys(SPEC, earlier(eligibility=Eligibility("r1"))) == ["other_circle"]


def test_a_weekly_debate_is_told_once() -> None:
    assert keys(replace(SPEC, repeat_days=7)) == ["repeats"]
