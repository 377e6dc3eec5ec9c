"""What is begun, and what is dropped, when more comes than one core can do."""

import asyncio

from bot.adapters.discord.admission import Admission
from tests.benchmarks.overload import COSTS, LIMIT, flood


def test_at_twice_the_capacity_every_vote_is_answered_in_time() -> None:
    """Three in ten are votes, so they alone are no more than can be done."""
    outcome = flood(2, 30)

    assert len(outcome.ages["component"]) == outcome.came["component"]
    assert max(outcome.ages["component"]) < 1.5
    assert outcome.dropped["autocomplete"] > 0.9 * outcome.came["autocomplete"]
    assert not any(outcome.late(kind) for kind in outcome.came)
    assert max(outcome.waited) < LIMIT, "what is dropped is dropped before Discord gives up"


def test_more_votes_than_can_be_done_are_answered_in_time_or_dropped() -> None:
    """At four times the capacity the votes alone are a quarter more than one core can do."""
    outcome = flood(4, 30)

    answered = len(outcome.ages["component"])
    assert not any(outcome.late(kind) for kind in outcome.came)
    assert answered * COSTS["component"] > 0.9 * 30, "the core works for votes all the time"
    assert answered + outcome.dropped["component"] == outcome.came["component"]


def test_at_half_the_capacity_nothing_is_dropped() -> None:
    outcome = flood(0.5, 30)

    assert not outcome.dropped
    assert max(age for ages in outcome.ages.values() for age in ages) < 1.0


async def test_whoever_waits_is_begun_with_when_another_has_been_answered() -> None:
    dropped: list[str] = []
    admission = Admission(dropped.append, at_once=1)
    assert await admission.begin(1 << 22, "component")
    command, vote = (
        asyncio.create_task(admission.begin(number << 22, kind))
        for number, kind in ((2, "command"), (3, "component"))
    )
    await asyncio.sleep(0)

    admission.end(1 << 22)
    await asyncio.sleep(0)

    assert vote.done(), "votes before questions"
    assert not command.done()
    admission.end(3 << 22)
    assert await command
    assert not dropped
