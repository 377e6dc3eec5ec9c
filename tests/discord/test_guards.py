"""How fast members may ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.discord.floor.guards import Buckets, Gate, Limits, Rate
from bot.errors import EyebotError

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_bucket_fills_one_token_at_a_time() -> None:
    buckets = Buckets(Rate(2, timedelta(seconds=10)))
    buckets.take("a", NOW)
    buckets.take("a", NOW)

    assert buckets.wait("a", NOW) == timedelta(seconds=10)
    assert buckets.wait("a", NOW + timedelta(seconds=4)) == timedelta(seconds=6)
    assert not buckets.wait("a", NOW + timedelta(seconds=10))
    assert not buckets.wait("b", NOW)


def test_bucket_never_holds_more_than_its_burst() -> None:
    buckets = Buckets(Rate(1, timedelta(seconds=10)))
    buckets.take("a", NOW)
    later = NOW + timedelta(days=1)
    buckets.take("a", later)

    assert buckets.wait("a", later) == timedelta(seconds=10)


def test_full_buckets_are_forgotten_when_there_are_too_many() -> None:
    buckets = Buckets(Rate(1, timedelta(seconds=1)))
    for n in range(10_001):
        buckets.take(str(n), NOW + timedelta(seconds=n))

    assert len(buckets._filled) < 100


def test_a_members_clicks_have_a_budget_of_their_own() -> None:
    gate = Gate(Limits(click=Rate(3, timedelta(seconds=2)), letter=Rate(1, timedelta(seconds=1))))
    for _ in range(3):
        gate.click("a", NOW)

    with pytest.raises(EyebotError) as refused:
        gate.click("a", NOW)
    gate.click("b", NOW)
    gate.enter("a", "readers", NOW)
    assert refused.value.slots["seconds"] == 2
    assert [gate.type("a", NOW), gate.type("a", NOW)] == [True, False]


def test_community_limit_holds_for_all_its_members() -> None:
    gate = Gate(Limits(community=Rate(3, timedelta(seconds=4))))
    for n in range(3):
        gate.enter(f"member {n}", "readers", NOW)

    with pytest.raises(EyebotError) as refused:
        gate.enter("another", "readers", NOW)
    assert refused.value.key == "discord.slow_down.community"
    assert refused.value.slots == {"seconds": 4}
    gate.enter("another", "elsewhere", NOW)


def test_refused_request_costs_no_token() -> None:
    gate = Gate(Limits(member=Rate(1, timedelta(seconds=5))))
    gate.enter("alice", "", NOW)
    for _ in range(10):
        with pytest.raises(EyebotError):
            gate.enter("alice", "", NOW)

    gate.enter("alice", "", NOW + timedelta(seconds=5))
