"""Lengths: what people write is read, what the bot writes is read back, the rest is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.lengths import read_length, read_lengths, write_length
from bot.errors import DebateError

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", 30 * MINUTE),
        ("30 min", 30 * MINUTE),
        ("1h 30m", 90 * MINUTE),
        ("1.5 hours", 90 * MINUTE),
        ("1,5h", 90 * MINUTE),
        ("1d12h", 36 * HOUR),
        ("1 day and 12 hours", 36 * HOUR),
        ("2 weeks, 1 day", 15 * DAY),
        ("3D", 3 * DAY),
        ("1 month", 30 * DAY),
        ("1mo", 30 * DAY),
        ("259200s", 3 * DAY),
        ("  2\u00a0h ", 2 * HOUR),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, length: timedelta) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize(
    "text", ["", "soon", "3", "3 parsecs", "1h tomorrow", "0m", "-1h", "20:00"]
)
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(DebateError) as refused:
        read_length(text)

    assert refused.value.key == "debate.refused.length"


@pytest.mark.parametrize("text", ["1M", "1 M", "2h 30M"])
def test_a_capital_m_is_asked_back(text: str) -> None:
    with pytest.raises(DebateError) as refused:
        read_length(text)

    assert refused.value.key == "debate.refused.length_of_m"


@given(st.integers(min_value=1, max_value=3_600 * 24 * 3_660))
def test_every_length_the_bot_writes_is_read_back(seconds: int) -> None:
    length = timedelta(seconds=seconds)

    assert read_length(write_length(length)) == length


@given(st.text(alphabet="0123456789 smhdwo.,/|and\u00a0", max_size=4_000))
def test_hostile_lengths_are_read_or_refused(text: str) -> None:
    for read in (read_length, read_lengths):
        try:
            read(text)
        except DebateError:
            continue


def test_a_length_beyond_the_calendar_is_too_long_instead_of_an_error() -> None:
    assert read_length("999999999w") > timedelta(days=365)
