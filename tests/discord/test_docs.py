"""Commands that pages and the demo tell people to type are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.discord.conftest import World

ROOT = Path(__file__).parents[2]
_TYPED = re.compile(r"`/([a-z_]+(?: [a-z_]+)?)\b[^`]*`")
_PAGES = (
    "README.md",
    "docs/commands.md",
    "docs/formats.md",
    "docs/operations.md",
    "prompts/en/demo.yaml",
)
_TERMINAL = {"as alice", "debate help", "debate vote", "save"}
"""What only the terminal has."""


async def test_every_command_that_a_page_names_is_there(world: World) -> None:
    names = {command.qualified_name for command in world.bot.tree.walk_commands()}
    begun = {name.partition(" ")[0] for name in names}

    unknown = [
        f"{page}: /{typed}"
        for page in _PAGES
        for typed in _TYPED.findall((ROOT / page).read_text(encoding="utf-8"))
        if typed not in names | begun | _TERMINAL and not _with_an_option(typed, names)
    ]

    assert unknown == []


def _with_an_option(typed: str, names: set[str]) -> bool:
    """`/ask question` is the command `/ask` with an option of it."""
    first, _, second = typed.partition(" ")
    return (
        first in names and not any(name.startswith(f"{first} ") for name in names) and second > ""
    )
