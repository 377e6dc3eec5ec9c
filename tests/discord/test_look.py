"""The common look: what is shown fits Discord, and nothing that must stay whole is cut."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.floor.look import (
    ROOM,
    SIDES,
    Accent,
    divider,
    fit,
    over_budget,
    panel,
    signed,
    symbol,
)
from bot.adapters.discord.floor.text import plain, size
from bot.wording import Wording
from tests.discord.conftest import PROMPTS
from tests.unit.pictures.test_draw import contrast

WORDING = Wording.load(PROMPTS)


def buttons(count: int, *, label: str = "Go", id_of: str = "go:{}") -> list[discord.ui.Button[Any]]:
    return [discord.ui.Button(label=label, custom_id=id_of.format(n)) for n in range(count)]


@given(st.lists(st.text(max_size=3000), max_size=5), st.integers(0, 3))
def test_texts_are_shortened_until_they_fit_and_the_citation_stays_whole(
    claims: list[str], citations: int
) -> None:
    whole = [f"-# [{n}] Lack of Trust, passage {n}" for n in range(citations)]

    texts = fit(lambda cap: [*(plain(claim, cap) for claim in claims), *whole])

    assert sum(map(size, texts)) <= ROOM
    assert texts[len(texts) - citations :] == whole


def test_of_what_can_not_be_shortened_whole_texts_are_left_out() -> None:
    assert fit(lambda _: ["a" * 3000, "b" * 3000]) == ["a" * 3000]


def test_a_panel_leaves_out_what_is_empty_and_puts_five_buttons_in_a_row() -> None:
    (box,) = panel(Accent.ANSWER, "Hello", "  ", divider(), buttons(7), []).to_components()

    assert [part["type"] for part in box["components"]] == [10, 14, 1, 1]
    assert [len(row["components"]) for row in box["components"][2:]] == [5, 2]
    assert over_budget([box]) == []


def test_what_discord_would_refuse_is_found() -> None:
    wide = {"type": 1, "components": [one.to_component_dict() for one in buttons(6)]}
    long = panel(Accent.PANEL, "x" * 2500, "y" * 2500).to_components()
    twice = panel(Accent.PANEL, "a", buttons(2, id_of="same")).to_components()

    assert over_budget([wide]) == ["a row of 6"]
    assert over_budget(long) == ["5000 characters"]
    assert over_budget(twice) == ["the id same twice"]
    assert (
        over_budget([{"type": 10, "content": " "}] * 41)
        == ["41 components"] + ["an empty text"] * 41
    )


def test_a_side_has_the_same_sign_everywhere() -> None:
    assert [symbol(side, WORDING) for side in SIDES[:3]] == ["▲", "▼", "◆"]
    assert signed("for", "For", WORDING) == "▲ For"
    assert signed("tea", "Tea", WORDING) == "Tea"


THEMES = {"dark": 0x393A41, "old dark": 0x313338, "light": 0xFFFFFF, "old light": 0xF2F3F5}
"""What Discord lays a container on; lighter and darker ones lie between."""


@pytest.mark.parametrize("ground", THEMES.values(), ids=THEMES)
def test_every_accent_stands_out_on_both_themes(ground: int) -> None:
    """WCAG 2.2 asks 3:1 of graphics."""
    for accent in Accent:
        assert contrast(f"#{accent.value:06x}", f"#{ground:06x}") >= 3, accent.name
