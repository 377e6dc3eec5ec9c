"""When a planned debate opens: lengths, times with a zone, Discord's timestamps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.openings import read_opening
from bot.errors import DebateError

NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", datetime(2026, 5, 1, 14, 30, tzinfo=UTC)),
        ("20:00 UTC", datetime(2026, 5, 1, 20, tzinfo=UTC)),
        ("20:00Z", datetime(2026, 5, 1, 20, tzinfo=UTC)),
        ("12:00 utc", datetime(2026, 5, 2, 12, tzinfo=UTC)),
        ("14:45 +02:00", datetime(2026, 5, 1, 12, 45, tzinfo=UTC)),
        ("01:00 UTC+10", datetime(2026, 5, 1, 15, tzinfo=UTC)),
        ("2026-12-01 20:00 +01:00", datetime(2026, 12, 1, 19, tzinfo=UTC)),
        ("2026-12-01T20:00:00Z", datetime(2026, 12, 1, 20, tzinfo=UTC)),
        ("<t:1777640400:F>", datetime(2026, 5, 1, 13, tzinfo=UTC)),
    ],
)
def test_an_opening_is_read_as_people_write_it(text: str, moment: datetime) -> None:
    assert read_opening(text, NOW) == moment


def test_a_time_without_a_zone_is_asked_back() -> None:
    with pytest.raises(DebateError) as refused:
        read_opening("20:00", NOW)

    assert refused.value.key == "debate.refused.opening_zone"


@pytest.mark.parametrize(
    "text", ["soon", "25:00 UTC", "2026-02-30 20:00 UTC", "20:00 Rome", "<t:999999999999>"]
)
def test_what_is_no_opening_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(DebateError) as refused:
        read_opening(text, NOW)

    assert refused.value.key == "debate.refused.opening"


@given(st.text(alphabet="0123456789-:+TZ <>tUTC.hd", max_size=4_000))
def test_hostile_openings_are_read_or_refused(text: str) -> None:
    try:
        assert read_opening(text, NOW).tzinfo is UTC
    except DebateError as refused:
        assert refused.key.startswith("debate.refused.")  # noqa: PT017  # either is right
