"""What Discord is told about the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord

from bot.adapters.discord.client import intents
from bot.wording import Wording
from tests.discord.conftest import PROMPTS, World, new_bot


def synced(env: Any) -> list[dict[str, Any]]:
    return next(
        r.json
        for r in reversed(env.http_requests)
        if r.method == "PUT" and r.path.endswith("/commands")
    )


def described(options: list[dict[str, Any]]) -> list[str]:
    return [option["description"] for option in options] + [
        text for o in options for text in described(o.get("options") or [])
    ]


def test_no_privileged_intent_is_asked_for() -> None:
    wanted = intents()

    assert (
        wanted.value & (discord.Intents(message_content=True, members=True, presences=True).value)
        == 0
    )


async def test_every_command_and_option_is_described_by_prompts(world: World) -> None:
    commands = [command for command in synced(world.env) if command["type"] == 1]

    texts = described(commands)
    assert {"ask", "topics", "sources", "help"} <= {command["name"] for command in commands}
    assert all(1 < len(text) <= 100 for text in texts)


async def test_another_language_names_and_describes_commands(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    (folder / "de").mkdir(parents=True)
    (folder / "en").symlink_to(PROMPTS / "en")
    (folder / "de" / "commands.yaml").write_text(
        "ask:\n  name: frage\n  description: Frag den Artikel\n  options:\n    question: Deine "
        "Frage\n",
        encoding="utf-8",
    )
    await world.env.restart_bot(new_bot(world.services, Wording.load(folder)))

    ask = next(command for command in synced(world.env) if command["name"] == "ask")
    assert ask["name_localizations"] == {"de": "frage"}
    assert ask["description_localizations"] == {"de": "Frag den Artikel"}
    assert ask["options"][0]["description_localizations"] == {"de": "Deine Frage"}
