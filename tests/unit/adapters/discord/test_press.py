"""Buttons as discord.py makes them anew after a restart."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.adapters.discord.floor.errors import Press


def test_a_button_that_does_nothing_cannot_be_made() -> None:
    class Idle(Press, discord.ui.DynamicItem[discord.ui.Button[Any]], template="idle"):
        pass

    with pytest.raises(TypeError, match="pressed"):
        Idle(discord.ui.Button(custom_id="idle"))  # type: ignore[abstract]  # that is the point
