"""Lengths of time offered while typing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.floor.when import SUGGESTED, suggest_lengths


def test_suggestions_follow_what_was_typed() -> None:
    assert suggest_lengths("3") == ["3m", "3h", "3d", "3w"]
    assert suggest_lengths("1d 12h") == ["1d 12h"]
    assert suggest_lengths("") == list(SUGGESTED)


@given(st.text(max_size=120))
def test_anything_typed_gets_suggestions_that_discord_takes(typed: str) -> None:
    assert all(0 < len(text) <= 100 for text in suggest_lengths(typed))
