"""The last turn is remembered as long as the deployment says, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.dialogue.memory import Memory
from bot.dialogue.plan import GONE
from bot.settings import load_settings

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_a_turn_is_forgotten_after_the_time_that_is_set() -> None:
    memory = Memory(load_settings(memory_minutes=40).remembered)
    memory.keep("m", "p", GONE, NOW)

    assert memory.turns("m", "p", NOW + timedelta(minutes=40))
    assert not memory.turns("m", "p", NOW + timedelta(minutes=41))


def test_what_others_said_long_ago_goes_when_somebody_speaks() -> None:
    memory = Memory(timedelta(minutes=1))
    memory.keep("old", "p", GONE, NOW)

    memory.keep("new", "p", GONE, NOW + timedelta(minutes=2))

    assert (memory.held("old"), memory.held("new")) == (0, 1)
